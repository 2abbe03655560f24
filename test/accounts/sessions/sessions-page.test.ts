import { load } from 'cheerio'
import { lockPerson } from '../../../src/accounts/queries.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import type { Browser } from '../../support/app.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { isWaiting } from '../../support/waiting.ts'

const college = testApp()

const firefox = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0'
const iPhone =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1'

async function signedInWith(browserName: string, email: string): Promise<Browser> {
  const browser = college().visitor()
  browser.agent.set('User-Agent', browserName)
  await browser.signIn(email)
  return browser
}

async function people(): Promise<void> {
  const { db } = college()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await addPerson(db, { name: 'Ben', email: 'ben@example.org' })
  await givePasswords(db)
}

const lines = async (browser: Browser) => {
  const page = load((await browser.get('/account/sessions')).text)
  return page('.row')
    .toArray()
    .map((row) => page(row).text().replace(/\s+/g, ' ').trim())
}
const isIn = async (browser: Browser) => (await browser.agent.get('/account')).status === 200

test('the page says in which browsers I am signed in, this one first, and My details leads to it', async () => {
  await people()
  const { clock } = college()
  await signedInWith(iPhone, 'amal@example.org')
  await signedInWith(iPhone, 'ben@example.org')
  clock.now = new Date(clock.now.getTime() + 3 * 3_600_000)
  const here = await signedInWith(firefox, 'amal@example.org')
  const found = await lines(here)
  expect(found).toHaveLength(2)
  expect(found[0]).toMatch(/^Firefox on Linux Signed in on .+ with a password\. This browser$/)
  expect(found[1]).toMatch(/^Safari on an iPhone Signed in .+ Last used today at about .+ Sign out there$/)
  const page = load((await here.get('/account/sessions')).text)
  expect(page('main a:contains("set a new password")').attr('href')).toBe('/account/password')
  const account = load((await here.get('/account')).text)
  expect(account('a[href="/account/sessions"]').text()).toBe('See where you are signed in')
})

test('one of my browsers is signed out from another, and the trail says that it happened', async () => {
  await people()
  const [phone, library] = [
    await signedInWith(iPhone, 'amal@example.org'),
    await signedInWith(firefox, 'amal@example.org'),
  ]
  const here = await signedInWith(firefox, 'amal@example.org')
  const page = load((await here.get('/account/sessions')).text)
  const row = page('.row').filter((_, each) => page(each).text().includes('iPhone'))
  const form = row.find('form')
  const session = form.find('input[name="session"]').attr('value') ?? ''
  const response = await here.post(form.attr('action') ?? '', { session })
  expect(response.headers.location).toBe('/account/sessions')
  expect((await here.get('/account/sessions')).text).toContain('You are signed out in 1 other browser')
  expect([await isIn(phone), await isIn(library), await isIn(here)]).toEqual([false, true, true])
  // Pressed a second time, or an old page: it is over already, and nothing else ends.
  await here.post(form.attr('action') ?? '', { session })
  expect((await here.get('/account/sessions')).text).toContain('That had ended already')
  expect(await isIn(library)).toBe(true)
  const trail = await college().db.selectFrom('audit_event').select(['action', 'detail']).execute()
  expect(trail).toEqual([{ action: 'person.sessions-ended', detail: { sessions: 1 } }])
})

test('everywhere else at once, and nobody else is touched', async () => {
  await people()
  const others = [
    await signedInWith(iPhone, 'amal@example.org'),
    await signedInWith(firefox, 'amal@example.org'),
  ]
  const ben = await signedInWith(iPhone, 'ben@example.org')
  const here = await signedInWith(firefox, 'amal@example.org')
  await here.get('/account/sessions')
  await here.post('/account/sessions/end-others')
  const page = await here.get('/account/sessions')
  expect(page.text).toContain('You are signed out in 2 other browsers')
  expect(page.text).toContain('You are signed in nowhere else')
  expect(await Promise.all([...others, ben, here].map(isIn))).toEqual([false, false, true, true])
})

test('of two browsers that end the other at the same moment, one goes on: a session that is over ends no other', async () => {
  await people()
  const { db } = college()
  const both = [
    await signedInWith(iPhone, 'amal@example.org'),
    await signedInWith(firefox, 'amal@example.org'),
  ]
  let going: Promise<unknown> | undefined
  await inTransaction(db, async (tx) => {
    const amal = tx.selectFrom('person').select('id').where('name', '=', 'Amal')
    await lockPerson(tx, (await amal.executeTakeFirstOrThrow()).id)
    going = Promise.all(both.map((browser) => browser.post('/account/sessions/end-others')))
    expect(await isWaiting(going, db, 2)).toBe(true)
  })
  await going
  expect((await Promise.all(both.map(isIn))).sort()).toEqual([false, true])
})

test("another person's session, this one and nonsense cannot be ended there", async () => {
  await people()
  const ben = await signedInWith(iPhone, 'ben@example.org')
  const amal = await signedInWith(firefox, 'amal@example.org')
  const rows = await college()
    .db.selectFrom('web_session')
    .where('person_id', 'is not', null)
    .select('id')
    .execute()
  await amal.get('/account/sessions')
  for (const { id } of rows) await amal.post('/account/sessions/end', { session: id })
  for (const session of ['', 'x', "' or true", '00000000-0000-4000-8000-000000000000'])
    expect((await amal.post('/account/sessions/end', { session })).status).toBeLessThan(500)
  expect([await isIn(ben), await isIn(amal)]).toEqual([true, true])
})

test('a request that began before the session was ended does not bring it back', async () => {
  await people()
  const { db } = college()
  const browser = await signedInWith(firefox, 'amal@example.org')
  const held = await db
    .selectFrom('web_session')
    .where('person_id', 'is not', null)
    .selectAll()
    .executeTakeFirstOrThrow()
  // The notice that this form leaves is kept in the session, which is ended while the form is on its way.
  await db
    .startTransaction()
    .execute()
    .then(async (tx) => {
      await tx.deleteFrom('web_session').where('sid', '=', held.sid).execute()
      const sending = browser.post('/account', { name: 'Amal', preferred_contact: 'email', what_helps: '' })
      await new Promise((resolve) => setTimeout(resolve, 200))
      await tx.commit().execute()
      await sending
    })
  expect(await isIn(browser)).toBe(false)
})
