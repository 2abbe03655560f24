// What belongs to somebody else looks exactly like what does not exist: 404, and nothing happens.
import type { Browser } from '../support/app.ts'
import { testApp } from '../support/app.ts'
import { addEnrolment, addPerson, addRun } from '../support/college.ts'
import { makeCast } from './support/cast.ts'

const college = testApp()
const nobodys = '00000000-0000-4000-8000-000000000000'

async function statusOf(browser: Browser, [method, address]: readonly [string, string]) {
  const { status } = method === 'GET' ? await browser.agent.get(address) : await browser.post(address)
  return status
}

test("another student's enrolments and offers are not found, and stay as they are", async () => {
  const app = college()
  const { db, as } = app
  await addPerson(db, { email: 'other@example.org' })
  const { enrolmentId, completedId, offerId } = await makeCast(app)
  const other = await as('other@example.org')
  const addresses = [
    ['POST', `/enrolments/${enrolmentId}/withdrawal`],
    ['POST', `/enrolments/${enrolmentId}/return`],
    ['GET', `/enrolments/${enrolmentId}/calendar.ics`],
    ['GET', `/enrolments/${completedId}/certificate.pdf`],
    ['GET', `/offers/${offerId}`],
    ['POST', `/offers/${offerId}/acceptance`],
    ['POST', `/offers/${offerId}/pass`],
    ['POST', `/offers/${offerId}/refusal`],
  ] as const
  for (const address of addresses)
    expect([...address, await statusOf(other, address)]).toEqual([...address, 404])
  const statuses = await db.selectFrom('enrolment').select('status').orderBy('queue_number').execute()
  expect(statuses).toEqual([{ status: 'confirmed' }, { status: 'offered' }, { status: 'completed' }])
  expect(await db.selectFrom('enrolment_event').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('mail').where('status', '<>', 'failed').selectAll().execute()).toEqual([])
})

test("a stranger's thing and one that does not exist get the same page", async () => {
  const app = college()
  const { db, as } = app
  await addPerson(db, { email: 'other@example.org' })
  const { offerId } = await makeCast(app)
  const other = await as('other@example.org')
  const [theirs, none] = [await other.get(`/offers/${offerId}`), await other.get(`/offers/${nobodys}`)]
  const withoutToken = (text: string) => text.replace(/name="_csrf" value="[^"]*"/g, '')
  expect([theirs.status, none.status]).toEqual([404, 404])
  expect(withoutToken(theirs.text)).toBe(withoutToken(none.text))
})

test('a trainer finds only the runs they teach', async () => {
  const app = college()
  const { browsers, runId } = await makeCast(app)
  const elsewhere = await addRun(app.db, {})
  await addEnrolment(app.db, elsewhere.runId, { person: await addPerson(app.db, { name: 'Somebody Else' }) })
  expect(await statusOf(browsers.trainer, ['GET', `/trainer/runs/${runId}`])).toBe(200)
  const theirs = await browsers.trainer.get(`/trainer/runs/${elsewhere.runId}`)
  expect([theirs.status, theirs.text.includes('Somebody Else')]).toEqual([404, false])
  expect((await browsers.trainer.get('/trainer')).text).not.toContain(elsewhere.runId)
})

test('a draft is not found, on its page and by enrolling, and an ended calendar file neither', async () => {
  const app = college()
  const { browsers, enrolmentId } = await makeCast(app)
  const { runId } = await addRun(app.db, { status: 'draft' })
  expect(await statusOf(browsers.student, ['GET', `/runs/${runId}`])).toBe(404)
  expect(await statusOf(browsers.student, ['POST', `/runs/${runId}/enrolments`])).toBe(404)
  expect(await statusOf(browsers.student, ['GET', `/enrolments/${enrolmentId}/calendar.ics`])).toBe(200)
  await browsers.student.post(`/enrolments/${enrolmentId}/withdrawal`)
  expect(await statusOf(browsers.student, ['GET', `/enrolments/${enrolmentId}/calendar.ics`])).toBe(404)
})

test('a calendar file of one’s own is kept nowhere, so that signing out on a shared computer is enough', async () => {
  const { browsers, enrolmentId } = await makeCast(college())
  const file = await browsers.student.get(`/enrolments/${enrolmentId}/calendar.ics`)
  expect([file.status, file.headers['cache-control']]).toEqual([200, 'no-store'])
})

test('an address that names nothing is not found, for staff too', async () => {
  const { browsers } = await makeCast(college())
  const { administrator, student } = browsers
  const asked = [
    [administrator, 'GET', `/admin/runs/${nobodys}`],
    [administrator, 'POST', `/admin/runs/${nobodys}/capacity`],
    [administrator, 'POST', `/admin/runs/${nobodys}/next-place`],
    [administrator, 'POST', `/admin/enrolments/${nobodys}/approval`],
    [administrator, 'POST', `/admin/enrolments/${nobodys}/refusal`],
    [administrator, 'POST', `/admin/enrolments/${nobodys}/cancellation`],
    [administrator, 'POST', `/admin/enrolments/${nobodys}/priority`],
    [administrator, 'POST', `/admin/enrolments/${nobodys}/withdrawal`],
    [administrator, 'POST', `/admin/enrolments/${nobodys}/return`],
    [administrator, 'POST', `/admin/enrolments/${nobodys}/priority-end`],
    [administrator, 'GET', `/admin/runs/${nobodys}/calling-off`],
    [administrator, 'POST', `/admin/runs/${nobodys}/calling-off`],
    [administrator, 'POST', `/admin/calls/${nobodys}/done`],
    [administrator, 'POST', `/admin/offers/${nobodys}/acceptance`],
    [administrator, 'GET', '/admin/runs/1'],
    [student, 'POST', `/runs/${nobodys}/enrolments`],
    [student, 'GET', '/runs/not-an-id'],
    [student, 'GET', '/courses/no-such-course'],
    [student, 'GET', '/feeds/no-such-token.ics'],
    [student, 'GET', `/dev/mailbox/${nobodys}`],
    [student, 'GET', `/dev/mailbox/${nobodys}.eml`],
    [student, 'GET', '/nowhere'],
  ] as const
  for (const [browser, method, address] of asked)
    expect([address, await statusOf(browser, [method, address])]).toEqual([address, 404])
})

test('what is kept about a person is shown to that person and to the office; of nobody there is nothing', async () => {
  const { browsers, studentId } = await makeCast(college())
  const own = await browsers.student.get('/account/my-data.json')
  expect(own.text).toContain(studentId)
  expect((await browsers.trainer.get('/account/my-data.json')).text).not.toContain(studentId)
  for (const page of ['my-data', 'my-data.json', 'closing'])
    for (const id of [nobodys, 'not-a-number']) {
      const address = `/admin/people/${id}/${page}`
      const { administrator } = browsers
      const answer = await administrator.post(address, { sure: 'yes' })
      expect([address, answer.status]).toEqual([address, 404])
    }
  const { trainer } = browsers
  expect((await trainer.post(`/admin/people/${studentId}/closing`, { sure: 'yes' })).status).toBe(403)
})
