import { load } from 'cheerio'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { countQueries } from './support/count-queries.ts'
import { lettersTo, newestLetterTo } from './support/letters.ts'

const college = testApp({ max: 10 })
const email = 'amal@example.org'

async function addAmal(): Promise<string> {
  const { db } = college()
  const id = await addPerson(db, { name: 'Amal', email })
  await givePasswords(db)
  return id
}

/** Asks for a link as somebody does, and lets the worker send it. */
async function ask(browser: Browser, to = email, next = '') {
  await browser.get(`/sign-in/link${next === '' ? '' : `?next=${encodeURIComponent(next)}`}`)
  const response = await browser.post('/sign-in/link', { email: to, ...(next === '' ? {} : { next }) })
  await college().runJobs()
  return response
}

const isIn = async (browser: Browser) => (await browser.agent.get('/account')).status === 200
const later = (minutes: number) => {
  const { clock } = college()
  clock.now = new Date(clock.now.getTime() + minutes * 60_000)
}

test('the link of the message shows a button, and the button signs in, to the page that was wanted', async () => {
  await addAmal()
  const { db, visitor } = college()
  const asked = await ask(visitor(), email, '/my/courses')
  expect([asked.status, asked.headers.location]).toEqual([303, '/sign-in/link/code'])
  const letter = await newestLetterTo(db, email)
  expect(letter.link).toMatch(/^\/sign-in\/link\/[\w-]{43}\?next=%2Fmy%2Fcourses$/)
  // Programs that check mails open every link, and press nothing.
  for (let count = 0; count < 3; count++) expect((await visitor().get(letter.link)).status).toBe(200)
  const phone = visitor()
  const page = load((await phone.get(letter.link)).text)
  const form = page('main form')
  const signedIn = await phone.post(form.attr('action') ?? '', {
    next: String(form.find('[name="next"]').val()),
  })
  expect([signedIn.status, signedIn.headers.location]).toEqual([303, '/my/courses'])
  expect(await isIn(phone)).toBe(true)
  const person = await db.selectFrom('person').select('email_confirmed_at').executeTakeFirstOrThrow()
  expect(person.email_confirmed_at).not.toBeNull()
})

test.each([
  ['/sign-in/link', 'link'],
  ['/sign-in/link', 'code'],
  ['/password/forgotten', 'link'],
] as const)(
  'a message asked for at %s, its %s used twice, leads on as its owner alone',
  async (asked, way) => {
    await addPerson(college().db, { name: 'Ben', email: 'ben@example.org' })
    await addAmal()
    const { db, runJobs, visitor } = college()
    const useOf = async (browser: Browser, to: string) => {
      await browser.get(asked)
      await browser.post(asked, { email: to })
      await runJobs()
      const letter = (await lettersTo(db, to)).find(({ link }) => /^\/(sign-in|password\/new)/.test(link))!
      const [at, code] = way === 'code' ? ['/sign-in/link/code', letter.code] : [letter.link, '']
      return () => browser.post(at, { password: 'violet teapot umbrella', code })
    }
    const browser = visitor()
    const [amal, ben] = [await useOf(browser, email), await useOf(browser, 'ben@example.org')]
    await browser.get('/sign-in')
    // The code is that of the message asked for last in this browser: Ben signs in by it, and Amal by the links.
    const [first, other] = way === 'code' ? [ben, amal] : [amal, ben]
    const led = (await first()).headers.location
    expect([led, (await first()).headers.location]).toEqual(['/my/courses', led])
    expect((await other()).status).toBe(403)
  },
)

test('the page of a link is kept nowhere, listed nowhere, and tells no other site its address', async () => {
  await addAmal()
  const { db, visitor } = college()
  await ask(visitor())
  const { link } = await newestLetterTo(db, email)
  for (const address of [link, `/sign-in/link/${'x'.repeat(43)}`])
    expect((await visitor().get(address)).headers).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    })
})

test('the code is typed where the message was asked for, with or without its space', async () => {
  await addAmal()
  const { db, visitor } = college()
  for (const between of [' ', '']) {
    const library = visitor()
    await ask(library, ' AMAL@example.org ')
    const { code } = await newestLetterTo(db, email)
    expect(load((await library.get('/sign-in/link/code')).text)('#code-hint').text()).toContain('8 figures')
    const response = await library.post('/sign-in/link/code', {
      code: ` ${code.slice(0, 4)}${between}${code.slice(4)} `,
    })
    expect(response.headers.location).toBe('/my/courses')
    expect(await isIn(library)).toBe(true)
  }
  // In a browser that asked for nothing there is nowhere to type it.
  expect((await visitor().get('/sign-in/link/code')).headers.location).toBe('/sign-in/link')
})

test('an address typed in a library is shown there no longer than its message is good', async () => {
  await addAmal()
  const { db, visitor } = college()
  const library = visitor()
  await ask(library, email, '/courses')
  later(19)
  expect((await library.get('/sign-in/link/code')).text).toContain(email)
  later(1)
  const late = await library.post('/sign-in/link/code', { code: (await newestLetterTo(db, email)).code })
  const page = load(late.text)
  expect([late.status, page('#email-error').text(), page('[name="next"]').val()]).toEqual([
    422,
    expect.stringContaining('too old by now'),
    '/courses',
  ])
  expect(late.text).not.toContain(email)
  await ask(library)
  later(20)
  expect((await library.get('/sign-in/link/code')).headers.location).toBe('/sign-in/link')
})

test('five wrong codes end the message, the right one too, and the link with it', async () => {
  await addAmal()
  const { db, visitor } = college()
  const browser = visitor()
  await ask(browser)
  const { code, link } = await newestLetterTo(db, email)
  await browser.get('/sign-in/link/code')
  expect(code).toMatch(/^\d{8}$/)
  const wrong = code === '00000000' ? '00000001' : '00000000'
  for (const typed of [wrong, 'abc', '', '1234567', wrong, wrong, wrong, wrong]) {
    const response = await browser.post('/sign-in/link/code', { code: typed })
    expect(response.status).toBe(422)
    expect(load(response.text)('.nhsuk-error-summary a').attr('href')).toBe('#code')
  }
  expect((await browser.post('/sign-in/link/code', { code })).status).toBe(422)
  expect((await visitor().get(link)).status).toBe(410)
  expect(await isIn(browser)).toBe(false)
})

test('a link works once; afterwards, too late, replaced and forged each say what to do next', async () => {
  await addAmal()
  const { db, visitor } = college()
  const pages = async (link: string) => {
    const browser = visitor()
    await browser.get('/sign-in')
    const shown = await browser.get(link)
    const pressed = await browser.post(link.split('?')[0] ?? '')
    expect(pressed.status).toBe(shown.status)
    const page = load(shown.text)
    expect(page('main a.nhsuk-button').attr('href')).toBe('/sign-in/link')
    expect(await isIn(browser)).toBe(false)
    return [shown.status, page('h1').text()]
  }
  await ask(visitor())
  const first = await newestLetterTo(db, email)
  await ask(visitor())
  const second = await newestLetterTo(db, email)
  expect(await pages(first.link)).toEqual([410, 'There is a newer message'])
  const browser = visitor()
  await browser.get(second.link)
  expect((await browser.post(second.link)).status).toBe(303)
  expect(await pages(second.link)).toEqual([410, 'This link has been used'])
  await ask(visitor())
  const third = await newestLetterTo(db, email)
  later(19)
  expect((await visitor().get(third.link)).status).toBe(200)
  later(1)
  expect(await pages(third.link)).toEqual([410, 'This link is too old'])
  expect(await pages(`${third.link.slice(0, -1)}${third.link.endsWith('A') ? 'B' : 'A'}`)).toEqual([
    404,
    'We do not know this link',
  ])
  expect(await pages('/sign-in/link/x')).toEqual([404, 'We do not know this link'])
})

test('a link of one purpose does nothing for another', async () => {
  await addAmal()
  const { db, visitor, runJobs } = college()
  const browser = visitor()
  await browser.get('/password/forgotten')
  await browser.post('/password/forgotten', { email })
  await runJobs()
  const token = (await newestLetterTo(db, email)).link.split('/').at(-1) ?? ''
  expect((await visitor().get(`/password/new/${token}`)).status).toBe(200)
  for (const address of [`/sign-in/link/${token}`, `/email/confirmation/${token}`, `/email/change/${token}`])
    expect((await visitor().get(address)).status).toBe(404)
})

test('who is signed in as somebody else is told so, and nobody is signed in or out by surprise', async () => {
  await addAmal()
  const { db, as, visitor } = college()
  await addPerson(db, { name: 'Ben', email: 'ben@example.org' })
  await givePasswords(db)
  const ben = await as('ben@example.org')
  await ask(visitor())
  const { link } = await newestLetterTo(db, email)
  const page = await ben.get(link)
  expect([page.status, load(page.text)('h1').text()]).toEqual([403, 'You are signed in as somebody else'])
  expect(load(page.text)('main form').attr('action')).toBe('/sign-out')
  expect((await ben.post(link)).status).toBe(403)
  expect((await ben.get('/account')).text).toContain('ben@example.org')
  // It still works for whom it is for.
  expect((await visitor().get(link)).status).toBe(200)
})

test('an address nobody has gets the same answers, after as many questions to the database, and no message', async () => {
  await addAmal()
  const { db, visitor } = college()
  const tell = async (to: string) => {
    const browser = visitor()
    await browser.get('/sign-in/link')
    const asked = await countQueries(() => browser.post('/sign-in/link', { email: to }))
    const page = await browser.get('/sign-in/link/code')
    await college().runJobs()
    const typed = await countQueries(() => browser.post('/sign-in/link/code', { code: '12345678' }))
    const forgot = visitor()
    await forgot.get('/password/forgotten')
    const reset = await countQueries(() => forgot.post('/password/forgotten', { email: to }))
    const words = [page.text, typed.result.text].map((text) =>
      text.replace(/value="[0-9a-f]{20,}[^"]*"/g, '').replaceAll(to, 'somebody'),
    )
    return {
      words,
      statuses: [asked, typed, reset].map(({ result }) => [result.status, result.headers.location]),
      queries: [asked, typed, reset].map(({ queries }) => queries),
    }
  }
  expect(await tell('nobody@example.org')).toEqual(await tell(email))
  await college().runJobs()
  expect(await lettersTo(db, 'nobody@example.org')).toEqual([])
  expect(await lettersTo(db, email)).toHaveLength(2)
})

test('nobody’s mailbox is filled: ten messages in an hour, in the same words for an address nobody has', async () => {
  await addAmal()
  const { db, visitor, runJobs } = college()
  const browser = visitor()
  for (const to of [email, 'nobody@example.org']) {
    await browser.get('/sign-in/link')
    for (let count = 0; count < 10; count++)
      expect((await browser.post('/sign-in/link', { email: to })).status).toBe(303)
    const tooMany = await browser.post('/sign-in/link', { email: to })
    expect(tooMany.status).toBe(429)
    expect(load(tooMany.text)('#email').val()).toBe(to)
    expect(load(tooMany.text)('.nhsuk-error-summary').text()).toContain('wait 6 minutes')
  }
  await runJobs()
  expect(await lettersTo(db, email)).toHaveLength(10)
})

test.each(['', 'amal', 'a b@example.org', `${'a'.repeat(250)}@example.org`])(
  '%j is no address',
  async (typed) => {
    const browser = college().visitor()
    for (const address of ['/sign-in/link', '/password/forgotten']) {
      await browser.get(address)
      const response = await browser.post(address, { email: typed })
      expect(response.status).toBe(422)
      expect(load(response.text)('.nhsuk-error-summary a').attr('href')).toBe('#email')
      expect(load(response.text)('#email').val()).toBe(typed)
    }
  },
)

test.each(['https://evil.example', '//evil.example', '/\\evil.example'])(
  'a link leads to no other site: %s',
  async (next) => {
    await addAmal()
    const { db, visitor } = college()
    await ask(visitor(), email, next)
    const { link } = await newestLetterTo(db, email)
    expect(link).not.toContain('evil')
    const browser = visitor()
    await browser.get(`${link}?next=${encodeURIComponent(next)}`)
    expect((await browser.post(link, { next })).headers.location).toBe('/my/courses')
  },
)
