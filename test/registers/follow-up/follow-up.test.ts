import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { sweepWaitingLists } from '../../../src/waiting-list/sweep.ts'
import { words } from '../../enrolment/support/people.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, type NewRun } from '../../support/college.ts'
import { deedsIn, student } from '../../support/deeds.ts'
import { errorsOn, noticeOn } from '../../support/office.ts'
import { testPassword } from '../../support/password.ts'
import { inDays, mark, missedClass, taskOf } from '../support/missed.ts'

const college = testApp()

const line = (text: string) => text.replace(/\s+/g, ' ').trim()

const outcomes = async () =>
  (await college().db.selectFrom('follow_up').select('outcome').execute()).map(({ outcome }) => outcome)

const call = (outcome: string, more: Record<string, string> = {}) => ({
  id: crypto.randomUUID(),
  outcome,
  words: '',
  ...more,
})

test('a missed class without a word becomes a kind call: a tutor finds whom, how, when and what to say', async () => {
  const app = college()
  const there = await missedClass(app)
  const { tess, tuli } = there
  expect(words(await tuli.get(paths.followUps()))).toContain('Nobody to call')
  expect((await mark(tess, there, 'no-word')).status).toBe(303)

  const list = await tuli.get(paths.followUps())
  expect(words(list)).toContain('Amal Missed Sleep well, Tue 1 Sept, 7am')
  // Only the page of the one they call says how.
  expect(list.text).not.toContain('07700')
  const task = await tuli.get(await taskOf(app))
  for (const said of ['07700 900123', 'They like to be called.', 'After 2pm', 'Sleep well', 'We missed you'])
    expect(words(task)).toContain(said)
  expect(task.text).not.toContain('amal@example.org')
  expect(words(task)).not.toContain('builds on its first class')

  const page = load((await tess.get('/')).text)
  expect(page('nav').text()).not.toContain('People to call')
  expect((await tess.get(paths.followUps())).status).toBe(403)
})

test('a personal tutor starts with the people to call; the office finds them among what needs it', async () => {
  const app = college()
  const there = await missedClass(app)
  await mark(there.tess, there, 'no-word')
  const visiting = app.visitor()
  await visiting.get('/sign-in')
  const answer = await visiting.post('/sign-in', {
    email: 'tuli@example.org',
    password: testPassword,
  })
  expect(answer.headers.location).toBe(paths.followUps())
  await addPerson(app.db, { email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(app.db)
  const office = await app.as('office@example.org')
  const needs = load((await office.get('/admin')).text)('section[aria-labelledby=needs]')
  expect(line(needs.text())).toContain('1 person missed a class: a kind call')
})

test('a class that still goes on is nobody’s task; a mark that is corrected needs no call, and one that comes back does', async () => {
  const app = college()
  const there = await missedClass(app)
  const { tess, tuli } = there
  app.clock.now = new Date(app.clock.now.getTime() - 2 * 60 * 60_000)
  await mark(tess, there, 'no-word')
  expect(words(await tuli.get(paths.followUps()))).toContain('Nobody to call')
  app.clock.now = inDays(0.1)
  expect(words(await tuli.get(paths.followUps()))).toContain('Amal')
  await mark(tess, there, 'late', 'no-word')
  expect(await outcomes()).toEqual(['not-needed'])
  expect(words(await tuli.get(paths.followUps()))).toContain('Nobody to call')
  expect(words(await tuli.get(await taskOf(app)))).toMatch(/nothing left to do[^]*Course[^]*Class/)
  await mark(tess, there, 'no-word', 'late')
  expect(await outcomes()).toEqual([null])
  expect(words(await tuli.get(paths.followUps()))).toContain('Amal')
})

test('what came of a call is noted once: a message keeps them on the list, a word with them does not', async () => {
  const app = college()
  const there = await missedClass(app)
  const { tuli, tomas } = there
  await mark(there.tess, there, 'no-word')
  const task = await taskOf(app)
  await tuli.get(task)
  const unsaid = await tuli.post(`${task}/calls`, call('', { words: 'She was <b>out</b>' }))
  expect([unsaid.status, errorsOn(unsaid.text)]).toEqual([422, 'Choose what came of the call'])
  expect(load(unsaid.text)('textarea').text()).toContain('She was <b>out</b>')

  await tuli.post(`${task}/taking`, { seen: '' })
  expect(words(await tomas.get(paths.followUps()))).toContain('Tuli calls')
  const form = call('left-message', { words: 'With her sister' })
  expect((await tomas.post(`${task}/calls`, form)).headers.location).toBe(task)
  expect(noticeOn((await tomas.get(task)).text)).toContain('Somebody else was quicker')
  for (let press = 0; press < 2; press++) await tuli.post(`${task}/calls`, form)
  expect(await outcomes()).toEqual([null])
  expect(words(await tomas.get(paths.followUps()))).toContain('Left a message, Tue 1 Sep')
  const tried = load((await tomas.get(task)).text)('section[aria-labelledby=calls] li')
  expect([tried.length, line(tried.text())]).toEqual([1, expect.stringContaining('With her sister')])

  await tomas.post(`${task}/calls`, call('will-come'))
  expect(await outcomes()).toEqual(['will-come'])
  expect(noticeOn((await tomas.get(paths.followUps())).text)).toContain('Amal will come')
  await tuli.get(task)
  await tuli.post(`${task}/calls`, call('wants-to-withdraw'))
  expect(noticeOn((await tuli.get(task)).text)).toContain('Nothing was changed')
  // Who called, and what came of it, stands in the audit trail, each call once; what was said does not.
  const trail = app.db
    .selectFrom('audit_event')
    .innerJoin('person', 'person.id', 'audit_event.actor_id')
    .where('action', '=', 'follow-up.call-noted')
    .where('subject_kind', '=', 'enrolment')
    .where('subject_id', '=', there.enrolmentId)
  expect(await trail.select(['person.name', 'detail']).orderBy('audit_event.id').execute()).toEqual([
    { name: 'Tuli', detail: { outcome: 'left-message' } },
    { name: 'Tomas', detail: { outcome: 'will-come' } },
  ])
  const place = app.db.selectFrom('enrolment').select('status').where('id', '=', there.enrolmentId)
  expect(await place.executeTakeFirst()).toEqual({ status: 'confirmed' })
})

test('whoever wants to withdraw is withdrawn, and the next in line has the place; nobody else is ever put out', async () => {
  const app = college()
  const { db } = app
  const there = await missedClass(app, { capacity: 1, closesAt: inDays(6), waitingListMode: 'auto' })
  const ben = await addPerson(db, { name: 'Ben', email: 'ben@example.org' })
  const waiting = await addEnrolment(db, there.runId, {
    person: ben,
    status: 'waiting',
    joinedAt: inDays(-5),
  })
  await mark(there.tess, there, 'no-word')
  await app.runJobs()
  const status = async (id: string) =>
    (await db.selectFrom('enrolment').select('status').where('id', '=', id).executeTakeFirst())?.status
  expect([await status(there.enrolmentId), await status(waiting)]).toEqual(['confirmed', 'waiting'])

  const task = await taskOf(app)
  await there.tuli.get(task)
  await there.tuli.post(`${task}/calls`, call('wants-to-withdraw'))
  await app.runJobs()
  expect([await status(there.enrolmentId), await status(waiting)]).toEqual(['withdrawn', 'confirmed'])
  expect(await outcomes()).toEqual(['withdrew'])
  const closed = await db.selectFrom('follow_up').selectAll().executeTakeFirstOrThrow()
  expect(closed.closed_by).not.toBeNull()
  const event = await db
    .selectFrom('enrolment_event')
    .where('enrolment_id', '=', there.enrolmentId)
    .orderBy('id', 'desc')
    .select(['action', 'actor'])
    .executeTakeFirst()
  expect(event).toEqual({ action: 'withdraw', actor: 'staff' })
})

test.each<[string, NewRun, string]>([
  ['goes to who waited, where the office lets people in after it', { closesAt: inDays(6) }, 'confirmed'],
  ['goes to nobody, where the list closed with it', {}, 'declined'],
])('a place given up after a first class that was needed %s', async (_, late, becomes) => {
  const app = college()
  const { db } = app
  const rules = { first_session_needed: true }
  const there = await missedClass(app, { ...late, capacity: 1, waitingListMode: 'auto', rules })
  const ben = await addPerson(db, { name: 'Ben', email: 'ben@example.org' })
  const who = { person: ben, status: 'waiting' as const, joinedAt: inDays(-5) }
  const waiting = await addEnrolment(db, there.runId, who)
  await sweepWaitingLists(db, app.clock.now)
  await app.runJobs()
  await mark(there.tess, there, 'no-word')
  const task = await taskOf(app)
  await there.tuli.get(task)
  await there.tuli.post(`${task}/calls`, call('wants-to-withdraw'))
  await app.runJobs()
  const { status } = await db
    .selectFrom('enrolment')
    .where('id', '=', waiting)
    .select('status')
    .executeTakeFirstOrThrow()
  expect(status).toBe(becomes)
  // Nobody new joins after it, in either case.
  await addPerson(db, { email: 'cai@example.org' })
  await givePasswords(db)
  const cai = await app.as('cai@example.org')
  await cai.get(`/runs/${there.runId}`)
  expect(words(await cai.post(`/runs/${there.runId}/enrolments`))).toContain(
    'The later classes build on the first',
  )
})

test('of a course that builds on its first class the page says so, and does nothing by itself', async () => {
  const app = college()
  const there = await missedClass(app, { rules: { first_session_needed: true } })
  await mark(there.tess, there, 'no-word')
  const page = words(await there.tuli.get(await taskOf(app)))
  expect(page).toContain('This course builds on its first class.')
  expect(page).toContain('They keep their place unless you agree that they give it up.')
})

test('whoever leaves by themselves is not called; a mark that comes later calls nobody who has left', async () => {
  const app = college()
  const there = await missedClass(app)
  await mark(there.tess, there, 'no-word')
  await deedsIn(app.db, { clock: () => app.clock.now, config: app.config }).withdraw(
    there.enrolmentId,
    student(there.amal),
  )
  expect(await outcomes()).toEqual(['withdrew'])
  await mark(there.tess, there, 'late', 'no-word')
  await mark(there.tess, there, 'no-word', 'late')
  expect(words(await there.tuli.get(paths.followUps()))).toContain('Nobody to call')
})
