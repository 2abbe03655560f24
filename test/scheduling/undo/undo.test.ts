// A slip of the office is undone with one press, for a day; what others made of it since stays.
import { load } from 'cheerio'
import { inTransaction } from '../../../src/database/transaction.ts'
import { paths } from '../../../src/paths.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { importProspectus } from '../../../src/scheduling/import/import-prospectus.ts'
import { insertTrainer } from '../../../src/scheduling/trainers/queries.ts'
import { decideUndo, type PastChange } from '../../../src/scheduling/undo/rules.ts'
import { type Browser, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, addVenue, today } from '../../support/college.ts'
import { fieldsOn, noticeOn, office } from '../../support/office.ts'
import { prospectus, settings } from '../import/support.ts'
import { buttons, undo } from './support.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

async function aDate() {
  const { db } = college()
  const venue = await addVenue(db, { name: 'Town Hall' })
  const run = await addRun(db, { venue, sessions: [{ startsAt: inDays(10) }] })
  const id = run.sessionIds[0] ?? ''
  return { ...run, venue, id, page: paths.adminSession({ id }) }
}

const session = (id: string) =>
  college()
    .db.selectFrom('session')
    .select(['starts_at', 'status', 'note'])
    .where('id', '=', id)
    .executeTakeFirst()
const statusOf = async (runId: string) =>
  (await college().db.selectFrom('run').select('status').where('id', '=', runId).executeTakeFirst())?.status

async function change(browser: Browser, page: string, typed: Record<string, string>) {
  const answer = await browser.post(page, { ...fieldsOn((await browser.get(page)).text, page), ...typed })
  expect(answer.status).toBe(303)
}

test('a moved date goes back, everybody with a place is told, and the undoing can be undone', async () => {
  const { db, runJobs } = college()
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const { id, runId, page } = await aDate()
  const amal = await addPerson(db, { email: 'amal@example.org' })
  await addEnrolment(db, runId, { person: amal })
  await change(ada, page, { day: '12/9/2026' })
  expect((await ada.get(page)).text).toContain(`<a href="${paths.adminUndo()}">Undo</a>`)
  await runJobs()
  const shown = (await ben.get(paths.adminUndo())).text
  expect(shown).toContain('Ada changed a date of a run')
  expect(shown).toMatch(/Day<\/strong>: Friday 11 September 2026 → Saturday 12 September 2026/)
  expect((await undo(ben, 'changed a date')).status).toBe(303)
  expect((await session(id))?.starts_at).toEqual(inDays(10))
  await runJobs()
  const toAmal = db.selectFrom('mail').select('calendar_text').where('person_id', '=', amal)
  const mails = await toAmal.orderBy('number').execute()
  expect(mails.map(({ calendar_text }) => /DTSTART;TZID[^:]*:(\d+)/.exec(calendar_text ?? '')?.[1])).toEqual([
    '20260912',
    '20260911',
  ])
  const trail = await db.selectFrom('audit_event').select(['action', 'subject_id']).orderBy('id').execute()
  expect(trail.slice(-2)).toEqual([
    { action: 'session.changed', subject_id: id },
    { action: 'change.undone', subject_id: id },
  ])
  expect(load((await ada.get(paths.adminUndo())).text)('.rows').text()).toContain('Undone')
  await undo(ada, 'Ben changed a date')
  expect((await session(id))?.starts_at).toEqual(inDays(11))
})

test('what somebody else changed since stays; the same thing changed again is not undone past them', async () => {
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const { id, page } = await aDate()
  await change(ada, page, { day: '12/9/2026' })
  await change(ben, page, { note: 'Bring a coat' })
  expect((await undo(ada, 'Ada changed')).status).toBe(303)
  expect(await session(id)).toMatchObject({ starts_at: inDays(10), note: 'Bring a coat' })
  await change(ada, page, { note: 'Bring boots' })
  const refused = await undo(ada, 'Ben changed')
  expect([refused.status, noticeOn(refused.text)]).toEqual([
    409,
    expect.stringContaining('changed again since'),
  ])
  expect((await session(id))?.note).toBe('Bring boots')
})

test('what is in the way of how it was is said, and nothing is done', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const { id, page, venue } = await aDate()
  const { id: room } = await db
    .insertInto('room')
    .values({ venue_id: venue, name: 'Green Room' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await change(ada, page, { place: `${venue}/${room}` })
  await change(ada, page, { day: '12/9/2026' })
  const other = await addRun(db, { venue, sessions: [{ startsAt: inDays(10) }] })
  await db.updateTable('session').set({ room_id: room }).where('run_id', '=', other.runId).execute()
  const refused = await undo(ada, '12 Sep')
  expect([refused.status, noticeOn(refused.text)]).toEqual([
    409,
    expect.stringMatching(/cannot be as it was/),
  ])
  expect((await session(id))?.starts_at).toEqual(inDays(11))
})

test('called off, put back, added: each has its opposite', async () => {
  const { db, clock } = college()
  const [ada] = await office(college(), 'Ada')
  const { id, runId } = await aDate()
  await ada.get(paths.adminSession({ id }))
  await ada.post(paths.adminSessionCancellation({ id }))
  await undo(ada, 'called a date off')
  expect((await session(id))?.status).toBe('planned')
  await undo(ada, 'put a date back on')
  expect((await session(id))?.status).toBe('cancelled')
  const adding = paths.adminSessionNew({ id: runId })
  const more = { ...fieldsOn((await ada.get(adding)).text, adding), day: '20/9/2026' }
  const dates = () => db.selectFrom('session').select('status').where('run_id', '=', runId).execute()
  await ada.post(adding, more)
  expect(await dates()).toHaveLength(2)
  await undo(ada, 'added a date')
  expect(await dates()).toHaveLength(1)
  await addEnrolment(db, runId)
  await ada.post(adding, more)
  await undo(ada, 'added a date')
  expect(await dates()).toEqual([{ status: 'cancelled' }, { status: 'cancelled' }])
  // What has begun stays, also where nobody has a place.
  const dropIn = paths.adminSessionNew({ id: (await addRun(db, { rules: { drop_in: true } })).runId })
  await ada.post(dropIn, { ...more, day: '1/9/2026', from: '11:00', until: '13:00' })
  clock.now = addMinutes(today, 61)
  expect((await undo(ada, 'added a date')).text).toContain('The date has begun. It stays as it is.')
})

test('what others called off or chose anew since is theirs, and what is taken by now is said', async () => {
  const { db } = college()
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const { id, runId, peerId } = await aDate()
  const [off, on] = [paths.adminSessionCancellation({ id }), paths.adminSessionReturn({ id })]
  await ada.get(paths.adminSession({ id }))
  await ben.get(paths.adminSession({ id }))
  await ada.post(off)
  await ben.post(on)
  await ben.post(off)
  const refusal = async (words: string) => noticeOn((await undo(ada, words)).text)
  expect(await refusal('Ada called a date off')).toContain('changed again since')
  expect((await session(id))?.status).toBe('cancelled')
  const cleo = await addPerson(db, { name: 'Cleo', roles: ['trainer'] })
  const elsewhere = await addRun(db, { sessions: [{ startsAt: inDays(10) }] })
  await inTransaction(db, (tx) =>
    insertTrainer(tx, { run_id: elsewhere.runId, person_id: peerId, expertise: 'lived' }, today),
  )
  expect(await refusal('Ben called a date off')).toContain('taken at that time now')
  await ada.post(paths.adminRunTrainers({ id: runId }), { comes: cleo, expertise: 'lived' })
  college().clock.now = addMinutes(today, 5)
  await ben.post(paths.adminTrainerLeaving({ id: runId }), { leaves: cleo })
  college().clock.now = addMinutes(today, 10)
  await ben.post(paths.adminRunTrainers({ id: runId }), { comes: cleo, expertise: 'lived' })
  expect(await refusal('Ada chose a trainer')).toContain('changed again since')
  college().clock.now = addMinutes(today, 15)
  await ben.post(paths.adminTrainerLeaving({ id: runId }), { leaves: cleo })
  await db.deleteFrom('role_grant').where('person_id', '=', cleo).execute()
  expect(await refusal('Ben noted that a trainer cannot give')).toContain('no trainer any more')
  const [begun = ''] = elsewhere.sessionIds
  await ada.post(paths.adminSessionCancellation({ id: begun }))
  await db
    .updateTable('session')
    .set({ starts_at: inDays(0) })
    .where('id', '=', begun)
    .execute()
  expect(await refusal('Ada called a date off')).toContain('has begun')
})

test('a run published too early becomes a draft, until somebody asks for a place', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId } = await addRun(db, { status: 'draft' })
  const publication = paths.adminPublication({ id: runId })
  const publish = async () => ada.post(publication, fieldsOn((await ada.get(publication)).text, publication))
  await publish()
  await undo(ada, 'published a run')
  expect(await statusOf(runId)).toBe('draft')
  await publish()
  await addEnrolment(db, runId)
  const refused = await undo(ada, 'published a run')
  expect([refused.status, noticeOn(refused.text)]).toEqual([409, expect.stringContaining('Call the run off')])
  expect(await statusOf(runId)).toBe('published')
})

test('rules of a run become as they were; whoever took over leaves again and whoever left comes back', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId, peerId } = await addRun(db)
  const details = paths.adminRunDetails({ id: runId })
  await change(ada, details, { audience: 'Carers only' })
  await undo(ada, 'who may enrol')
  const { audience } = await db.selectFrom('run').select('audience').executeTakeFirstOrThrow()
  expect(audience).toBe('')
  const cleo = await addPerson(db, { name: 'Cleo', roles: ['trainer'] })
  await ada.get(paths.adminRunTrainers({ id: runId }))
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, comes: cleo })
  await undo(ada, 'chose a trainer')
  const team = () =>
    db.selectFrom('session_trainer').select('person_id').where('run_id', '=', runId).execute()
  expect((await team()).map(({ person_id }) => person_id)).toContain(peerId)
  expect((await team()).map(({ person_id }) => person_id)).not.toContain(cleo)
  // The one press is undone as a whole.
  expect((await buttons(ada)).filter(({ words }) => words.includes('trainer'))).toHaveLength(2)
  college().clock.now = addMinutes(today, 5)
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, reason: 'Ill' })
  await undo(ada, 'cannot give')
  expect((await team()).map(({ person_id }) => person_id)).toContain(peerId)
})

test('a draft goes with all its dates, unless somebody worked on it', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const planned = async () => {
    const { runId } = await addRun(db, { status: 'draft' })
    const event = { action: 'run.planned', subject_kind: 'run', subject_id: runId, detail: '{}' }
    await db
      .insertInto('audit_event')
      .values({ ...event, at: today, actor_id: null })
      .execute()
    return runId
  }
  const first = await planned()
  expect((await undo(ada, 'planned a run')).status).toBe(303)
  expect(await statusOf(first)).toBeUndefined()
  const published = await planned()
  const [opened] = await buttons(ada)
  const publication = paths.adminPublication({ id: published })
  await ada.post(publication, fieldsOn((await ada.get(publication)).text, publication))
  expect((await ada.post(opened?.address ?? '')).status).toBe(409)
  await undo(ada, 'published a run')
  expect((await undo(ada, 'planned a run')).status).toBe(303)
  expect(await statusOf(published)).toBeUndefined()
  const second = await planned()
  await change(ada, paths.adminRunDetails({ id: second }), { audience: 'Carers only' })
  expect((await undo(ada, 'planned a run')).status).toBe(409)
  expect(await statusOf(second)).toBe('draft')
})

test('a run that was brought in goes with its trainers; one that is published is not offered', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const both = { peer_trainer_email: 'ana@example.org', professional_trainer_email: 'ben@example.org' }
  for (const email of Object.values(both)) await addPerson(db, { email, roles: ['trainer'] })
  const bringIn = (publish: object, row: object, now = today) =>
    importProspectus(db, { prospectus: prospectus({ ...row }), ...publish }, { ...settings, now })
  await bringIn({ publish: {} }, both)
  const offered = async () =>
    (await buttons(ada)).map(({ words }) => /published|planned|chose|cannot/.exec(words)?.[0])
  expect(await offered()).toEqual(['published'])
  expect((await ada.get(paths.adminUndo())).text).toContain('It is no draft any more')
  await undo(ada, 'published')
  await undo(ada, 'planned')
  expect(await db.selectFrom('run').select('id').execute()).toEqual([])
  await bringIn({}, {})
  await bringIn({}, both, addMinutes(today, 1))
  expect(await offered()).toEqual(['chose', 'chose', 'planned'])
  await undo(ada, 'chose')
  expect(await offered()).toEqual(['cannot', 'chose', 'planned'])
})

test('two press at once: it is undone once; a day later nobody can', async () => {
  const app = college()
  const [ada, ben] = await office(app, 'Ada', 'Ben')
  const { page, id } = await aDate()
  await change(ada, page, { day: '12/9/2026' })
  const [{ address } = { address: '' }] = await buttons(ada)
  await ben.get(paths.adminUndo())
  const answers = await Promise.all([ada.post(address), ben.post(address)])
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  const undone = app.db.selectFrom('audit_event').where('action', '=', 'change.undone').select('id')
  expect(await undone.execute()).toHaveLength(1)
  await change(ada, page, { day: '13/9/2026' })
  const [late] = (await buttons(ada)).filter(({ words }) => words.includes('Ada'))
  app.clock.now = addMinutes(today, 24 * 60)
  expect((await ada.post(late?.address ?? '')).status).toBe(409)
  expect(await buttons(ada)).toEqual([])
  expect((await session(id))?.starts_at).toEqual(inDays(12))
  for (const odd of ['x', '0', '99999999999999999999'])
    expect((await ada.post(paths.adminUndoChange({ number: odd }))).status).toBe(404)
})

test.each([
  [false, 0, { ok: true }],
  [false, 24 * 60 - 1, { ok: true }],
  [false, 24 * 60, { ok: false, reason: 'too-late' }],
  [true, 0, { ok: false, reason: 'undone-already' }],
])('undone %s, %i minutes later: %j', (undone, minutes, decided) => {
  const past = { at: today, undone } as PastChange
  expect(decideUndo(past, addMinutes(today, minutes))).toEqual(decided)
})
