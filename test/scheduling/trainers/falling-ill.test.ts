// A trainer cannot come: their dates are seen to one by one, the office is told once, and nobody reads why.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { applyRetention } from '../../../src/accounts/retention/apply.ts'
import { auditOf } from '../../audit/support.ts'
import { type Browser, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { errorsOn, noticeOn, office } from '../../support/office.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** Peer and Pro give a run on three Tuesdays, of which Peer falls ill on the second. Cleo and Dev could come. */
async function illness() {
  const { db } = college()
  const run = await addRun(db, { sessions: [7, 14, 21].map((days) => ({ startsAt: inDays(days) })) })
  const named = { [run.peerId]: 'Peer', [run.professionalId]: 'Pro' }
  for (const [id, name] of Object.entries(named))
    await db
      .updateTable('person')
      .set({ name, email: `${name.toLowerCase()}@example.org` })
      .where('id', '=', id)
      .execute()
  const add = (name: string) =>
    addPerson(db, { name, email: `${name.toLowerCase()}@example.org`, roles: ['trainer'] })
  const [cleo, dev] = [await add('Cleo'), await add('Dev')]
  await db.insertInto('trainer').values({ person_id: cleo, lived: true }).execute()
  const [ada] = await office(college(), 'Ada')
  const [first = '', second = '', third = ''] = run.sessionIds
  return { ...run, cleo, dev, ada, first, second, third }
}

const downFor = async (sessionId: string) =>
  (
    await college()
      .db.selectFrom('session_trainer')
      .innerJoin('person', 'person.id', 'session_trainer.person_id')
      .where('session_id', '=', sessionId)
      .orderBy('person.name')
      .select('person.name')
      .execute()
  ).map(({ name }) => name)

async function noteIllness(ada: Browser, personId: string, note = '') {
  const page = paths.adminTrainerAbsences({ id: personId })
  await ada.get(page)
  return ada.post(page, { first_day: '14/9/2026', last_day: '16/9/2026', note })
}

const mailsTo = async (address: string) =>
  (
    await college()
      .db.selectFrom('mail')
      .selectAll()
      .where('to_address', '=', address)
      .orderBy('number')
      .execute()
  ).map(({ subject, view }) => ({ subject, words: JSON.stringify(view) }))

test('the office notes it, sees each date with who could come, replaces one, and the others stay as they are', async () => {
  const { ada, peerId, runId, cleo, dev, second, courseId } = await illness()
  const page = paths.adminTrainerAbsences({ id: peerId })
  expect((await noteIllness(ada, peerId, 'A bad back')).headers.location).toBe(page)
  const { text } = await ada.get(page)
  expect(noticeOn(text)).toContain('1 date lacks them')
  const card = load(text)('.date-to-see-to')
  expect(card).toHaveLength(1)
  expect(card.text()).toContain('No peer trainer is there then')
  expect(card.find('option[selected]').attr('value')).toBe(cleo)
  const options = card.find('optgroup[label="Free and suitable"] option').toArray()
  expect(options.map((option) => load(option).text())).toEqual([
    'Cleo: free on this date',
    'Dev: free on this date',
  ])
  expect((await ada.get('/admin')).text).toContain('1 date of Peer lacks a trainer')
  const replaced = await ada.post(paths.adminReplacement({ id: second }), {
    away: peerId,
    comes: cleo,
    scope: 'date',
    back: 'trainer',
  })
  expect([replaced.status, replaced.headers.location]).toEqual([303, page])
  expect(await Promise.all((await illnessDates(runId)).map(downFor))).toEqual([
    ['Peer', 'Pro'],
    ['Cleo', 'Pro'],
    ['Peer', 'Pro'],
  ])
  expect((await ada.get('/admin')).text).not.toContain('lacks a trainer')
  expect(await auditOf(college())).toEqual([])
  // What everybody sees: whom to expect, and not who is away.
  const { slug } = await college()
    .db.selectFrom('course')
    .select('slug')
    .where('id', '=', courseId)
    .executeTakeFirstOrThrow()
  for (const address of [paths.course({ slug }), paths.run({ id: runId })])
    expect((await college().visitor().get(address)).text).toContain('With Cleo this time.')
  // Who stands in sees the class, until the date is over.
  const student = await addPerson(college().db, { name: 'Stu' })
  await addEnrolment(college().db, runId, { person: student })
  const own = await college().as('cleo@example.org')
  const teaching = await own.get(paths.trainer())
  expect(teaching.text).toContain('You stand in as the peer trainer. 1 session to come.')
  expect((await own.get(paths.classList({ id: runId }))).text).toContain('Stu')
  college().clock.now = inDays(15)
  expect((await own.get(paths.classList({ id: runId }))).status).toBe(404)
  college().clock.now = today
  // They can come after all.
  const end = { away: peerId }
  expect((await ada.post(paths.adminReplacementEnd({ id: second }), end)).status).toBe(303)
  expect(await downFor(second)).toEqual(['Peer', 'Pro'])
  expect((await own.get(paths.classList({ id: runId }))).status).toBe(404)
  await ada.post(paths.adminReplacementEnd({ id: second }), end)
  expect(await downFor(second)).toEqual(['Peer', 'Pro'])
  expect(dev).not.toBe(cleo)
})

const illnessDates = async (runId: string) =>
  (
    await college()
      .db.selectFrom('session')
      .select('id')
      .where('run_id', '=', runId)
      .orderBy('starts_at')
      .execute()
  ).map(({ id }) => id)

test('from a date on: later ones too, and when it is their next date they leave the team', async () => {
  const { ada, peerId, runId, cleo, dev, first, second, third } = await illness()
  await ada.get(paths.adminReplacement({ id: second }))
  const onward = (away: string, comes: string, id: string) =>
    ada.post(paths.adminReplacement({ id }), { away, comes, scope: 'onward', back: 'run' })
  expect((await onward(peerId, cleo, second)).headers.location).toBe(paths.adminRunTrainers({ id: runId }))
  expect([await downFor(first), await downFor(second), await downFor(third)]).toEqual([
    ['Peer', 'Pro'],
    ['Cleo', 'Pro'],
    ['Cleo', 'Pro'],
  ])
  // Whoever stands in cannot come either: the next stands in for the same person.
  await onward(cleo, dev, third)
  expect(await downFor(third)).toEqual(['Dev', 'Pro'])
  const decided = load((await ada.get(paths.adminRunTrainers({ id: runId }))).text)(
    '[aria-label="Single dates"]',
  ).text()
  expect(decided).toContain('Cleo in place of Peer')
  expect(decided).toContain('Dev in place of Peer')
  expect(await auditOf(college())).toEqual([])
  // From the first on: for good. Who stood in is let off, who takes over gives every date once.
  expect((await onward(peerId, cleo, first)).status).toBe(303)
  expect([await downFor(first), await downFor(second), await downFor(third)]).toEqual([
    ['Cleo', 'Pro'],
    ['Cleo', 'Pro'],
    ['Cleo', 'Pro'],
  ])
  const team = college().db.selectFrom('run_trainer').where('run_id', '=', runId).where('left_at', 'is', null)
  expect(await team.select('person_id').execute()).toHaveLength(2)
  expect(await auditOf(college())).toEqual([])
})

test('it can go ahead without; and a choice that cannot be is said beside the field', async () => {
  const { ada, peerId, professionalId, cleo, second } = await illness()
  await noteIllness(ada, peerId)
  const post = (typed: Record<string, string>) =>
    ada.post(paths.adminReplacement({ id: second }), {
      away: peerId,
      scope: 'date',
      back: 'trainer',
      ...typed,
    })
  const elsewhere = await addRun(college().db, { sessions: [{ startsAt: inDays(14) }] })
  const wrong: [Record<string, string>, number, string][] = [
    [{ comes: '' }, 422, 'Choose who comes instead'],
    [{ comes: 'Cleo' }, 422, 'Choose somebody from the list'],
    [{ comes: cleo, scope: 'sideways' }, 422, 'Press one of the buttons'],
    [{ comes: professionalId }, 409, 'They give this course already'],
    [{ comes: elsewhere.peerId }, 409, 'They teach Course'],
    [{ comes: await addPerson(college().db) }, 409, 'They are no trainer any more'],
  ]
  for (const [typed, status, message] of wrong) {
    const answer = await post(typed)
    expect([answer.status, errorsOn(answer.text)]).toEqual([status, expect.stringContaining(message)])
  }
  expect(await downFor(second)).toEqual(['Peer', 'Pro'])
  expect((await post({ scope: 'alone' })).status).toBe(303)
  expect(await downFor(second)).toEqual(['Pro'])
  expect((await ada.get('/admin')).text).not.toContain('lacks a trainer')
  expect(await auditOf(college())).toEqual([])
  const again = await post({ comes: cleo })
  expect(again.status).toBe(303)
  expect(noticeOn((await ada.get(again.headers.location as string)).text)).toContain('Nothing was changed')
  expect(
    (await ada.post(paths.adminReplacement({ id: peerId }), { away: peerId, comes: cleo, scope: 'date' }))
      .status,
  ).toBe(404)
})

test('trainers say it themselves: the office is told at once, once, and reads no name and no reason', async () => {
  const { ada, peerId, runId, second, cleo } = await illness()
  const peer = await college().as('peer@example.org')
  const page = paths.ownAvailability()
  await peer.get(page)
  const days = { first_day: '15/9/2026', last_day: '', note: 'My mother is ill' }
  expect((await peer.post(paths.ownAbsences(), days)).status).toBe(303)
  expect((await peer.get(page)).text).toContain('The office looks for somebody else for 1 date')
  await college().runJobs()
  const [mail, ...more] = await mailsTo('ada@example.org')
  expect(more).toEqual([])
  expect(mail?.subject).toContain('A trainer is needed: Course')
  expect(mail?.words).toContain('Tuesday 15 September 2026')
  expect(mail?.words).not.toContain('Tuesday 22 September 2026')
  expect(mail?.words).toContain(paths.adminRunTrainers({ id: runId }))
  expect(mail?.words).not.toMatch(/Peer|mother/)
  const link = await ada.get(paths.adminRunTrainers({ id: runId }))
  expect(load(link.text)('.date-to-see-to option[selected]').attr('value')).toBe(cleo)
  // Said once more, nothing new is told; put right and broken again, it is.
  await peer.post(paths.ownAbsences(), { ...days, last_day: '16/9/2026' })
  await college().runJobs()
  expect(await mailsTo('ada@example.org')).toHaveLength(1)
  const replacement = paths.adminReplacement({ id: second })
  await ada.post(replacement, { away: peerId, comes: cleo, scope: 'date', back: 'run' })
  await college().runJobs()
  const cleoHerself = await college().as('cleo@example.org')
  await cleoHerself.get(page)
  await cleoHerself.post(paths.ownAbsences(), days)
  await college().runJobs()
  expect(await mailsTo('ada@example.org')).toHaveLength(2)
  const trail = JSON.stringify(await college().db.selectFrom('audit_event').selectAll().execute())
  expect(trail).not.toContain('mother')
})

test('what the office puts right before the mail goes is told to nobody; leaving for good is told', async () => {
  const { ada, peerId, runId, second, cleo } = await illness()
  await noteIllness(ada, peerId)
  await ada.post(paths.adminReplacement({ id: second }), {
    away: peerId,
    comes: cleo,
    scope: 'date',
    back: 'run',
  })
  await college().runJobs()
  expect(await mailsTo('ada@example.org')).toEqual([])
  await ada.post(paths.adminTrainerLeaving({ id: runId }), {
    leaves: peerId,
    comes: '',
    reason: 'Moved away',
  })
  await college().runJobs()
  const [mail, ...more] = await mailsTo('ada@example.org')
  expect(more).toEqual([])
  // The date that Cleo gives is whole.
  expect(mail?.words).toContain('2 dates lack')
})

test('usual times and days away are their own: of nobody else, and kept beside what the office changed', async () => {
  const { ada, peerId, professionalId, runId } = await illness()
  const [peer, pro] = [await college().as('peer@example.org'), await college().as('pro@example.org')]
  const page = paths.ownAvailability()
  await peer.get(page)
  expect((await peer.post(page, { usual: ['1-morning', '2-afternoon'] })).status).toBe(303)
  const ticked = load((await peer.get(page)).text)('input[name=usual][checked]')
  expect(ticked.toArray().map(({ attribs }) => attribs.value)).toEqual(['1-morning', '2-afternoon'])
  expect(load((await pro.get(page)).text)('input[name=usual][checked]')).toHaveLength(0)
  const bad = await peer.post(paths.ownAbsences(), {
    first_day: '5/10/2026',
    last_day: '4/10/2026',
    note: 'Kept',
  })
  expect([bad.status, errorsOn(bad.text)]).toEqual([422, expect.stringContaining('not before the first')])
  expect(load(bad.text)('#note').attr('value')).toBe('Kept')
  expect((await peer.post(page, { usual: 'never' })).status).toBe(422)
  await noteIllness(ada, professionalId, 'Of Pro')
  const [absence] = await college().db.selectFrom('trainer_absence').selectAll().execute()
  const removal = paths.ownAbsenceRemoval({ id: absence?.id ?? '' })
  expect((await peer.get(page)).text).not.toContain('Of Pro')
  expect((await peer.post(removal, {})).status).toBe(404)
  expect((await peer.get(paths.adminTrainer({ id: professionalId }))).status).toBe(403)
  await pro.get(page)
  expect((await pro.post(removal, {})).status).toBe(303)
  // The office is warned, and may choose them all the same.
  const other = await addRun(college().db, { sessions: [{ startsAt: inDays(7) }] })
  const team = load((await ada.get(paths.adminRunTrainers({ id: other.runId }))).text)
  expect(team(`#comes-${other.peerId}`).text()).toContain('Peer: busy (Course')
  expect(team(`#comes-${other.peerId}`).text()).toContain('not usually free on Tuesday mornings')
  expect(peerId).not.toBe(runId)
})

test('days away are erased a year after they are over, with their note', async () => {
  const { ada, peerId } = await illness()
  await noteIllness(ada, peerId, 'A bad back')
  const { db, config } = college()
  const erasedBy = (day: string) =>
    applyRetention(db, config.retention, { now: new Date(`${day}T12:00:00Z`), timeZone: 'Europe/London' })
  expect((await erasedBy('2027-09-16')).absences).toBe(0)
  expect((await erasedBy('2027-09-17')).absences).toBe(1)
  expect(await db.selectFrom('trainer_absence').selectAll().execute()).toEqual([])
})
