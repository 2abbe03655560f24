// Booking rules on the telephone: the office reads what somebody would be told, and goes past it with a reason.
import { load } from 'cheerio'
import { addMinutes } from '../../../src/lib/time.ts'
import { auditOf } from '../../audit/support.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addPerson, addRun, addTerm, type NewRun, today } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'
import { buttons, press, signUp, statusesOf, words } from '../support/people.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

async function amalPhones(run: NewRun = {}) {
  const app = college()
  const { browser, id: officeId } = await signUp(app, 'Office', ['administrator'])
  const amal = await addPerson(app.db, { name: 'Amal Haddad', email: null })
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const { runId } = await addRun(app.db, { course, ...run })
  const choose = `/admin/people/${amal}/enrolments`
  await browser.get(choose)
  const enrol = (fields: Record<string, string> = {}) =>
    browser.post(choose, { run: runId, from: 'person', ...fields })
  return { app, db: app.db, browser, officeId, amal, course, runId, choose, enrol }
}

const enrolments = () => college().db.selectFrom('enrolment').selectAll().orderBy('queue_number').execute()

test('past the limit of a term: what it would be, a reason that is missing, and the reason that is kept', async () => {
  const app = college()
  const term = await addTerm(app.db, { name: 'Autumn', mostCourses: 1 })
  const { db, amal, runId, enrol, browser } = await amalPhones({ term })
  const { runId: yoga } = await addRun(db, { term, course: (await addCourse(db, { title: 'Yoga' })).id })
  await deedsIn(db, { config: app.config, clock: () => app.clock.now }).enrol(yoga, amal)
  const asked = await enrol()
  expect(asked.status).toBe(409)
  expect(words(asked)).toContain('This would be their 2nd course in Autumn (the most is 1). They have Yoga.')
  expect(buttons(asked)).toEqual(['Enrol all the same', 'Do not enrol'])
  expect(load(asked.text)('.nhsuk-error-summary')).toHaveLength(0)
  const missing = await enrol({ asked: 'yes', reason: ' ' })
  expect([missing.status, load(missing.text)('#reason-error').text()]).toEqual([
    422,
    expect.stringContaining('Say why, in a few words'),
  ])
  const long = await enrol({ asked: 'yes', reason: 'x'.repeat(301) })
  expect([long.status, load(long.text)('#reason').attr('value')]).toEqual([422, 'x'.repeat(301)])
  expect(await statusesOf(db, runId)).toEqual({})
  const done = await enrol({ asked: 'yes', reason: 'Agreed with their tutor', overlap: 'accepted' })
  expect(done.status).toBe(303)
  expect((await enrolments()).map((one) => one.rules_waived_reason)).toEqual([
    null,
    'Agreed with their tutor',
  ])
  expect(words(await browser.get(done.headers.location!))).toContain('Agreed with their tutor')
  expect(await auditOf(app)).toEqual([])
})

test('the reason is not lost when the next question is about two courses at one time', async () => {
  const app = college()
  const term = await addTerm(app.db, { mostCourses: 1 })
  const { db, amal, enrol, choose, browser } = await amalPhones({ term })
  const { runId: yoga } = await addRun(db, { term })
  await deedsIn(db, { config: app.config, clock: () => app.clock.now }).enrol(yoga, amal)
  const overlap = await enrol({ asked: 'yes', reason: 'Agreed' })
  expect(words(overlap)).toContain('something else at that time')
  const form = load(overlap.text)(`form[action="${choose}"]`).serializeArray()
  const again = await browser.post(choose, Object.fromEntries(form.map(({ name, value }) => [name, value])))
  expect(again.status).toBe(303)
  expect((await enrolments())[1]?.rules_waived_reason).toBe('Agreed')
})

test('what they did elsewhere is noted once, and is no exception; it can be taken out again', async () => {
  const { db, app, amal, course, officeId, runId, enrol, browser } = await amalPhones()
  const basics = await addCourse(db, { title: 'Sleep basics' })
  await db
    .insertInto('course_prerequisite')
    .values({ course_id: course, needs_course_id: basics.id })
    .execute()
  const other = await addCourse(db, { title: 'Another' })
  const asked = await enrol()
  expect(words(asked)).toContain('It builds on Sleep basics, which they have not done here.')
  expect(words(asked)).toContain('Then it needs no reason.')
  expect((await enrol({ asked: 'yes', done: other.id })).status).toBe(422)
  expect((await enrol({ asked: 'yes', done: basics.id })).status).toBe(303)
  expect(await statusesOf(db, runId)).toEqual({ 'Amal Haddad': 'confirmed' })
  expect(await db.selectFrom('prerequisite_met').selectAll().execute()).toEqual([
    { person_id: amal, course_id: basics.id, noted_by: officeId, noted_at: today },
  ])
  expect((await enrolments())[0]?.rules_waived_reason).toBeNull()
  const page = `/admin/people/${amal}`
  expect(words(await browser.get(page))).toContain('Sleep basics')
  expect((await press(browser, page, 'Take this out')).status).toBe(303)
  expect(await db.selectFrom('prerequisite_met').selectAll().execute()).toEqual([])
  const trail = await db.selectFrom('audit_event').where('subject_id', '=', amal).select('action').execute()
  expect(trail.map(({ action }) => action)).toEqual([
    'person.course-done-before',
    'person.course-done-taken-out',
  ])
  expect(await auditOf(app)).toEqual([])
})

test('in the time that is kept for some, and with an audience to confirm, both are asked on one page', async () => {
  const { db, enrol, choose, browser } = await amalPhones({
    audience: 'Carers',
    opensAt: inDays(3),
    rules: { audience_confirmed: true, priority_opens_at: inDays(-1), priority_for: ['carer-or-family'] },
  })
  const asked = await press(browser, choose, 'Enrol')
  expect(words(asked)).toContain('It is first for carers and families')
  const half = await enrol({ asked: 'yes', reason: 'Their sister is one' })
  expect([half.status, load(half.text)('#confirmed-error').text()]).toEqual([
    422,
    expect.stringContaining('Ask them, and tick this'),
  ])
  const form = load(half.text)(`form[action="${choose}"]`).serializeArray()
  const fields = Object.fromEntries(form.map(({ name, value }) => [name, value]))
  expect((await browser.post(choose, { ...fields, confirmed: 'yes' })).status).toBe(303)
  const [row] = await db.selectFrom('enrolment').selectAll().execute()
  expect(row).toMatchObject({ audience_confirmed_at: today, rules_waived_reason: 'Their sister is one' })
})

test('nobody is enrolled on a drop-in, on the telephone neither', async () => {
  const { db, runId, choose, browser, enrol } = await amalPhones({ rules: { drop_in: true } })
  const shown = await browser.get(choose)
  expect(words(shown)).toContain('No booking: just come')
  expect(buttons(shown)).not.toContain('Enrol')
  expect(words(await browser.get(`/admin/runs/${runId}`))).not.toContain('Place confirmed')
  const refused = await enrol({ asked: 'yes', reason: 'They would like to' })
  expect([refused.status, words(refused)]).toEqual([409, expect.stringContaining('They do not need a place')])
  expect(await statusesOf(db, runId)).toEqual({})
})
