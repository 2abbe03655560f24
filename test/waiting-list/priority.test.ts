import { load } from 'cheerio'
import { testApp } from '../support/app.ts'
import { mailsTo, press, signUp, statusesOf, words } from '../enrolment/support/people.ts'
import { waitingForOne } from './support/waiting.ts'

const college = testApp()

async function prioritised(reason: string) {
  const app = college()
  const waiting = await waitingForOne(app, { waitingListMode: 'auto' })
  const office = await signUp(app, 'Office', ['administrator'])
  const { id } = await app.db
    .selectFrom('enrolment')
    .select('id')
    .where('person_id', '=', waiting.caz.id)
    .executeTakeFirstOrThrow()
  await office.browser.get(`/admin/runs/${waiting.runId}`)
  const response = await office.browser.post(`/admin/enrolments/${id}/priority`, { reason })
  return { app, ...waiting, office, enrolmentId: id, response }
}

test('somebody put first, with a reason, is next; nobody else moves, and only staff read why', async () => {
  const { app, runId, amal, ben, caz, office, response, enrolmentId } =
    await prioritised('Moved house, <b>again</b>')
  expect(response.status).toBe(303)
  expect(words(await caz.browser.get('/my/courses'))).toContain('You are next in line.')
  expect(words(await ben.browser.get('/my/courses'))).toContain('You are 2nd in line.')
  for (const { browser } of [ben, caz])
    expect((await browser.get('/my/courses')).text).not.toContain('Moved house')
  const page = await office.browser.get(`/admin/runs/${runId}`)
  expect(words(page)).toContain('Moved house, <b>again</b>')
  expect(words(page).indexOf('Caz')).toBeLessThan(words(page).indexOf('Ben'))
  expect(await mailsTo(app.db, caz.email)).toEqual(['on-waiting-list'])
  const noted = await app.db.selectFrom('audit_event').selectAll().executeTakeFirstOrThrow()
  expect(noted).toMatchObject({
    action: 'enrolment.priority-given',
    actor_id: office.id,
    subject_id: enrolmentId,
  })
  // A person's own words do not belong in the trail.
  expect(JSON.stringify(noted)).not.toContain('Moved house')
  await press(amal.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'waiting', Caz: 'confirmed' })
})

test('without a reason nobody is put first', async () => {
  const { app, response, enrolmentId } = await prioritised('  ')
  expect(response.status).toBe(422)
  expect(load(response.text)('.nhsuk-error-summary a').first().attr('href')).toBe(`#reason-${enrolmentId}`)
  const rows = await app.db
    .selectFrom('enrolment')
    .select('priority_reason')
    .where('priority_reason', 'is not', null)
    .execute()
  expect(rows).toEqual([])
})

test('somebody who no longer waits is not put first', async () => {
  const { app, office, enrolmentId, caz, runId } = await prioritised('')
  await press(caz.browser, '/my/courses', 'Leave the waiting list')
  await office.browser.post(`/admin/enrolments/${enrolmentId}/priority`, { reason: 'Moved' })
  expect(words(await office.browser.get(`/admin/runs/${runId}`))).toContain('Nothing was changed')
  const row = await app.db
    .selectFrom('enrolment')
    .selectAll()
    .where('id', '=', enrolmentId)
    .executeTakeFirstOrThrow()
  expect(row.priority_reason).toBeNull()
})
