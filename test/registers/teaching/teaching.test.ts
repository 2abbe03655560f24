import { load } from 'cheerio'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { insertDown } from '../../../src/scheduling/trainers/covers/queries.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, type NewRun, today } from '../../support/college.ts'
import { words } from '../../enrolment/support/people.ts'

const college = testApp()

const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** Tess, the peer trainer of a run, signed in. */
async function taught(run: NewRun = {}, title = 'Sleep well') {
  const app = college()
  const { id: course } = await addCourse(app.db, { title })
  const added = await addRun(app.db, { course, ...run })
  await app.db
    .updateTable('person')
    .set({ name: 'Tess', email: 'tess@example.org' })
    .where('id', '=', added.peerId)
    .execute()
  await givePasswords(app.db)
  return { app, ...added, list: `/trainer/runs/${added.runId}`, tess: await app.as('tess@example.org') }
}

test('a trainer finds their runs, the role they have in each, and how many come', async () => {
  const { app, tess, peerId, runId, sessionIds } = await taught({
    capacity: 8,
    sessions: [{ startsAt: inDays(1) }, { startsAt: inDays(8) }],
  })
  await addEnrolment(app.db, runId)
  await addEnrolment(app.db, runId, { status: 'waiting' })
  const other = await addRun(app.db, { sessions: [{ startsAt: inDays(0.2) }] })
  await app.db
    .insertInto('run_trainer')
    .values({ run_id: other.runId, person_id: peerId, expertise: 'professional' })
    .execute()
  await inTransaction(app.db, (tx) => insertDown(tx, other.sessionIds[0] ?? '', peerId))
  const page = await tess.get('/trainer')
  expect(words(page)).toContain('You are the peer trainer. 2 sessions to come.')
  expect(words(page)).toContain('You are the professional trainer. 1 session to come.')
  expect(words(page)).toContain('1 of 8 places taken')
  expect(words(page)).toContain('1 waiting')
  const hrefs = load(page.text)('main :is(.rows .row__title, .taught__links) a')
    .map((_, link) => link.attribs.href)
    .get()
  const of = (run: string, session = '') => [`/trainer/sessions/${session}/register`, `/trainer/runs/${run}`]
  // The soonest first: today's, tomorrow's, next week's, each with its register; then both runs.
  expect(hrefs).toEqual([
    ...of(other.runId, other.sessionIds[0]),
    ...of(runId, sessionIds[0]),
    ...of(runId, sessionIds[1]),
    `/trainer/runs/${other.runId}`,
    `/trainer/runs/${runId}`,
  ])
  expect(words(page)).not.toContain('You have no class today')
  await app.db.updateTable('session').set({ status: 'cancelled' }).where('run_id', '=', other.runId).execute()
  expect(words(await tess.get('/trainer'))).toContain('Today You have no class today')
})

test.each<[string, NewRun]>([
  ['a draft', { status: 'draft' }],
  ['a run that is called off', { status: 'cancelled' }],
  ['a run that is long over', { sessions: [{ startsAt: inDays(-61) }] }],
])('%s is not among them', async (_, run) => {
  const { tess } = await taught(run)
  expect(words(await tess.get('/trainer'))).toContain('Nothing to teach just now')
})

const rowsOf = (text: string, list: string) => {
  const page = load(text)
  return page(`ul[aria-label="${list}"] .row`)
    .map((_, row) =>
      page(row)
        .find('.row__title, .row__side span')
        .map((__, part) => page(part).text())
        .get()
        .join(': '),
    )
    .get()
}

test('what they gave and nobody marked is asked for, for thirty days, of whoever gave it', async () => {
  const { app, tess, peerId, runId, sessionIds } = await taught({
    sessions: [-40, -20, -3, 0.5].map((days) => ({ startsAt: inDays(days) })),
    now: inDays(-50),
  })
  const { db } = app
  const places = [
    await addEnrolment(db, runId, { joinedAt: inDays(-45) }),
    await addEnrolment(db, runId, { joinedAt: inDays(-45) }),
  ]
  const toMark = async () => rowsOf((await tess.get('/trainer')).text, 'Registers to mark')
  expect(await toMark()).toEqual(['Sleep well: 2 of 2 not marked', 'Sleep well: 2 of 2 not marked'])
  const mark = (enrolment: string, session: number) =>
    db
      .updateTable('attendance')
      .set({ mark: 'present', marked_at: today, marked_by: peerId, means: 'page' })
      .where('session_id', '=', sessionIds[session] ?? '')
      .where('enrolment_id', '=', enrolment)
      .execute()
  for (const place of places) await mark(place, 1)
  await mark(places[0] ?? '', 2)
  expect(await toMark()).toEqual(['Sleep well: 1 of 2 not marked'])
  // The run may have ended since.
  await db.updateTable('run').set({ status: 'ended' }).where('id', '=', runId).execute()
  expect(await toMark()).toEqual(['Sleep well: 1 of 2 not marked'])
  await db
    .deleteFrom('session_trainer')
    .where('session_id', '=', sessionIds[2] ?? '')
    .where('person_id', '=', peerId)
    .execute()
  expect(await toMark()).toEqual([])
})

test('a run that ended lately is found below the others, and a drop-in asks for its head count', async () => {
  const { app, tess, runId } = await taught({
    sessions: [{ startsAt: inDays(-7) }],
    rules: { drop_in: true },
    now: inDays(-20),
  })
  const page = await tess.get('/trainer')
  expect(rowsOf(page.text, 'Registers to mark')).toEqual(['Sleep well: Not counted yet'])
  expect(load(page.text)('ul[aria-label="Runs that are over"] a').attr('href')).toBe(`/trainer/runs/${runId}`)
  expect(page.text).not.toContain('aria-label="My runs"')
  const { session_id } = await app.db
    .selectFrom('session_trainer')
    .select('session_id')
    .executeTakeFirstOrThrow()
  await app.db.insertInto('head_count').values({ session_id, people: 0, counted_at: today }).execute()
  expect((await tess.get('/trainer')).text).not.toContain('Registers to mark')
})

test('what others changed stays on the page until the trainer says that they have seen it', async () => {
  const { app, tess, runId, sessionIds, peerId } = await taught({
    sessions: [{ startsAt: inDays(3) }, { startsAt: inDays(10) }],
  })
  const { db, as, clock } = app
  await addPerson(db, { email: 'admin@example.org', roles: ['administrator'] })
  await givePasswords(db)
  const admin = await as('admin@example.org')
  const amal = await addPerson(db, { name: 'Amal Haddad' })
  const known = await addEnrolment(db, runId, { joinedAt: inDays(-20) })
  await addEnrolment(db, runId, { person: amal })
  const news = async () => {
    const page = load((await tess.get('/trainer')).text)
    return {
      lines: page('.teaching-news li p')
        .map((_, line) => page(line).text())
        .get(),
      until: page('input[name="until"]').attr('value') ?? '',
    }
  }
  clock.now = addMinutes(today, 30)
  await db
    .updateTable('enrolment')
    .set({ status: 'withdrawn', ended_at: clock.now })
    .where('id', '=', known)
    .execute()
  const off = await admin.post(`/admin/sessions/${sessionIds[1] ?? ''}/cancellation`)
  expect(off.status).toBe(303)
  const lines = [
    'Called off: Friday 11 September, 10am to midday.',
    '1 person got a place and 1 person is not coming any more.',
  ]
  const first = await news()
  expect(first.lines).toEqual(lines)
  // Loading it again takes nothing away.
  expect((await news()).lines).toEqual(lines)
  expect((await tess.get('/trainer')).text).not.toContain('Amal')
  // What comes after the page was shown is not seen with it.
  clock.now = addMinutes(today, 40)
  await addEnrolment(db, runId, { joinedAt: addMinutes(today, 35) })
  const seen = await tess.post('/trainer/changes-seen', { until: first.until })
  expect([seen.status, seen.headers.location]).toEqual([303, '/trainer'])
  expect((await news()).lines).toEqual(['1 person got a place.'])
  const second = await news()
  await tess.post('/trainer/changes-seen', { until: second.until })
  expect((await news()).lines).toEqual([])
  // An old page makes nothing new again, and nobody sees into the future.
  await tess.post('/trainer/changes-seen', { until: first.until })
  expect((await news()).lines).toEqual([])
  await tess.post('/trainer/changes-seen', { until: '2030-01-01T00:00:00.000Z' })
  const look = await db.selectFrom('trainer_look').select(['person_id', 'seen_at']).execute()
  expect(look).toEqual([{ person_id: peerId, seen_at: clock.now }])
  for (const until of ['', 'soon', '9'.repeat(30)])
    expect((await tess.post('/trainer/changes-seen', { until })).status).toBe(400)
})

test('what a trainer did themselves is no news to them, and of another run they hear nothing', async () => {
  const { app, tess, runId, peerId, professionalId } = await taught()
  const { db } = app
  const other = await addRun(db)
  const event = (actor_id: string | null, subject_id: string, personId: string) => ({
    at: today,
    actor_id,
    action: 'run.trainer-added',
    subject_kind: 'run',
    subject_id,
    detail: JSON.stringify({ personId }),
  })
  await db
    .insertInto('audit_event')
    .values([event(peerId, runId, professionalId), event(null, other.runId, other.professionalId)])
    .execute()
  expect((await tess.get('/trainer')).text).not.toContain('What has changed')
  const left = { ...event(null, other.runId, peerId), action: 'run.trainer-left' }
  await db
    .insertInto('audit_event')
    .values([event(null, runId, professionalId), left])
    .execute()
  const page = load((await tess.get('/trainer')).text)
  const name = (
    await db.selectFrom('person').where('id', '=', professionalId).select('name').executeTakeFirstOrThrow()
  ).name
  expect(
    page('.teaching-news li p')
      .map((_, line) => page(line).text())
      .get(),
  ).toEqual([`${name} gives it with you.`, 'You do not give it any more.'])
  // Also of a run that is theirs no more it is said which it was.
  const which = page('.teaching-news li .soft')
    .map((_, line) => page(line).text())
    .get()
  expect(which).toEqual([
    expect.stringMatching(/^Next: Friday 11 September, 10am to midday, Venue/),
    expect.stringMatching(/^Friday 11 September, 10am to midday, Venue/),
  ])
  expect(
    page('.teaching-news a')
      .map((_, link) => link.attribs.href)
      .get(),
  ).toEqual([`/trainer/runs/${runId}`])
})
