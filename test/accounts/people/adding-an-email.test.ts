// Somebody who had no email gets one: the office writes it down, and it is theirs once they have said so.
import { load } from 'cheerio'
import { newestLetterTo } from '../proofs/support/letters.ts'
import { signUp, words } from '../../enrolment/support/people.ts'
import { testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'

const college = testApp({ max: 10 })
const email = 'mags@example.org'

async function withEmailAsked() {
  const app = college()
  const office = await signUp(app, 'Office', ['administrator'])
  const id = await addPerson(app.db, { name: 'Mags Nomail', email: null })
  await app.db.updateTable('person').set({ phone: '028 9018 0123', preferred_contact: 'phone' }).execute()
  const page = `/admin/people/${id}/details`
  const form = load((await office.browser.get(page)).text)('main form')
  const stored = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]))
  expect((await office.browser.post(page, { ...stored, email })).status).toBe(303)
  await app.runJobs()
  const own = async () =>
    (await app.db.selectFrom('person').where('id', '=', id).select('email').executeTakeFirstOrThrow()).email
  return { ...app, office, id, own }
}

test('before they have pressed the button it is not theirs: nothing signs in with it', async () => {
  const { db, office, id, own, visitor, runJobs } = await withEmailAsked()
  expect(await own()).toBeNull()
  expect(words(await office.browser.get(`/admin/people/${id}`))).toContain('whether it is theirs')
  const letters = () => db.selectFrom('mail').where('to_address', '=', email).select('id').execute()
  expect(await letters()).toHaveLength(1)
  const browser = visitor()
  await browser.get('/sign-in/link')
  await browser.post('/sign-in/link', { email })
  await runJobs()
  expect(await letters()).toHaveLength(1)
})

test('after the button it is theirs, and a link lets them in to the record that the office made', async () => {
  const { db, office, id, own, visitor, runJobs } = await withEmailAsked()
  const { link } = await newestLetterTo(db, email)
  const browser = visitor()
  await browser.get(link)
  const toldOfBoth = async () =>
    words(await office.browser.get(`/admin/people/${id}/details`)).includes('one to the address they have')
  expect(await toldOfBoth()).toBe(false)
  expect((await browser.post(link)).status).toBe(200)
  expect(await own()).toBe(email)
  expect(await toldOfBoth()).toBe(true)
  await browser.get('/sign-in/link')
  await browser.post('/sign-in/link', { email })
  await runJobs()
  const letter = await newestLetterTo(db, email)
  await browser.get(letter.link)
  expect((await browser.post(letter.link)).status).toBe(303)
  expect(load((await browser.get('/account')).text)('#name').val()).toBe('Mags Nomail')
})

test('an address that is somebody else’s by now is not taken from them', async () => {
  const { db, own, visitor } = await withEmailAsked()
  const { link } = await newestLetterTo(db, email)
  await addPerson(db, { name: 'Margaret', email })
  const browser = visitor()
  await browser.get(link)
  const refused = await browser.post(link)
  expect([refused.status, load(refused.text)('h1').text()]).toEqual([
    409,
    'This address belongs to another account',
  ])
  expect(load(refused.text)('main a.nhsuk-button').attr('href')).toBe('/sign-in/link')
  expect(await own()).toBeNull()
})
