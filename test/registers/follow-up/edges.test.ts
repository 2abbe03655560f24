import { load } from 'cheerio'
import { sql } from 'kysely'
import { erasePerson } from '../../../src/accounts/closing/erase.ts'
import { missedClassesAreFollowedUp } from '../../../src/audit/follow-ups.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { countFollowUps } from '../../../src/enrolment/follow-up-queries.ts'
import { paths } from '../../../src/paths.ts'
import { listFollowUps } from '../../../src/registers/follow-up/queries.ts'
import { words } from '../../enrolment/support/people.ts'
import { type Browser, type TestApp, testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addRun } from '../../support/college.ts'
import { errorsOn, noticeOn } from '../../support/office.ts'
import { addWalkIn } from '../../web/support/registers.ts'
import { inDays, mark, missedClass, office, taskOf } from '../support/missed.ts'

const college = testApp()

const call = (outcome: string, said = '') => ({ id: crypto.randomUUID(), outcome, words: said })

const outcomes = async (db: Db) => {
  const tasks = db.selectFrom('follow_up').orderBy('opened_at').select('outcome')
  return (await tasks.execute()).map(({ outcome }) => outcome)
}

const rows = (html: string) => load(html)('.row__title').length

/** Amal missed a class without a word, and stands on the list. */
async function toCall(app: TestApp) {
  const there = await missedClass(app)
  await mark(there.tess, there, 'no-word')
  return { there, task: await taskOf(app) }
}

test('whoever missed two classes of a course is called once about both', async () => {
  const app = college()
  const { there, task } = await toCall(app)
  app.clock.now = inDays(8)
  await mark(there.tess, { ...there, sessionId: there.nextId }, 'no-word')
  const list = await there.tuli.get(paths.followUps())
  expect([rows(list.text), words(list).includes('1 person missed')]).toEqual([1, true])
  expect(words(await there.tuli.get(task))).toContain('Also missed Tue 8 Sept')
  await there.tuli.post(`${task}/calls`, call('left-message'))
  expect(await outcomes(app.db)).toEqual([null, null])
  await there.tuli.get(task)
  await there.tuli.post(`${task}/calls`, call('spoke'))
  expect(await outcomes(app.db)).toEqual(['spoke', 'spoke'])
  expect(words(await there.tuli.get(paths.followUps()))).toContain('Nobody to call')
})

test('a call that is sent twice is noted once, and says the same both times', async () => {
  const app = college()
  const { there, task } = await toCall(app)
  await there.tuli.get(task)
  for (const [outcome, said] of [
    ['left-message', 'Your message is noted'],
    ['wants-to-withdraw', 'Amal has withdrawn'],
  ] as const) {
    const form = call(outcome)
    for (let press = 0; press < 2; press++) {
      const answer = await there.tuli.post(`${task}/calls`, form)
      expect(noticeOn((await there.tuli.get(answer.headers.location!)).text)).toContain(said)
    }
  }
  expect(await app.db.selectFrom('follow_up_call').select('outcome').orderBy('at').execute()).toHaveLength(2)
})

test('of a course that is over there is no place to give up', async () => {
  const app = college()
  const there = await missedClass(app)
  await mark(there.tess, there, 'no-word')
  await app.db.updateTable('run').set({ status: 'ended' }).where('id', '=', there.runId).execute()
  const task = await taskOf(app)
  const page = await there.tuli.get(task)
  expect(load(page.text)('input[value=wants-to-withdraw]')).toHaveLength(0)
  expect(load(page.text)('input[value=will-come]')).toHaveLength(1)
  await there.tuli.post(`${task}/calls`, call('wants-to-withdraw'))
  expect(noticeOn((await there.tuli.get(task)).text)).toContain('Nothing was changed')
  expect(await outcomes(app.db)).toEqual([null])
})

test('of a course without a class to come nobody comes next time: other courses are what to talk about', async () => {
  const app = college()
  const there = await missedClass(app, { sessions: [{ startsAt: inDays(-0.2) }] })
  await mark(there.tess, there, 'no-word')
  const { text } = await there.tuli.get(await taskOf(app))
  const page = load(text)
  expect(page('input[value=will-come]')).toHaveLength(0)
  expect(page(`aside a[href="${paths.courses()}"]`).text()).toBe('another date or course')
})

test('whoever missed two courses is one person to call: each page leads to the other', async () => {
  const app = college()
  const { db } = app
  const there = await missedClass(app)
  const yoga = await addRun(db, {
    course: (await addCourse(db, { title: 'Yoga' })).id,
    now: inDays(-20),
    sessions: [{ startsAt: inDays(-0.5) }, { startsAt: inDays(6) }],
  })
  await addEnrolment(db, yoga.runId, { person: there.amal, joinedAt: inDays(-10) })
  await mark(there.tess, there, 'no-word')
  const task = await taskOf(app)
  const missed = { mark: 'no-word' as const, marked_at: app.clock.now, marked_by: yoga.peerId }
  await db
    .updateTable('attendance')
    .set({ ...missed, means: 'page' })
    .where('session_id', '=', yoga.sessionIds[0]!)
    .execute()
  expect(words(await there.tuli.get(paths.followUps()))).toContain('1 person missed')
  const other = load((await there.tuli.get(task)).text)('main li a:contains("Yoga")')
  expect(load((await there.tuli.get(other.attr('href')!)).text)('main li a').text()).toContain('Sleep well')
  await there.tuli.post(`${task}/calls`, call('spoke'))
  // Of the other course nothing was said yet, so that somebody can still withdraw from it.
  expect((await outcomes(db)).sort()).toEqual([null, 'spoke'])
})

test('a number of classes that cannot be reached any more is something to talk about, and nothing else', async () => {
  const app = college()
  const there = await missedClass(app, { rules: { sessions_needed: 2 } })
  await mark(there.tess, there, 'no-word')
  const said = 'asks people to come to 2 classes, and they have missed too many'
  expect(words(await there.tuli.get(await taskOf(app)))).not.toContain(said)
  app.clock.now = inDays(8)
  await mark(there.tess, { ...there, sessionId: there.nextId }, 'no-word')
  const page = words(await there.tuli.get(await taskOf(app)))
  expect(page).toContain(said)
  expect(page).toContain('They keep their place unless you agree that they give it up.')
})

test('a class that they came to before they had a place counts for what the course asks, until it is not theirs', async () => {
  const app = college()
  const { db } = app
  const sessions = [{ startsAt: inDays(-12) }, { startsAt: inDays(-0.5) }, { startsAt: inDays(7) }]
  const there = await missedClass(app, { sessions, rules: { sessions_needed: 2 } })
  const walkIn = await addWalkIn(db, there.sessionId, there.peerId)
  await db.updateTable('walk_in').set({ person_id: there.amal }).where('id', '=', walkIn).execute()
  await mark(there.tess, { ...there, sessionId: there.nextId }, 'no-word')
  const page = async () => words(await there.tuli.get(await taskOf(app)))
  expect(await page()).not.toContain('missed too many')
  await db.updateTable('walk_in').set({ removed_at: app.clock.now }).execute()
  expect(await page()).toContain('missed too many')
})

test('nobody is called whose account closes, or is erased, whenever the mark is made', async () => {
  const app = college()
  const { db } = app
  const there = await missedClass(app)
  await mark(there.tess, there, 'no-word')
  const ended = { status: 'not-completed' as const, ended_at: app.clock.now }
  await db.updateTable('enrolment').set(ended).where('id', '=', there.enrolmentId).execute()
  expect(words(await there.tuli.get(paths.followUps()))).toContain('Amal')
  const closing = {
    person_id: there.amal,
    asked_at: app.clock.now,
    asked_by: there.amal,
    why: 'asked' as const,
  }
  await db.insertInto('account_closing').values(closing).execute()
  expect(words(await there.tuli.get(paths.followUps()))).toContain('Nobody to call')
  await inTransaction(db, (tx) => erasePerson(tx, { id: there.amal, email: null }, app.clock.now))
  const faults = () => missedClassesAreFollowedUp.findFaults({ db, now: app.clock.now, config: app.config })
  expect(await faults()).toEqual([])
  await mark(there.tess, there, 'present', 'no-word')
  await mark(there.tess, there, 'no-word', 'present')
  expect(words(await there.tuli.get(paths.followUps()))).toContain('Nobody to call')
  expect(await faults()).toEqual([])
})

test('a class that is called off after it was moved is nothing to call about', async () => {
  const app = college()
  const there = await missedClass(app)
  await mark(there.tess, there, 'no-word')
  await sql`update session set status = 'cancelled' where id = ${there.sessionId}`.execute(app.db)
  expect(words(await there.tuli.get(paths.followUps()))).toContain('Nobody to call')
})

test('nobody is called about what is long ago', async () => {
  const app = college()
  const there = await missedClass(app)
  await mark(there.tess, there, 'no-word')
  const count = async (after: number, days: number) => [
    (await listFollowUps(app.db, { now: inDays(after), days })).length,
    (await countFollowUps(app.db, { now: inDays(after), days })).people,
  ]
  const { followUpDays } = app.config
  expect(await Promise.all([count(59, followUpDays), count(61, followUpDays), count(59, 30)])).toEqual([
    [1, 1],
    [0, 0],
    [0, 0],
  ])
  expect(words(await there.tuli.get(paths.followUps()))).toContain('A class stands here for 60 days.')
})

test('what is no call is refused in words', async () => {
  const app = college()
  const { there, task } = await toCall(app)
  await there.tuli.get(task)
  const long = await there.tuli.post(`${task}/calls`, { ...call('spoke'), words: 'x'.repeat(501) })
  expect([long.status, errorsOn(long.text)]).toEqual([422, expect.stringContaining('500')])
  expect((await there.tuli.post(`${task}/calls`, { ...call('spoke'), id: 'x' })).status).toBe(422)
  expect((await there.tuli.post(`${task}/taking`, { seen: 'x' })).status).toBe(400)
  expect(await outcomes(app.db)).toEqual([null])
})

test('what the next person should know is read by them: on the task that is done and on the next one, until it goes', async () => {
  const app = college()
  const { there, task } = await toCall(app)
  await there.tuli.get(task)
  await there.tuli.post(`${task}/calls`, call('spoke', 'Likes to be asked about the dog'))
  expect(words(await there.tomas.get(task))).toContain('Likes to be asked about the dog')
  app.clock.now = inDays(8)
  await mark(there.tess, { ...there, sessionId: there.nextId }, 'no-word')
  const next = load((await there.tomas.get(paths.followUps())).text)('.row__title a').attr('href')!
  const earlier = async () =>
    load((await there.tomas.get(next)).text)('section[aria-labelledby=earlier]').text()
  expect(next).not.toBe(task)
  expect(await earlier()).toContain('Likes to be asked about the dog')
  await app.db
    .updateTable('follow_up_call')
    .set({ words: '', words_erased_at: inDays(8) })
    .execute()
  expect(await earlier()).toBe('')
})

test('what was noted by mistake is taken back once: all it had closed is to be called about again', async () => {
  const app = college()
  const { there, task } = await toCall(app)
  app.clock.now = inDays(8)
  await mark(there.tess, { ...there, sessionId: there.nextId }, 'no-word')
  await there.tuli.get(task)
  await there.tuli.post(`${task}/calls`, call('could-not-reach'))
  expect(await outcomes(app.db)).toEqual(['could-not-reach', 'could-not-reach'])
  // One of the two was no missed class after all.
  await mark(there.tess, { ...there, sessionId: there.nextId }, 'late', 'no-word')
  const back = load((await there.tuli.get(task)).text)('form[action$="taking-back"]').attr('action')!
  const said = async () => noticeOn((await there.tuli.get(task)).text)
  await there.tuli.post(back, {})
  expect(await said()).toContain('Amal stands on the list again')
  expect(await outcomes(app.db)).toEqual([null, 'not-needed'])
  expect(words(await there.tuli.get(task))).toContain('Left it at that (noted by mistake)')
  expect(words(await there.tuli.get(paths.followUps()))).not.toContain('Left it at that')
  await there.tuli.post(back, {})
  expect(await said()).toContain('Nothing was changed')
  const faults = missedClassesAreFollowedUp.findFaults({ db: app.db, now: app.clock.now, config: app.config })
  expect(await faults).toEqual([])
  const trail = app.db
    .selectFrom('audit_event')
    .where('action', '=', 'follow-up.call-taken-back')
    .select('id')
  expect(await trail.execute()).toHaveLength(1)
})

test('who was withdrawn with a call has their place back at the run alone', async () => {
  const app = college()
  const { there, task } = await toCall(app)
  await there.tuli.get(task)
  await there.tuli.post(`${task}/calls`, call('wants-to-withdraw'))
  expect(words(await there.tuli.get(task))).toContain('please tell the office, which can enrol them again')
  await there.tuli.post(`${task}/taking-back`, {})
  expect(noticeOn((await there.tuli.get(task)).text)).toContain('Nothing was changed')
  const admin = await office(app)
  const run = load((await admin.get(task)).text)(`main a[href="${paths.adminRun({ id: there.runId })}"]`)
  expect(run.text()).toBe('at the run')
})

test('what a tutor cannot do is handed to the office, which sees the address of who prefers a letter', async () => {
  const app = college()
  const there = await missedClass(app)
  const reach = { preferred_contact: 'post' as const, phone: null, email: null }
  const wishes = { ...reach, postal_address: '1 Mill Lane\nLeeds' }
  await app.db.updateTable('person').set(wishes).where('id', '=', there.amal).execute()
  await mark(there.tess, there, 'no-word')
  const task = await taskOf(app)
  const unreachable = 'Get in touch with Amal We know no number'
  expect(words(await there.tuli.get(task))).toMatch(new RegExp(`^(?!.*Mill Lane).*${unreachable}`))
  await there.tuli.post(`${task}/taking`, { seen: '' })
  const taken = words(await there.tuli.get(task))
  expect(taken).toMatch(/You get in touch with Amal.*You are getting in touch with them(?!.*a machine)/)
  const unsaid = await there.tuli.post(`${task}/calls`, call('for-the-office'))
  expect([unsaid.status, errorsOn(unsaid.text)]).toEqual([422, 'Say what they would like the office to do'])
  await there.tuli.post(`${task}/calls`, call('for-the-office', 'A date in the evening'))
  const groups = async (browser: Browser) =>
    load((await browser.get(paths.followUps())).text)('main h2').text()
  expect(await groups(there.tuli)).toBe('The office gets in touch')
  const admin = await office(app)
  expect(words(await admin.get('/admin'))).toContain(
    '1 person would like to hear from you after a missed class',
  )
  expect(await groups(admin)).toBe('Would like to hear from the office')
  const page = await admin.get(task)
  for (const said of ['1 Mill Lane', 'A date in the evening', 'or wrote to them'])
    expect(words(page)).toContain(said)
  expect(words(page)).not.toContain('We know no number')
  expect(load(page.text)('input[value=for-the-office]')).toHaveLength(0)
  await admin.post(`${task}/calls`, call('spoke'))
  expect(words(await admin.get('/admin'))).not.toContain('would like to hear from you')
})
