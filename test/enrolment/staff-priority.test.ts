import { addEnrolment, addPerson, addRun } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { buttons, press, signUp, words } from './support/people.ts'

const college = testApp()

/** Ana waits, and then Ben, who was put first. */
async function benFirst() {
  const app = college()
  const { runId } = await addRun(app.db, { capacity: 0 })
  const [ana, ben] = [await addPerson(app.db, { name: 'Ana' }), await addPerson(app.db, { name: 'Ben' })]
  await addEnrolment(app.db, runId, { person: ana, status: 'waiting' })
  const enrolmentId = await addEnrolment(app.db, runId, { person: ben, status: 'waiting' })
  const office = await signUp(app, 'Office', ['administrator'])
  const page = `/admin/runs/${runId}`
  await office.browser.get(page)
  await office.browser.post(`/admin/enrolments/${enrolmentId}/priority`, { reason: 'We moved the last one' })
  return { app, page, office, enrolmentId }
}

test('a priority is taken back by one press: the time of joining counts again, and nobody is told', async () => {
  const { app, page, office, enrolmentId } = await benFirst()
  const before = words(await office.browser.get(page))
  expect(before).toContain('First, because: We moved the last one')
  await press(office.browser, page, 'Take this back')
  const after = words(await office.browser.get(page))
  expect(after).toContain('Ben is back in the order of joining Nobody is told.')
  expect(after).not.toContain('We moved the last one')
  expect(after.indexOf('Ana')).toBeLessThan(after.lastIndexOf('Ben'))
  expect(buttons(await office.browser.get(page))).not.toContain('Take this back')
  const trail = await app.db.selectFrom('audit_event').selectAll().orderBy('id').execute()
  expect(trail.map(({ action }) => action)).toEqual([
    'enrolment.priority-given',
    'enrolment.priority-taken-back',
  ])
  expect(trail[1]).toMatchObject({ actor_id: office.id, subject_id: enrolmentId })
  expect(await app.db.selectFrom('mail').selectAll().execute()).toEqual([])
})

test('taking a priority back twice is calm, and is noted once', async () => {
  const { app, office, enrolmentId } = await benFirst()
  const address = `/admin/enrolments/${enrolmentId}/priority-end`
  const statuses = [await office.browser.post(address), await office.browser.post(address)]
  expect(statuses.map(({ status }) => status)).toEqual([303, 303])
  expect(await app.db.selectFrom('audit_event').selectAll().execute()).toHaveLength(2)
})

test('somebody who no longer waits has no priority to take back', async () => {
  const { app, page, office, enrolmentId } = await benFirst()
  await office.browser.post(`/admin/enrolments/${enrolmentId}/withdrawal`)
  await office.browser.post(`/admin/enrolments/${enrolmentId}/priority-end`)
  expect(words(await office.browser.get(page))).toContain('Nothing was changed')
  expect(await app.db.selectFrom('audit_event').selectAll().execute()).toHaveLength(1)
})
