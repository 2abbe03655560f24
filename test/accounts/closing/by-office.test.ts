import { load } from 'cheerio'
import { givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { addQuill, finish, findWords, marks } from './support.ts'

const college = testApp()

async function office() {
  const app = college()
  const people = await addQuill(app)
  await givePasswords(app.db)
  return { app, db: app.db, browser: await app.as('admin@example.org'), ...people }
}

test('the office closes the account of somebody who asks by phone, and it is noted who did', async () => {
  const { app, db, browser, admin, quill } = await office()
  const address = `/admin/people/${quill}/closing`
  const page = await browser.get(address)
  expect(load(page.text)('main').text()).toContain('Sleep well')
  const unsure = await browser.post(address)
  expect([unsure.status, load(unsure.text)('.nhsuk-error-summary').length]).toEqual([422, 1])
  expect(await db.selectFrom('account_closing').selectAll().execute()).toEqual([])
  const closed = await browser.post(address, { sure: 'yes' })
  expect([closed.status, closed.headers.location]).toEqual([303, '/admin/people'])
  expect((await browser.get('/admin/people')).text).toContain('The account of Quillfeather is closed')
  const again = await browser.post(address, { sure: 'yes' })
  expect([again.status, load(again.text)('main form').length]).toEqual([409, 0])
  await finish(app)
  const events = db
    .selectFrom('enrolment_event')
    .where('action', '=', 'withdraw')
    .select(['actor', 'actor_id'])
  expect(await events.execute()).toEqual([1, 2].map(() => ({ actor: 'staff', actor_id: admin })))
  const noted = db
    .selectFrom('audit_event')
    .where('action', '=', 'person.closing-asked')
    .select(['actor_id', 'subject_id'])
  expect(await noted.execute()).toEqual([{ actor_id: admin, subject_id: quill }])
})

test('somebody who is erased is nobody to the office: not found, not listed, and not in any notice', async () => {
  const { app, db, browser, quill } = await office()
  await browser.get(`/admin/people/${quill}/closing`)
  await browser.post(`/admin/people/${quill}/closing`, { sure: 'yes' })
  await browser.get('/admin/people')
  await finish(app)
  expect(await findWords(db, marks)).toEqual([])
  for (const page of ['', '/details', '/roles', '/sensitive', '/my-data', '/closing', '/enrolments'])
    expect([page, (await browser.get(`/admin/people/${quill}${page}`)).status]).toEqual([page, 404])
  const people = await browser.get('/admin/people?q=left')
  expect(load(people.text)('main .rows').text()).not.toContain('Somebody who has left')
  expect((await browser.get('/admin/people')).text).not.toContain('Somebody who has left')
})

test('the same address can be used again, by somebody new', async () => {
  const { app, db, browser, quill } = await office()
  await browser.get(`/admin/people/${quill}/closing`)
  await browser.post(`/admin/people/${quill}/closing`, { sure: 'yes' })
  await finish(app)
  const anew = await addPerson(db, { name: 'Quillfeather', email: 'quill@example.org' })
  const roles = db.selectFrom('enrolment').where('person_id', '=', anew).select('id')
  expect(await roles.execute()).toEqual([])
})

test('administrators close their own account on their own page, with their own password', async () => {
  const { browser, admin } = await office()
  const address = `/admin/people/${admin}/closing`
  expect((await browser.get(address)).headers.location).toBe('/account/closing')
  expect((await browser.post(address, { sure: 'yes' })).headers.location).toBe('/account/closing')
})
