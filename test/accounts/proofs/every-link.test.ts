// Each kind of link by mail that is too old, used, replaced, forged or somebody else's: a page that says what to do next.
import { load } from 'cheerio'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'
import { newestLetterTo } from './support/letters.ts'

const college = testApp({ max: 10 })
const email = 'amal@example.org'
const fresh = 'amal.new@example.org'

interface Kind {
  /** Asks for it; the address to which it goes. */
  ask: (amal: Browser) => Promise<string>
  /** What its form brings. */
  fields: Record<string, string>
  /** What its button answers with, done. */
  done: number
  minutes: number
  /** Where the page of one that is worth nothing leads. */
  next: string
}

const askForChange = (to: string) => async (amal: Browser) => {
  await amal.get('/account/email')
  await amal.post('/account/email', { email: fresh, present_password: testPassword })
  return to
}
const askAt = (address: string) => async () => {
  const browser = college().visitor()
  await browser.get(address)
  await browser.post(address, { email })
  return email
}

const kinds: Record<string, Kind> = {
  'to sign in': { ask: askAt('/sign-in/link'), fields: {}, done: 303, minutes: 20, next: '/sign-in/link' },
  'to choose a password': {
    ask: askAt('/password/forgotten'),
    fields: { password: 'violet teapot umbrella' },
    done: 303,
    minutes: 60,
    next: '/password/forgotten',
  },
  'to say that an address is theirs': {
    ask: askForChange(fresh),
    fields: {},
    done: 200,
    minutes: 3 * 24 * 60,
    next: '/account',
  },
  'to allow another address': {
    ask: askForChange(email),
    fields: {},
    done: 200,
    minutes: 3 * 24 * 60,
    next: '/account',
  },
}
const names = Object.keys(kinds)

async function sent(name: string) {
  const { db, as, clock, runJobs } = college()
  for (const one of ['amal', 'ben']) await addPerson(db, { name: one, email: `${one}@example.org` })
  await db.updateTable('person').set({ email_confirmed_at: clock.now }).execute()
  await givePasswords(db)
  const kind = kinds[name]
  if (kind === undefined) throw new Error(`No link is called ${name}`)
  const amal = await as(email)
  const link = async () => {
    const to = await kind.ask(amal)
    await runJobs()
    return (await newestLetterTo(db, to)).link
  }
  return { kind, link }
}

const passwords = () => college().db.selectFrom('credential').select(['person_id', 'secret']).execute()
const emails = () => college().db.selectFrom('person').orderBy('email').select('email').execute()

/** What its page says, and what its button does, to somebody who opens it here. */
async function open(link: string, { fields }: Kind, browser = college().visitor()) {
  await browser.get('/sign-in')
  const before = [await passwords(), await emails()]
  const shown = await browser.get(link)
  const pressed = await browser.post(link, fields)
  expect(pressed.status).toBe(shown.status)
  expect([await passwords(), await emails()]).toEqual(before)
  const page = load(shown.text)
  return {
    status: shown.status,
    title: page('h1').text(),
    next: page('main a.nhsuk-button').attr('href') ?? page('main form').attr('action'),
  }
}

test.each(names)('a link %s that was used says so, and how to go on', async (name) => {
  const { kind, link } = await sent(name)
  const address = await link()
  const first = college().visitor()
  await first.get(address)
  expect((await first.post(address, kind.fields)).status).toBe(kind.done)
  expect(await open(address, kind)).toEqual({
    status: 410,
    title: 'This link has been used',
    next: kind.next,
  })
})

test.each(names)('a link %s that is too old says so, and not a minute earlier', async (name) => {
  const { kind, link } = await sent(name)
  const address = await link()
  const { clock, visitor } = college()
  clock.now = new Date(clock.now.getTime() + (kind.minutes - 1) * 60_000)
  expect((await visitor().get(address)).status).toBe(200)
  clock.now = new Date(clock.now.getTime() + 60_000)
  expect(await open(address, kind)).toEqual({ status: 410, title: 'This link is too old', next: kind.next })
})

test.each(names)('a link %s that was replaced says so', async (name) => {
  const { kind, link } = await sent(name)
  const older = await link()
  await link()
  expect(await open(older, kind)).toEqual({ status: 410, title: 'There is a newer message', next: kind.next })
})

test.each(names)('a link %s to an account that was closed meanwhile says so', async (name) => {
  const { kind, link } = await sent(name)
  const address = await link()
  const { db, clock } = college()
  const person_id = db.selectFrom('person').select('id').where('email', '=', email)
  await db.insertInto('account_closing').values({ person_id, asked_at: clock.now, why: 'long-ago' }).execute()
  expect(await open(address, kind)).toEqual({
    status: 410,
    title: 'This account is closed',
    next: '/register',
  })
})

test.each(names)('a link %s that was forged is not known', async (name) => {
  const { kind, link } = await sent(name)
  const address = await link()
  const forged = address.slice(0, -1) + (address.endsWith('A') ? 'B' : 'A')
  expect(await open(forged, kind)).toEqual({
    status: 404,
    title: 'We do not know this link',
    next: kind.next,
  })
})

test.each(names)('a link %s does nothing for whoever is signed in as somebody else', async (name) => {
  const { kind, link } = await sent(name)
  const address = await link()
  const ben = await college().as('ben@example.org')
  expect(await open(address, kind, ben)).toEqual({
    status: 403,
    title: 'You are signed in as somebody else',
    next: '/sign-out',
  })
  expect((await college().visitor().get(address)).status).toBe(200)
})
