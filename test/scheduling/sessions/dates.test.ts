// One date of a run is moved, called off, put back or added; everybody with a place is told.
import { paths } from '../../../src/paths.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { coverDate } from '../../../src/scheduling/trainers/covers/cover-dates.ts'
import { insertTrainer } from '../../../src/scheduling/trainers/queries.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addVenue, today } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'
import { errorsOn, fieldsOn, noticeOn, office } from '../../support/office.ts'
import { undo } from '../undo/support.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

async function aRun(more: Parameters<typeof addRun>[1] = {}) {
  const venue = await addVenue(college().db, { name: 'Town Hall' })
  const run = await addRun(college().db, { venue, sessions: [{ startsAt: inDays(10) }], ...more })
  const id = run.sessionIds[0] ?? ''
  return { ...run, venue, page: paths.adminSession({ id }), id }
}

const session = (id: string) =>
  college()
    .db.selectFrom('session')
    .select(['starts_at', 'ends_at', 'venue_id', 'status', 'note'])
    .where('id', '=', id)
    .executeTakeFirstOrThrow()

test('another day and place reaches everybody with a place, and the history says who did it', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const { runId, page, id } = await aRun()
  const amal = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await deedsIn(db, { config: app.config, clock: () => app.clock.now }).enrol(runId, amal)
  await runJobs()
  const library = await addVenue(db, { name: 'Mill Lane Library' })
  const opened = await ada.get(page)
  expect(opened.text).toContain('1 person has a place and will be told')
  const fields = fieldsOn(opened.text, page)
  expect(fields).toMatchObject({ day: '2026-09-11', from: '10:00', until: '12:00' })
  const mails = () =>
    db.selectFrom('mail').selectAll().where('person_id', '=', amal).orderBy('number').execute()
  const before = (await mails()).length
  await ada.post(page, {
    ...fields,
    day: '12/9/2026',
    from: '1pm',
    until: '3pm',
    place: library,
    note: 'Bring a coat',
  })
  await runJobs()
  const [news] = (await mails()).slice(before)
  expect(news?.calendar_text).toContain('Mill Lane Library')
  expect(news?.calendar_text).toContain('20260912T130000')
  expect((await session(id)).note).toBe('Bring a coat')
  const history = (await ada.get(page)).text
  expect(history).toContain('Ada changed a date of a run')
  expect(history).toMatch(/Where<\/strong>: Town Hall → Mill Lane Library/)
})

test('two change one date at once: what each did is kept, and what both did is shown to the second', async () => {
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const { page, id } = await aRun()
  const fields = fieldsOn((await ben.get(page)).text, page)
  await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), note: 'Bring a coat' })
  expect((await ben.post(page, { ...fields, until: '12:30' })).status).toBe(303)
  expect(await session(id)).toMatchObject({ note: 'Bring a coat', ends_at: addMinutes(inDays(10), 150) })
  const answer = await ben.post(page, { ...fields, note: 'Bring shoes' })
  expect(answer.status).toBe(409)
  expect(answer.text).toContain('Bring a coat')
  expect(fieldsOn(answer.text, page).note).toBe('Bring shoes')
})

test.each([
  [{ day: '' }, 'Enter the day'],
  [{ from: '9' }, 'Enter when it begins'],
  [{ until: '09:30' }, 'Enter an end that is after the beginning'],
  [{ day: '2026-08-31' }, 'Enter a time that is still to come'],
  [{ place: 'the park' }, 'Choose where it meets'],
  [{ join_link: 'zoom' }, 'Enter the whole link'],
])('what is wrong is said, and nothing is changed: %j', async (change, message) => {
  const [ada] = await office(college(), 'Ada')
  const { page, id } = await aRun()
  const fields = fieldsOn((await ada.get(page)).text, page)
  const answer = await ada.post(page, { ...fields, ...change })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
  expect((await session(id)).starts_at).toEqual(inDays(10))
})

test('a trainer who teaches something else then is named; its own time is no clash', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { page, peerId } = await aRun()
  const other = await addRun(db, { trainers: 'none', sessions: [{ startsAt: inDays(11) }] })
  await db
    .insertInto('run_trainer')
    .values({ run_id: other.runId, person_id: peerId, expertise: 'lived' })
    .execute()
  await db
    .insertInto('session_trainer')
    .values({
      session_id: other.sessionIds[0] ?? '',
      run_id: other.runId,
      person_id: peerId,
      starts_at: inDays(11),
      ends_at: addMinutes(inDays(11), 120),
      status: 'planned',
    })
    .execute()
  const fields = fieldsOn((await ada.get(page)).text, page)
  const answer = await ada.post(page, { ...fields, day: '2026-09-12', from: '11:00', until: '13:00' })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringMatching(/teaches Course/)])
  expect((await ada.post(page, { ...fields, from: '10:30' })).status).toBe(303)
})

test('people who are somewhere else then are counted, and it is moved all the same once that is wanted', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { page, runId, id } = await aRun()
  const other = await addRun(db, { sessions: [{ startsAt: inDays(11) }] })
  const amal = await addPerson(db, { name: 'Amal' })
  for (const run of [runId, other.runId]) await addEnrolment(db, run, { person: amal })
  const fields = fieldsOn((await ada.get(page)).text, page)
  const moved = { ...fields, day: '2026-09-12', from: '10:00', until: '12:00' }
  const answer = await ada.post(page, moved)
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    422,
    expect.stringContaining('1 person has Course'),
  ])
  await ada.post(page, { ...moved, all_the_same: 'yes' })
  expect((await session(id)).starts_at).toEqual(inDays(11))
  const edit = async (change: object) =>
    ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), ...change })
  expect((await edit({ note: 'Bring a coat' })).status).toBe(303)
  expect((await edit({ place: await addVenue(db) })).status).toBe(303)
  expect((await edit({ until: '12:30' })).status).toBe(422)
})

test('a date is called off and put back; one whose trainer is taken meanwhile stays off', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { id, page, peerId, runId } = await aRun()
  await ada.get(page)
  await ada.post(paths.adminSessionCancellation({ id }))
  expect((await session(id)).status).toBe('cancelled')
  expect((await ada.get(paths.adminRunSessions({ id: runId }))).text).toContain('Cancelled')
  await ada.post(paths.adminSessionReturn({ id }))
  expect((await session(id)).status).toBe('planned')
  await ada.post(paths.adminSessionCancellation({ id }))
  const other = await addRun(db, { trainers: 'none', sessions: [{ startsAt: inDays(10) }] })
  await ada.get(paths.adminRunTrainers({ id: other.runId }))
  await ada.post(paths.adminRunTrainers({ id: other.runId }), { comes: peerId, expertise: 'lived' })
  await ada.post(paths.adminSessionReturn({ id }))
  expect((await ada.get(paths.adminRunSessions({ id: runId }))).text).toContain(
    'Something else is planned there now',
  )
  expect((await session(id)).status).toBe('cancelled')
})

test('a date is added beside the others; online when all of them are', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId, page } = await aRun()
  const online = await addVenue(db, { name: 'Online', online: true })
  const address = paths.adminSessionNew({ id: runId })
  const fields = fieldsOn((await ada.get(address)).text, address)
  expect(fields).toMatchObject({ day: '', from: '10:00', until: '12:00' })
  const link = { place: online, join_link: 'https://meet.example/1' }
  await ada.post(address, { ...fields, ...link, day: '2026-09-18' })
  const mode = async () =>
    (await db.selectFrom('run').select('mode').where('id', '=', runId).executeTakeFirst())?.mode
  expect([(await db.selectFrom('session').select('id').execute()).length, await mode()]).toEqual([
    2,
    'in-person',
  ])
  const added = await db
    .selectFrom('session')
    .select('id')
    .orderBy('starts_at', 'desc')
    .executeTakeFirstOrThrow()
  const history = (await ada.get(paths.adminSession(added))).text
  expect(history).toMatch(/added a date to a run[^]*Where<\/strong>: nothing → Online/)
  await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), ...link })
  expect(await mode()).toBe('online')
})

test.each([
  ['at the same time', 0, 'published', true],
  ['within the hour', 2 * 60 + 59, 'published', true],
  ['an hour later', 3 * 60, 'published', false],
  ['on a run that was called off', 0, 'cancelled', false],
] as const)('the link of another course is said once it is saved, %s', async (_, later, status, isSaid) => {
  const [ada] = await office(college(), 'Ada')
  const { page, runId } = await aRun()
  const course = (await addCourse(college().db, { title: 'Mindful Mondays' })).id
  const joinLink = 'https://meet.example/1'
  await addRun(college().db, {
    course,
    status,
    sessions: [{ startsAt: addMinutes(inDays(10), later), joinLink }],
  })
  await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), join_link: joinLink })
  const notice = noticeOn((await ada.get(paths.adminRunSessions({ id: runId }))).text)
  expect(notice).toContain('The date is saved')
  expect(notice.includes('Its joining link is also that of Mindful Mondays on Friday 11 September')).toBe(
    isSaid,
  )
})

test('a date that has begun is shown and stays', async () => {
  const [ada] = await office(college(), 'Ada')
  const { page } = await aRun({ sessions: [{ startsAt: inDays(-1) }, { startsAt: inDays(3) }] })
  const shown = await ada.get(page)
  expect(shown.text).not.toContain('Call this date off')
  const answer = await ada.post(page, { day: '2026-09-30', from: '10:00', until: '12:00', place: 'x' })
  expect(answer.status).toBe(422)
})

test('a date at a venue that is in use no more keeps it, unless another is chosen', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { page, venue, id } = await aRun()
  await db.updateTable('venue').set({ retired_at: today }).where('id', '=', venue).execute()
  const other = await addVenue(db, { name: 'Aardvark House' })
  const opened = await ada.get(page)
  expect(opened.text).toContain('Town Hall (in use no more)')
  const fields = fieldsOn(opened.text, page)
  await ada.post(page, { ...fields, note: 'Bring a coat' })
  expect(await session(id)).toMatchObject({ venue_id: venue, note: 'Bring a coat' })
  await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), place: other })
  expect((await session(id)).venue_id).toBe(other)
})

test('a date into days on which a trainer is away is kept, and said to be asked about', async () => {
  const [ada] = await office(college(), 'Ada')
  const { page, id, runId, peerId } = await aRun()
  const days = { starts_on: '2026-09-14', ends_on: '2026-09-18', noted_at: today }
  await college()
    .db.insertInto('trainer_absence')
    .values({ ...days, person_id: peerId })
    .execute()
  const adding = paths.adminSessionNew({ id: runId })
  for (const address of [page, adding]) {
    const fields = fieldsOn((await ada.get(address)).text, address)
    const day = address === page ? '15/9/2026' : '16/9/2026'
    expect((await ada.post(address, { ...fields, day })).status).toBe(303)
    const after = (await ada.get(paths.adminRunSessions({ id: runId }))).text
    expect(after).toMatch(/Please ask them first: [^.]*: away Mon 14 Sept to Fri 18 Sept\./)
  }
  const fields = fieldsOn((await ada.get(page)).text, page)
  await ada.post(page, { ...fields, day: '22/9/2026' })
  expect((await ada.get(paths.adminRunSessions({ id: runId }))).text).not.toContain('ask them first')
  await undo(ada, 'changed a date')
  const asked = /Please ask them first: [^.]*: away Mon 14 Sept to Fri 18 Sept\./
  expect(noticeOn((await ada.get(paths.adminUndo())).text)).toMatch(asked)
  await ada.post(paths.adminSessionCancellation({ id }))
  await ada.post(paths.adminSessionReturn({ id }))
  expect(noticeOn((await ada.get(paths.adminRunSessions({ id: runId }))).text)).toMatch(asked)
})

test('a date is moved by who gives it: whoever stands in must be free then, and whoever is away need not', async () => {
  const app = college()
  const { db } = app
  const [ada] = await office(app, 'Ada')
  const { page, id, peerId } = await aRun()
  const cleo = await addPerson(db, { name: 'Cleo', roles: ['trainer'] })
  const coming = { awayId: peerId, comesId: cleo }
  await inTransaction(db, (tx) => coverDate(tx, id, coming, { actorId: null, now: today }))
  const busy = async (personId: string, days: number) => {
    const { runId } = await addRun(db, { sessions: [{ startsAt: inDays(days) }] })
    await inTransaction(db, (tx) =>
      insertTrainer(tx, { run_id: runId, person_id: personId, expertise: 'lived' }, today),
    )
  }
  const shown = (await ada.get(page)).text
  expect(shown).toMatch(/Given by Cleo and Person \d+\. <a href="[^"]+\/replacement">/)
  await busy(peerId, 11)
  await busy(cleo, 12)
  const move = async (day: string) => ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), day })
  expect((await move('12/9/2026')).status).toBe(303)
  const refused = await move('13/9/2026')
  expect([refused.status, errorsOn(refused.text)]).toEqual([422, expect.stringContaining('Cleo teaches')])
  expect((await session(id)).starts_at).toEqual(inDays(11))
})

test('a date that nobody is down for leads to where trainers are chosen', async () => {
  const [ada] = await office(college(), 'Ada')
  const { page, runId } = await aRun({ trainers: 'none' })
  const trainers = paths.adminRunTrainers({ id: runId })
  expect((await ada.get(page)).text).toContain(`No trainer is down for it yet. <a href="${trainers}">`)
  const team = (await ada.get(trainers)).text
  expect(team).toContain('<h2>Who gives it?</h2>')
  expect(team).not.toContain('else comes')
})
