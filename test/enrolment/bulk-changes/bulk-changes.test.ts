import { load } from 'cheerio'
import { auditOf } from '../../audit/support.ts'
import { paths } from '../../../src/paths.ts'
import { addRoom, inDays } from '../../scheduling/support/doings.ts'
import { toldTo } from '../../scheduling/support/told.ts'
import { testApp } from '../../support/app.ts'
import {
  addCourse,
  addEnrolment,
  addPerson,
  addRun,
  addTerm,
  addVenue,
  today,
} from '../../support/college.ts'
import { errorsOn, noticeOn, office } from '../../support/office.ts'
import { confirm, look, previewed } from './support/preview.ts'
import { oneWeekLater, storiesIn } from './support/sleep-well.ts'

const college = testApp()

const { deeds, sleepWell, sessions, mailsTo, callsOf } = storiesIn(college)

test('a term moves by a week: calendars follow, and each hears once of all dates', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const termId = await addTerm(db, { name: 'Autumn 2026' })
  const { runId, amal, cal, peerId } = await sleepWell({ term: termId })
  const other = await addRun(db, { sessions: [{ startsAt: inDays(9) }] })
  const before = await toldTo(db, 'amal@example.org')
  const preview = await look(ada, { scope: 'term', term: termId, ...oneWeekLater })
  expect(preview.status).toBe(200)
  expect(preview.ticked).toHaveLength(3)
  expect(preview.text).toContain('Autumn 2026: 1 week later')
  expect(preview.text).toMatch(/5 people, each once.*1 person waits for a place.*4 by email.*1 by letter/)
  const report = await confirm(ada, preview)
  expect((await sessions(runId)).map(({ starts_at }) => starts_at)).toEqual([14, 21, 28].map(inDays))
  expect((await sessions(other.runId))[0]?.starts_at).toEqual(inDays(9))
  const onTheWay = load((await ada.get(report)).text)('main').text()
  expect(onTheWay).toMatch(/0 of 5 messages are out. Those of 1 run are still being written/)
  await runJobs()
  const [letter, ...short] = await mailsTo(amal)
  expect(letter?.subject).toBe('Some dates have changed')
  const said = JSON.stringify(letter?.view)
  expect(said).toContain('Tuesday 8 September 2026, 10am to midday: now Tuesday 15 September 2026')
  expect(said).toContain('This is why: Snow')
  expect(said).toContain('You still have your place')
  for (const { template } of short) expect(template).toMatch(/^enrolment\/calendar-/)
  const told = (await toldTo(db, 'amal@example.org')).slice(before.length)
  const last = told.at(-1)
  expect([last?.method, last?.starts]).toEqual(['REQUEST', '2026-09-15T10:00:00'])
  expect(JSON.stringify((await mailsTo(cal))[0]?.view)).toContain('still on the waiting list, where you were')
  expect((await mailsTo(cal))[0]?.calendar_text).toBeNull()
  expect((await mailsTo(peerId))[0]?.template).toBe('enrolment/taught-dates-changed')
  expect((await ada.get(paths.adminBulkChanges())).text).toMatch(/Autumn 2026: 1 week later[^]*Ada/)
  expect((await ada.get(paths.adminSession({ id: preview.ticked[0] ?? '' }))).text).toContain(
    'Ada changed a date of a run',
  )
  expect(await auditOf(app)).toEqual([])
})

test('a day is called off: a run with nothing left ends for everybody, another only loses that date', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const long = await sleepWell()
  const short = await addRun(db, { sessions: [{ startsAt: inDays(14) }] })
  const dora = await addPerson(db, { name: 'Dora', email: 'dora@example.org' })
  await deeds().enrol(short.runId, dora)
  const wish = { scope: 'day', day: '15/9/2026', change: 'call-off' }
  const without = await look(ada, { ...wish, reason: ' ' })
  expect([without.status, errorsOn(without.html)]).toEqual([422, expect.stringContaining('Say why')])
  const preview = await look(ada, { ...wish, reason: 'The trainer is ill' })
  expect(preview.text).toContain('Called off as a whole')
  await confirm(ada, preview)
  await runJobs()
  const status = async (runId: string, person: string) =>
    (
      await db
        .selectFrom('enrolment')
        .select('status')
        .where('run_id', '=', runId)
        .where('person_id', '=', person)
        .executeTakeFirstOrThrow()
    ).status
  expect(await status(short.runId, dora)).toBe('run-cancelled')
  expect(await status(long.runId, long.amal)).toBe('confirmed')
  expect((await sessions(long.runId)).map((session) => session.status)).toEqual([
    'planned',
    'cancelled',
    'planned',
  ])
  const [toDora] = await mailsTo(dora)
  expect(toDora?.template).toBe('enrolment/run-cancelled')
  expect(JSON.stringify(toDora?.view)).toContain('The trainer is ill')
  expect((await mailsTo(short.peerId))[0]?.template).toBe('enrolment/taught-run-cancelled')
  const toAmal = await mailsTo(long.amal)
  expect(JSON.stringify(toAmal[0]?.view)).toContain('Called off: Tuesday 15 September 2026')
  expect(await auditOf(app)).toEqual([])
})

test('a venue goes online with a link: the run is online, and each date keeps its history', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const hall = await addVenue(db, { name: 'Town Hall' })
  const online = await addVenue(db, { name: 'Online', online: true })
  const { runId, peerId, cal } = await sleepWell({ venue: hall })
  const days = { scope: 'venue', venue: hall, from_day: '2026-09-01', until_day: '2026-09-16' }
  const change = { change: 'online', online_venue: online, join_link: 'https://meet.example/1', reason: '' }
  const wrong = await look(ada, { ...days, until_day: '2026-08-01', ...change, join_link: 'zoom' })
  expect(wrong.status).toBe(422)
  expect(errorsOn(wrong.html)).toMatch(/not before the first.*Enter the whole link/)
  expect(load(wrong.html)('input[name=join_link]').attr('value')).toBe('zoom')
  await confirm(ada, await look(ada, { ...days, ...change }))
  const mode = async () =>
    (await db.selectFrom('run').select('mode').where('id', '=', runId).executeTakeFirst())?.mode
  expect(await mode()).toBe('in-person')
  expect((await sessions(runId)).map(({ join_link }) => join_link)).toEqual([
    'https://meet.example/1',
    'https://meet.example/1',
    null,
  ])
  const rest = await look(ada, { scope: 'run', run: runId, ...change, join_link: '' })
  expect(rest.text).toContain('1 of these dates has no link to join then.')
  await confirm(ada, rest)
  expect(await mode()).toBe('online')
  expect((await sessions(runId))[0]?.join_link).toBe('https://meet.example/1')
  await runJobs()
  const told = await toldTo(db, 'amal@example.org')
  expect(told.some(({ location }) => location === 'https://meet.example/1')).toBe(true)
  const saidTo = async (person: string) => JSON.stringify((await mailsTo(person)).map(({ view }) => view))
  expect(await saidTo(peerId)).toContain('The link to join stands in your calendar')
  expect(await saidTo(cal)).toContain('Whoever has a place gets a link to join')
  for (const person of [peerId, cal])
    expect(await saidTo(person)).not.toContain('on your My courses page before')
  expect((await ada.get(paths.admin())).text).not.toContain('no link to join')
  app.clock.now = inDays(15)
  const [, , last] = await sessions(runId)
  const need = load((await ada.get(paths.admin())).text)(
    `a[href="${paths.adminSession({ id: last?.id ?? '' })}"]`,
  )
  expect(need.text()).toContain('1 date online within a week has no link to join')
  expect(await auditOf(app)).toEqual([])
})

test('one link for several runs is given only once it is said to be meant; for one run it needs nothing', async () => {
  const app = college()
  const { db } = app
  const [ada] = await office(app, 'Ada')
  const term = await addTerm(db, { name: 'Autumn 2026' })
  const online = await addVenue(db, { name: 'Online', online: true })
  const [one, two] = [await sleepWell({ term }), await addRun(db, { term })]
  const change = {
    change: 'online',
    online_venue: online,
    join_link: 'https://meet.example/1',
    reason: 'Snow',
  }
  const plain = await look(ada, { scope: 'run', run: one.runId, ...change })
  const without = await look(ada, { scope: 'term', term, ...change, join_link: '' })
  for (const { html } of [plain, without]) expect(load(html)('#one_link')).toHaveLength(0)
  const preview = await look(ada, { scope: 'term', term, ...change })
  const dates = preview.ticked.filter((id) => id !== one.sessionIds[2])
  expect(preview.text).toContain('The people of 2 runs would all get the same link')
  const sent = await ada.post(paths.adminBulkChanges(), { ...preview.fields, dates })
  const refused = previewed(sent)
  expect([refused.status, errorsOn(refused.html)]).toEqual([422, expect.stringContaining('Tick this box')])
  expect(load(refused.html)('.nhsuk-error-summary a').attr('href')).toBe('#one_link')
  expect(refused.fields).toMatchObject({ join_link: 'https://meet.example/1', reason: 'Snow', dates })
  expect(await sessions(one.runId)).toMatchObject([
    { join_link: null },
    { join_link: null },
    { join_link: null },
  ])
  const looked = await ada.post(paths.adminBulkChanges(), {
    ...refused.fields,
    one_link: 'yes',
    step: 'look',
  })
  const meant = previewed(looked)
  expect(meant.fields).toMatchObject({ one_link: 'yes' })
  await confirm(ada, meant)
  for (const { runId } of [one, two])
    expect((await sessions(runId))[0]?.join_link).toBe('https://meet.example/1')
})

test('two dates of one room change places; what else is in the way is said, and left as it is', async () => {
  const app = college()
  const { db } = app
  const [ada] = await office(app, 'Ada')
  const hall = await addVenue(db, { name: 'Town Hall' })
  const room = await addRoom(db, hall)
  const course = (await addCourse(db, { title: 'Walking' })).id
  const first = await addRun(db, { venue: hall, sessions: [7, 14, 21].map((d) => ({ startsAt: inDays(d) })) })
  const second = await addRun(db, { venue: hall, course, sessions: [{ startsAt: inDays(29) }] })
  await db.updateTable('session').set({ room_id: room }).where('venue_id', '=', hall).execute()
  const preview = await look(ada, { scope: 'run', run: first.runId, ...oneWeekLater })
  await confirm(ada, preview)
  expect((await sessions(first.runId)).map(({ starts_at }) => starts_at)).toEqual([14, 21, 28].map(inDays))
  const days = { change: 'move', amount: '1', unit: 'days', direction: 'later' }
  const blocked = await look(ada, { scope: 'run', run: first.runId, ...days })
  const last = (await sessions(first.runId)).at(-1)?.id ?? ''
  expect(blocked.ticked).not.toContain(last)
  expect(blocked.hints[last]).toContain('The room is used by Walking')
  const all = { ...blocked, fields: { ...blocked.fields, dates: [...blocked.ticked, last] } }
  const refused = await ada.post(paths.adminBulkChanges(), all.fields)
  expect([refused.status, errorsOn(refused.text)]).toEqual([409, expect.stringContaining('Untick it')])
  expect(previewed(refused).hints[last]).toContain('The room is used by Walking')
  await confirm(ada, blocked)
  expect((await sessions(first.runId)).map(({ starts_at }) => starts_at)).toEqual([15, 22, 28].map(inDays))
  expect((await sessions(second.runId))[0]?.starts_at).toEqual(inDays(29))
})

test('people elsewhere, closed days and small rooms are warned of, and nobody is stopped', async () => {
  const app = college()
  const { db } = app
  const [ada] = await office(app, 'Ada')
  const { runId, amal, sessionIds } = await sleepWell()
  const other = await addRun(db, { sessions: [{ startsAt: inDays(28) }] })
  await addEnrolment(db, other.runId, { person: amal })
  await db
    .insertInto('closure')
    .values({ name: 'Staff day', starts_on: '2026-09-15', ends_on: '2026-09-15' })
    .execute()
  const [first = '', , third = ''] = sessionIds
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  expect(preview.ticked).toHaveLength(3)
  expect(preview.hints[first]).toContain('We are closed that day: Staff day')
  expect(preview.hints[third]).toContain('1 person has another course then')
  const hall = await addVenue(db, { name: 'Town Hall' })
  const small = await addRoom(db, hall)
  await db.updateTable('room').set({ capacity: 1 }).where('id', '=', small).execute()
  const place = { change: 'place', place: `${hall}/${small}`, reason: '' }
  const somewhere = await look(ada, { scope: 'run', run: runId, ...place })
  expect(somewhere.hints[first]).toContain('It has 2 places, and the room holds 1')
  await db.updateTable('venue').set({ retired_at: today }).where('id', '=', hall).execute()
  const unused = await ada.post(paths.adminBulkChanges(), somewhere.fields)
  expect([unused.status, errorsOn(unused.text)]).toEqual([422, 'Choose a place that is in use'])
})

test.each([
  [{}, /Choose which dates.*Choose what is to happen/],
  [{ scope: 'run', run: 'x', change: 'move' }, /Choose the run.*Enter by how much.*Choose weeks/],
  [{ scope: 'day', day: '31/9/2026', change: 'call-off' }, /Enter a day that exists.*Say why/],
  [
    { scope: 'term', term: 'x', change: 'place', place: '' },
    /Choose the term.*Choose where they are to meet/,
  ],
])('what is wrong is said beside its field: %j', async (wish, message) => {
  const [ada] = await office(college(), 'Ada')
  const answer = await look(ada, wish)
  expect([answer.status, errorsOn(answer.html)]).toEqual([422, expect.stringMatching(message)])
})

test('whoever prefers a text gets words that name no course; noted twice, it is noted once', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const { runId, amal } = await sleepWell()
  const contact = { phone: '07700 900123', preferred_contact: 'text' as const }
  await db.updateTable('person').set(contact).where('id', '=', amal).execute()
  const report = await confirm(ada, await look(ada, { scope: 'run', run: runId, ...oneWeekLater }))
  await runJobs()
  const page = await ada.get(`${report}/texts`)
  const words = load(page.text)('.message').text()
  expect(words).toMatch(/^Hello Amal, this is Riverside Recovery College: dates of your course have changed/)
  expect(words).not.toContain('Sleep well')
  const told = load(page.text)('input[name=told]').attr('value') ?? ''
  await ada.post(`${report}/texts`, { told })
  expect(noticeOn((await ada.get(report)).text)).toContain('Noted: 1 text message sent')
  await ada.post(`${report}/texts`, { told })
  expect(noticeOn((await ada.get(report)).text)).toContain('Nothing was changed')
})

test('whoever has no email gets a letter to print; once it is posted, the report is complete', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId, bea } = await sleepWell()
  const report = await confirm(ada, await look(ada, { scope: 'run', run: runId, ...oneWeekLater }))
  await app.runJobs()
  expect((await callsOf(bea)).at(-1)).toMatchObject({ subject: 'Some dates have changed', done_at: null })
  expect(load((await ada.get(report)).text)('main').text()).toContain('1 letter to print and post')
  const letters = await ada.get(`${report}/letters`)
  expect(load(letters.text)('.letter__address').text()).toBe('Bea1 Mill LaneBelfast')
  const told = load(letters.text)('input[name=told]').attr('value') ?? ''
  await ada.post(`${report}/letters`, { told })
  const ended = load((await ada.get(report)).text)('main').text()
  expect(ended).toContain('Everybody has been told')
  expect((await callsOf(bea)).at(-1)?.done_at).not.toBeNull()
})
