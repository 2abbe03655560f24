import { load } from 'cheerio'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'
import { lettersTo, newestLetterTo } from './support/letters.ts'

const college = testApp({ max: 10 })
const old = 'amal@example.org'
const fresh = 'amal.new@example.org'

async function addAmal(confirmed = true): Promise<Browser> {
  const { db, as, clock } = college()
  await addPerson(db, { name: 'Amal', email: old })
  if (confirmed) await db.updateTable('person').set({ email_confirmed_at: clock.now }).execute()
  await givePasswords(db)
  return as(old)
}

async function askFor(browser: Browser, email: string, present_password = testPassword) {
  await browser.get('/account/email')
  const response = await browser.post('/account/email', { email, present_password })
  await college().runJobs()
  return response
}

/** Opens the newest link sent to this address, as its reader, and presses the button that says so. */
async function press(email: string, button: RegExp, browser = college().visitor()) {
  const { link } = await newestLetterTo(college().db, email)
  const page = load((await browser.get(link)).text)
  const form = page('main form').filter((_, each) => button.test(page(each).text()))
  const response = await browser.post(form.attr('action') ?? link)
  await college().runJobs()
  const shown = load(response.text)
  return { status: response.status, heading: shown('h1').text(), text: shown('main').text() }
}

const emailOf = async (name = 'Amal') =>
  (await college().db.selectFrom('person').select('email').where('name', '=', name).executeTakeFirstOrThrow())
    .email

const yes: Record<string, RegExp> = { [fresh]: /this is my address/, [old]: /that was me/ }

test.each([
  [fresh, old],
  [old, fresh],
])('an address changes when both say yes, first %s and then %s, and not before', async (first, second) => {
  const browser = await addAmal()
  await askFor(browser, fresh)
  expect((await browser.get('/account/email')).text).toContain(`You asked us to write to ${fresh}`)
  expect(await press(first, yes[first] ?? /$/)).toMatchObject({
    status: 200,
    heading: 'Thank you. One more yes is needed',
  })
  expect(await emailOf()).toBe(old)
  expect(await press(second, yes[second] ?? /$/)).toMatchObject({
    status: 200,
    heading: 'Your email address is changed',
  })
  expect(await emailOf()).toBe(fresh)
  expect((await newestLetterTo(college().db, old)).text).toContain('last message to this one')
})

test('the old address says no: nothing changes, everybody is signed out, and the new link is dead', async () => {
  const browser = await addAmal()
  await askFor(browser, fresh)
  expect(await press(old, /stop this/)).toMatchObject({ status: 200, heading: 'Nothing was changed' })
  expect((await browser.agent.get('/account')).status).toBe(303)
  expect(await press(fresh, /./)).toMatchObject({ heading: expect.not.stringContaining('changed') as string })
  expect(await emailOf()).toBe(old)
})

test('an address that nobody confirmed has no say: the new one is enough', async () => {
  const browser = await addAmal(false)
  await askFor(browser, fresh)
  expect(await lettersTo(college().db, old)).toEqual([])
  expect((await press(fresh, /this is my address/)).heading).toBe('Your email address is changed')
  expect(await emailOf()).toBe(fresh)
})

test('an address of somebody else is asked for in the same words; only its owner is told, and nothing can be pressed', async () => {
  const browser = await addAmal()
  const { db } = college()
  await addPerson(db, { name: 'Ben', email: 'ben@example.org' })
  const known = await askFor(browser, 'ben@example.org')
  const pageKnown = (await browser.get('/account/email')).text
  const unknown = await askFor(browser, fresh)
  const pageUnknown = (await browser.get('/account/email')).text
  expect([known.status, known.headers.location]).toEqual([unknown.status, unknown.headers.location])
  const plain = (text: string) =>
    text.replace(/value="[0-9a-f]{20,}[^"]*"/g, '').replaceAll('ben@example.org', fresh)
  expect(plain(pageKnown)).toBe(plain(pageUnknown))
  const [letter] = await lettersTo(db, 'ben@example.org')
  expect(letter?.text).toContain('There is an account with this address already')
  expect(letter?.link).toBe('/sign-in/link')
})

test('the newest wish counts; it can be taken back, and then its links are dead', async () => {
  const browser = await addAmal()
  await askFor(browser, 'first@example.org')
  await askFor(browser, fresh)
  expect((await press('first@example.org', /./)).status).toBeGreaterThanOrEqual(403)
  await browser.get('/account/email')
  await browser.post('/account/email/cancellation')
  expect((await browser.get('/account/email')).text).toContain('stays as it is')
  const late = college().visitor()
  expect((await late.get((await newestLetterTo(college().db, fresh)).link)).status).toBe(410)
  expect(await emailOf()).toBe(old)
})

test.each([
  ['', 'Enter your email address'],
  ['amal', 'in the right form'],
  ['AMAL@example.org', 'We have this address already'],
])('%j is refused beside the field', async (typed, words) => {
  const browser = await addAmal()
  const response = await askFor(browser, typed)
  expect(response.status).toBe(422)
  const page = load(response.text)
  expect([page('#email-error').text(), page('#email').val()]).toEqual([expect.stringContaining(words), typed])
})

test('the password is asked for again, and nothing happens without it', async () => {
  const browser = await addAmal()
  for (const [typed, words] of [
    ['', 'Enter the password you have now'],
    ['not this one', 'This is not the password you have now'],
  ] as const) {
    const response = await askFor(browser, fresh, typed)
    const page = load(response.text)
    expect([response.status, page('#email').val()]).toEqual([422, fresh])
    expect(page('#present_password-error').text()).toContain(words)
    expect(page('#present_password').val()).toBeUndefined()
  }
  expect(await lettersTo(college().db, fresh)).toEqual([])
})

test('whoever guesses at the password is told to wait, and then even the right one waits', async () => {
  const browser = await addAmal()
  for (let tries = 0; tries < 10; tries++) await askFor(browser, fresh, `guess ${tries}`)
  expect((await askFor(browser, fresh)).status).toBe(429)
})

test('whoever signs in by links alone has no password to give', async () => {
  const browser = await addAmal()
  await college().db.deleteFrom('credential').execute()
  expect(load((await browser.get('/account/email')).text)('#present_password')).toHaveLength(0)
  expect((await askFor(browser, fresh, '')).status).toBe(303)
  expect(await lettersTo(college().db, fresh)).toHaveLength(1)
})

test('registering asks once whether the address is theirs, and the button confirms it', async () => {
  const { db, visitor, runJobs } = college()
  const browser = visitor()
  await browser.get('/register')
  const fields = { name: 'Amal', email: old, password: '', agreement_version: '1', agree: 'yes' }
  expect((await browser.post('/register', fields)).status).toBe(303)
  await runJobs()
  expect((await browser.get('/account')).text).toContain('not confirmed yet')
  expect((await press(old, /this is my address/, browser)).heading).toBe('Thank you')
  expect((await browser.get('/account')).text).not.toContain('not confirmed yet')
  expect(await lettersTo(db, old)).toHaveLength(1)
})

test('who registers with an address of somebody else gets nothing by it; the owner goes on with the account they have', async () => {
  const owner = await addAmal()
  const { db, visitor, runJobs } = college()
  const stranger = visitor()
  await stranger.get('/register')
  const password = 'a stranger’s password'
  const fields = { name: 'Stranger', email: old, password, agreement_version: '1', agree: 'yes' }
  expect((await stranger.post('/register', fields)).status).toBe(303)
  await runJobs()
  expect(await emailOf('Stranger')).toBeNull()
  const letter = await newestLetterTo(db, old)
  expect(letter.text).toContain('You have an account already')
  const elsewhere = visitor()
  await elsewhere.get(letter.link)
  await elsewhere.post(letter.link)
  expect((await elsewhere.get('/account')).text).toContain('value="Amal"')
  // Each of the two signs in with their own password, to their own account.
  const signIn = async (typed: string) => {
    const browser = visitor()
    await browser.get('/sign-in')
    await browser.post('/sign-in', { email: old, password: typed })
    return load((await browser.get('/account')).text)('#name').val()
  }
  expect([await signIn(testPassword), await signIn(password)]).toEqual(['Amal', 'Stranger'])
  expect((await owner.get('/account')).status).toBe(200)
})

const password = 'three calm words'

/** Somebody registers with the old address, and makes a link to their calendar. */
async function register() {
  const { visitor, runJobs } = college()
  const browser = visitor()
  await browser.get('/register')
  const fields = { name: 'Amal', email: old, password, agreement_version: '1', agree: 'yes' }
  expect((await browser.post('/register', fields)).status).toBe(303)
  await runJobs()
  await browser.get('/account')
  const made = await browser.post('/account/feed')
  return { browser, feed: /\/feeds\/[\w-]+\.ics/.exec(made.text)?.[0] ?? '' }
}

/** What opens of what was set up when they registered: their session, their password, their calendar link. */
async function opens({ browser, feed }: Awaited<ReturnType<typeof register>>) {
  const again = college().visitor()
  await again.get('/sign-in')
  return [
    (await browser.agent.get('/account')).status === 200,
    (await again.post('/sign-in', { email: old, password })).status === 303,
    (await college().visitor().get(feed)).status === 200,
  ]
}

test.each([
  ['in another browser, what was set up before opens nothing', false],
  ['where they registered, all stays as it was', true],
])('whoever shows by signing in with a link that a registered address is theirs: %s', async (_, same) => {
  const { db, visitor, runJobs } = college()
  const first = await register()
  const owner = same ? first.browser : visitor()
  if (same) await owner.post('/sign-out', {})
  await owner.get('/sign-in/link')
  await owner.post('/sign-in/link', { email: old })
  await runJobs()
  const { link } = (await lettersTo(db, old)).find((letter) => letter.link.startsWith('/sign-in/link/'))!
  await owner.get(link)
  expect((await owner.post(link)).status).toBe(303)
  const shown = load((await owner.get('/my/courses')).text)('main, .notice').text()
  expect(shown.includes('The password that was set before is gone')).toBe(!same)
  expect(await opens(first)).toEqual([same, same, same])
  expect((await owner.agent.get('/account')).status).toBe(200)
})

test.each([
  ['in another browser, what was set up before opens nothing', false],
  ['where they registered, all stays as it was', true],
])('whoever says with the button that a registered address is theirs: %s', async (_, same) => {
  const first = await register()
  const told = await press(old, /this is my address/, same ? first.browser : college().visitor())
  expect(told.heading).toBe(same ? 'Thank you' : 'Thank you. The password that was set before is gone')
  expect(await opens(first)).toEqual([same, same, same])
})

test.each(['claimed', 'changed'])(
  'where the address was only %s, its owner who says yes leaves no way in to whoever registered',
  async (how) => {
    const { db, runJobs } = college()
    const before = how === 'claimed' ? await addPerson(db, { name: 'Before', email: old }) : undefined
    const first = await register()
    if (before === undefined) await askFor(first.browser, fresh, password)
    else {
      await db.updateTable('person').set({ email: 'moved@example.org' }).where('id', '=', before).execute()
      await first.browser.post('/account/email/again')
      await runJobs()
    }
    const told = await press(before === undefined ? fresh : old, /this is my address/)
    expect(told.heading).toContain('The password that was set before is gone')
    expect(await emailOf()).toBe(before === undefined ? fresh : old)
    expect(await opens(first)).toEqual([false, false, false])
  },
)

test.each([
  ['by signing in with a link', '/sign-in/link', {}],
  ['by choosing a password with a link', '/password/forgotten', { password: 'violet teapot umbrella' }],
])('whoever comes %s is not asked about another address, nor told of by text', async (_, asked, fields) => {
  const { db, visitor, runJobs } = college()
  const { browser } = await register()
  await askFor(browser, fresh, password)
  const contact = { preferred_contact: 'text', phone: '07700 900123', postal_address: '', best_time: '' }
  expect((await browser.post('/account/about-me/contact', contact)).status).toBe(303)
  const owner = visitor()
  await owner.get(asked)
  await owner.post(asked, { email: old })
  await runJobs()
  const { link } = await newestLetterTo(db, old)
  await owner.get(link)
  expect((await owner.post(link, fields)).status).toBe(303)
  const [wish] = await lettersTo(db, fresh)
  expect((await visitor().get(wish!.link)).status).toBe(410)
  expect(await db.selectFrom('email_change').selectAll().execute()).toEqual([])
  const person = await db.selectFrom('person').select(['email', 'preferred_contact', 'phone']).execute()
  expect(person).toEqual([{ email: old, preferred_contact: 'email', phone: '07700 900123' }])
})

test.each([
  ['no password', false, 'Thank you. We write to you by email now'],
  ['a password', true, 'Thank you. The password that was set before is gone'],
])('whoever has %s, and chose another way to hear, is told what is gone', async (_, has, heading) => {
  const { db } = college()
  await register()
  if (!has) await db.deleteFrom('credential').execute()
  await db.updateTable('person').set({ preferred_contact: 'phone', phone: '07700 900123' }).execute()
  const text = expect.stringContaining('We write to you by email now') as string
  expect(await press(old, /this is my address/)).toEqual({ status: 200, heading, text })
})
