// Where two rules, or a rule and a slip, meet: nothing is kept that was not so, and nobody meets a fault.
import { load } from 'cheerio'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addTerm, today } from '../../support/college.ts'
import { mergeIdOf, officeOf } from '../merging/support/records.ts'
import { offeredToBen, passTime } from '../../waiting-list/support/waiting.ts'
import { buttons, press, signUp, statusesOf, words } from '../support/people.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** The office, and somebody with the one course that the term allows, who asks for another. */
async function atTheLimit() {
  const app = college()
  const { browser } = await signUp(app, 'Office', ['administrator'])
  const amal = await addPerson(app.db, { name: 'Amal Haddad', email: null })
  const term = await addTerm(app.db, { mostCourses: 1 })
  const { runId: had } = await addRun(app.db, { term })
  const enrolmentId = await addEnrolment(app.db, had, { person: amal })
  const { runId } = await addRun(app.db, { term, sessions: [{ startsAt: inDays(30) }] })
  const choose = `/admin/people/${amal}/enrolments`
  await browser.get(choose)
  const enrol = (fields: Record<string, string> = {}) =>
    browser.post(choose, { run: runId, from: 'person', ...fields })
  return { app, db: app.db, browser, runId, had: enrolmentId, enrol }
}

test('whoever had an offer of a run that people now just come to reads so, and nothing breaks', async () => {
  const app = college()
  const { runId, ben, caz, offer } = await offeredToBen(app)
  const { id: lapsed } = await app.db
    .selectFrom('enrolment')
    .where('person_id', '=', ben.id)
    .select('id')
    .executeTakeFirstOrThrow()
  await press(caz.browser, '/my/courses', 'Leave the waiting list')
  await passTime(app, new Date('2026-09-04T09:00:00Z'))
  await app.db.updateTable('run').set({ drop_in: true }).where('id', '=', runId).execute()
  expect(buttons(await ben.browser.get('/my/courses'))).not.toContain('Put me back on the list')
  await ben.browser.get(offer)
  const late = await ben.browser.post(`${offer}/acceptance`)
  expect([late.status, words(late)]).toEqual([409, expect.stringContaining('This offer has ended')])
  expect((await ben.browser.post(`/enrolments/${lapsed}/return`)).status).toBe(303)
  expect((await statusesOf(app.db, runId)).Ben).toBe('lapsed')
  expect(words(await ben.browser.get(`/runs/${runId}`))).toContain('You do not need a place')
})

test('records are parted again also when one of their courses is a drop-in by now', async () => {
  const app = college()
  const { db } = app
  const office = await officeOf(app)
  const [kept, merged] = [await addPerson(db, { name: 'Amal' }), await addPerson(db, { name: 'Amalia' })]
  const { runId } = await addRun(db)
  for (const person of [kept, merged]) await addEnrolment(db, runId, { person })
  const mergeId = mergeIdOf(await office.merge(kept, merged))
  const ended = { status: 'withdrawn' as const, ended_at: today }
  await db.updateTable('enrolment').set(ended).where('status', '=', 'confirmed').execute()
  await db.updateTable('run').set({ drop_in: true }).where('id', '=', runId).execute()
  expect(await office.undo(mergeId)).toMatchObject({ ok: true, inLine: [] })
})

test('an exception is kept only where there was one: they gave the other course back while the reason was typed', async () => {
  const { db, had, enrol, runId } = await atTheLimit()
  expect((await enrol()).status).toBe(409)
  const ended = { status: 'withdrawn' as const, ended_at: today }
  await db.updateTable('enrolment').set(ended).where('id', '=', had).execute()
  expect((await enrol({ asked: 'yes', reason: 'Agreed with their tutor' })).status).toBe(303)
  const made = db.selectFrom('enrolment').where('run_id', '=', runId)
  expect(await made.select(['rules_waived_at', 'rules_waived_reason']).executeTakeFirst()).toEqual({
    rules_waived_at: null,
    rules_waived_reason: null,
  })
})

test.each([
  ['characters that no database takes', 'Agreed\u0000 with\u0007 them', 303],
  ['nothing but such characters', '\u0000\u0001', 422],
])('a reason with %s is no fault', async (_, reason, status) => {
  const { db, enrol } = await atTheLimit()
  expect((await enrol({ asked: 'yes', reason })).status).toBe(status)
  const kept = db.selectFrom('enrolment').where('rules_waived_reason', 'is not', null)
  expect(await kept.select('rules_waived_reason as reason').execute()).toEqual(
    status === 303 ? [{ reason: 'Agreed with them' }] : [],
  )
})

test('before it opens for those it is first for, the office does not hear that it opens for everybody then', async () => {
  const app = college()
  const { browser } = await signUp(app, 'Office', ['administrator'])
  const amal = await addPerson(app.db, { name: 'Amal Haddad' })
  const rules = { priority_opens_at: inDays(1), priority_for: ['new' as const] }
  const { runId } = await addRun(app.db, { opensAt: inDays(3), rules })
  const choose = `/admin/people/${amal}/enrolments`
  await browser.get(choose)
  const refused = await browser.post(choose, { run: runId, from: 'person' })
  expect([refused.status, words(refused)]).toEqual([409, expect.stringContaining('It opens on')])
  expect(words(refused)).not.toContain('for everybody at once')
})

test('machines read no number of places of a drop-in', async () => {
  const app = college()
  const { id: course, slug } = await addCourse(app.db)
  await addRun(app.db, { course, rules: { drop_in: true } })
  const { text } = await app.visitor().get(`/courses/${slug}`)
  const data = load(text)('script[type="application/ld+json"]').text()
  expect(data).toContain('CourseInstance')
  expect(data).not.toContain('maximumAttendeeCapacity')
})

test('whoever has no email is told on the telephone what everybody else reads in their message', async () => {
  const app = college()
  const { browser } = await signUp(app, 'Office', ['administrator'])
  const amal = await addPerson(app.db, { name: 'Amal Haddad', email: null })
  const sessions = [7, 14, 21].map((days) => ({ startsAt: inDays(days) }))
  const { runId } = await addRun(app.db, {
    sessions,
    rules: { first_session_needed: true, sessions_needed: 2 },
  })
  const choose = `/admin/people/${amal}/enrolments`
  await browser.get(choose)
  const enrolled = await browser.post(choose, { run: runId, from: 'person' })
  const told = words(await browser.get(enrolled.headers.location!))
  expect(told).toContain('“Please come to the first class: later ones build on it.”')
  expect(told).toContain(
    '“Please come to at least 2 of the 3 classes. If you cannot, tell us: we will find a way.”',
  )
})
