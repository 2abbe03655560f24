import { load } from 'cheerio'
import { givePasswords, testApp } from '../support/app.ts'
import { addPerson } from '../support/college.ts'

const college = testApp()

const good = {
  name: 'Amal H.',
  phone: '+44 7700 900123',
  preferred_contact: 'text',
  what_helps: 'A seat near the door\r\nLarge print',
  neutral_calendar_titles: 'yes',
}

async function amal() {
  const { db, as } = college()
  const id = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await givePasswords(db)
  return { id, db, browser: await as('amal@example.org') }
}

const stored = () => college().db.selectFrom('person').selectAll().executeTakeFirstOrThrow()

test('what I change under My details is kept, and shown when I come back', async () => {
  const { browser } = await amal()
  const response = await browser.post('/account', good)
  expect([response.status, response.headers.location]).toEqual([303, '/account'])
  expect(await stored()).toMatchObject({
    name: 'Amal H.',
    phone: '+44 7700 900123',
    preferred_contact: 'text',
    what_helps: 'A seat near the door\nLarge print',
    neutral_calendar_titles: true,
  })
  const page = load((await browser.get('/account')).text)
  expect(page('main').text()).toContain('Your details are saved')
  expect(page('#name').val()).toBe('Amal H.')
  expect(page('#what_helps').val()).toBe('A seat near the door\nLarge print')
  expect(page('input[name="preferred_contact"]:checked').val()).toBe('text')
  expect(page('#neutral_calendar_titles').attr('checked')).toBeDefined()
  const again = load((await browser.get('/account')).text)
  expect(again('main').text()).not.toContain('Your details are saved')
})

test('whether I am reminded of my classes, and when it is a good time to call me, is as I say', async () => {
  const { browser } = await amal()
  const page = load((await browser.get('/account')).text)
  expect(page('input[name="reminders"]:checked').val()).toBe('yes')
  await browser.post('/account', { ...good, reminders: 'no' })
  expect(await stored()).toMatchObject({ reminders: false })
  // A form that does not ask leaves it as it is.
  await browser.post('/account', good)
  expect(await stored()).toMatchObject({ reminders: false })
  const contact = { preferred_contact: 'phone', phone: '07700 900123', postal_address: '' }
  await browser.get('/account/about-me/contact')
  await browser.post('/account/about-me/contact', { ...contact, best_time: ' After  2pm ' })
  expect(await stored()).toMatchObject({ best_time: 'After 2pm' })
  const long = await browser.post('/account/about-me/contact', { ...contact, best_time: 'a'.repeat(101) })
  expect([long.status, load(long.text)('.nhsuk-error-summary a').attr('href')]).toEqual([422, '#best_time'])
})

test('a box that is no longer ticked, and a line that is emptied, are taken back', async () => {
  const { browser } = await amal()
  await browser.post('/account', good)
  await browser.post('/account', { name: 'Amal', phone: '', preferred_contact: 'email', what_helps: '' })
  expect(await stored()).toMatchObject({ phone: null, what_helps: '', neutral_calendar_titles: false })
})

test.each([
  ['no name', { name: ' ' }, '#name', 'Enter the name you would like us to use'],
  [
    'no way to be reached',
    { preferred_contact: '' },
    '#preferred_contact',
    'Choose how you would like to hear',
  ],
  [
    'a way that is none',
    { preferred_contact: 'pigeon' },
    '#preferred_contact',
    'Choose how you would like to hear',
  ],
  [
    'calls wanted without a number',
    { preferred_contact: 'phone', phone: '' },
    '#phone',
    'Enter a phone number, or',
  ],
  [
    'texts wanted without a number',
    { preferred_contact: 'text', phone: '  ' },
    '#phone',
    'Enter a phone number, or',
  ],
  ['a number of words', { phone: 'ask Ben' }, '#phone', 'Enter a phone number'],
  ['endless words', { what_helps: 'w'.repeat(2001) }, '#what_helps', 'Use 2000 characters or fewer'],
])('%s is said beside its field, and nothing is changed', async (_, change, href, words) => {
  const { browser } = await amal()
  const before = await stored()
  const response = await browser.post('/account', { ...good, ...change })
  const page = load(response.text)
  expect(response.status).toBe(422)
  const link = page('.nhsuk-error-summary a')
  expect([link.attr('href'), link.text()]).toEqual([href, expect.stringContaining(words)])
  expect(page(href)).toHaveLength(1)
  if (!('name' in change)) expect(page('#name').val()).toBe('Amal H.')
  expect(page('input[name="preferred_contact"]')).toHaveLength(4)
  expect(await stored()).toEqual(before)
})

test('the email address and the roles are not in the form, and sending them changes nothing', async () => {
  const { browser, db } = await amal()
  const more = { email: 'other@example.org', roles: 'administrator', id: 'x', created_at: '2001-01-01' }
  expect((await browser.post('/account', { ...good, ...more })).status).toBe(303)
  expect(await stored()).toMatchObject({ email: 'amal@example.org', name: 'Amal H.' })
  expect(await db.selectFrom('role_grant').select('role').execute()).toEqual([{ role: 'student' }])
})
