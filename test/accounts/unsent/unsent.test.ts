// The session is over, and a form comes: what was written in it is kept for its writer, and for nobody else.
import { load } from 'cheerio'
import { lockOwner } from '../../../src/accounts/proofs/queries.ts'
import { takeOver } from '../../../src/accounts/proofs/take-over.ts'
import { fieldsToKeep } from '../../../src/accounts/unsent/rules.ts'
import { endOtherSessions } from '../../../src/accounts/sessions/queries.ts'
import { sweepSessions } from '../../../src/accounts/sessions/sweep.ts'
import { usualSessions } from '../../../src/config/limits.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { lockRecords } from '../../../src/enrolment/merging/queries.ts'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'
import { isWaiting } from '../../support/waiting.ts'

const college = testApp({ settings: { sessions: usualSessions } })
const address = '/account/about-me/what-helps'
const written = 'A seat near the door.\nShort breaks'

async function atTheForm(): Promise<Browser> {
  const { db, as } = college()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await addPerson(db, { name: 'Ben', email: 'ben@example.org' })
  await givePasswords(db)
  const browser = await as('amal@example.org')
  await browser.get(address)
  return browser
}

const pass = (hours: number) => {
  const { clock } = college()
  clock.now = new Date(clock.now.getTime() + hours * 3_600_000)
}
const signInAs = async (browser: Browser, email: string, page: string) => {
  await browser.get(page)
  return browser.post('/sign-in', { email, password: testPassword })
}
const keptRows = () => college().db.selectFrom('unsent_form').selectAll().execute()
const tooLate = 14 * 24 + 1

test('it is kept, found again after signing in, and sent on to where it was going', async () => {
  const browser = await atTheForm()
  pass(tooLate)
  const late = await browser.post(address, { what_helps: written })
  expect([late.status, late.headers.location]).toEqual([303, '/sign-in?next=%2Faccount&signed-out=kept'])
  const signIn = await browser.get(String(late.headers.location))
  expect(signIn.text).toContain('What you wrote is kept for you')
  const signedIn = await browser.post('/sign-in', { email: 'amal@example.org', password: testPassword })
  expect(signedIn.headers.location).toBe('/account/unsent?next=%2Fmy%2Fcourses')
  const page = await browser.get('/account/unsent?next=%2Fcourses')
  expect(page.text).toContain('A seat near the door.\nShort breaks')
  const form = load(page.text)('form[action="/account/unsent"]')
  const fields = Object.fromEntries(
    form
      .find('input[name]')
      .toArray()
      .map(({ attribs }) => [attribs.name ?? '', attribs.value ?? '']),
  )
  const on = await browser.post('/account/unsent', fields)
  expect([on.status, on.headers.location]).toEqual([307, address])
  expect((await browser.post(address, fields)).status).toBe(303)
  const person = college().db.selectFrom('person').select('what_helps').where('name', '=', 'Amal')
  expect(await person.executeTakeFirst()).toEqual({ what_helps: written })
  expect((await browser.get('/account/unsent')).text).toContain('You have sent it since')
})

test('it is kept too when they have signed in again in another tab, and is nobody’s who signs in there else', async () => {
  const browser = await atTheForm()
  const page = await browser.get(address)
  const _csrf = String(load(page.text)('[name="_csrf"]').first().val())
  const send = () => browser.post(address, { _csrf, what_helps: written })
  pass(tooLate)
  await signInAs(browser, 'amal@example.org', '/sign-in')
  const late = await send()
  expect([late.status, late.headers.location]).toEqual([303, '/account/unsent?next=%2Faccount'])
  expect((await browser.get('/account/unsent')).text).toContain('A seat near the door')
  await browser.post('/sign-out')
  await signInAs(browser, 'ben@example.org', '/sign-in')
  await college().db.deleteFrom('unsent_form').execute()
  expect([(await send()).status, await keptRows()]).toEqual([403, []])
  expect((await browser.get('/account/unsent')).status).toBe(303)
})

test('nobody else who signs in there sees it, and it is written nowhere in plain words', async () => {
  const browser = await atTheForm()
  pass(tooLate)
  await browser.post(address, { what_helps: written })
  expect(JSON.stringify(await keptRows())).not.toContain('door')
  const other = await signInAs(browser, 'ben@example.org', '/sign-in')
  expect(other.headers.location).toBe('/my/courses')
  const page = await browser.get('/account/unsent')
  expect([page.status, page.headers.location]).toEqual([303, '/account'])
  await browser.get('/account')
  expect((await browser.post('/account/unsent')).headers.location).toBe('/account')
})

test('nothing is kept of a session that somebody ended: a phone may have been lost', async () => {
  const browser = await atTheForm()
  await college().db.deleteFrom('web_session').execute()
  const late = await browser.post(address, { what_helps: written })
  expect(late.headers.location).toContain('signed-out=yes')
  expect(await keptRows()).toEqual([])
})

test('nothing is kept that comes in the moment in which the owner of the address ends what was set up', async () => {
  const browser = await atTheForm()
  const { clock, db } = college()
  pass(tooLate)
  let going: ReturnType<typeof browser.post> | undefined
  await inTransaction(db, async (tx) => {
    const amal = tx.selectFrom('person').select('id').where('name', '=', 'Amal')
    const { id } = await amal.executeTakeFirstOrThrow()
    await lockOwner(tx, id)
    await takeOver(tx, id, clock.now)
    going = browser.post(address, { what_helps: written })
    expect(await isWaiting(going, db)).toBe(true)
  })
  expect((await going)?.headers.location).toContain('signed-out=yes')
  expect(await keptRows()).toEqual([])
})

test('nothing is kept that comes while two records become one: neither of the two waits for the other', async () => {
  const browser = await atTheForm()
  const { db } = college()
  pass(tooLate)
  let going: ReturnType<typeof browser.post> | undefined
  await inTransaction(db, async (tx) => {
    const amal = tx.selectFrom('person').select('id').where('name', '=', 'Amal')
    const { id } = await amal.executeTakeFirstOrThrow()
    await lockRecords(tx, [id])
    going = browser.post(address, { what_helps: written })
    expect(await isWaiting(going, db)).toBe(true)
    await endOtherSessions(tx, id, null)
  })
  expect((await going)?.headers.location).toContain('signed-out=yes')
  expect(await keptRows()).toEqual([])
})

test('a form that carries no mark of theirs, or one of a session still going on, keeps nothing', async () => {
  const browser = await atTheForm()
  const { visitor } = college()
  const stranger = visitor()
  await stranger.get('/sign-in')
  await stranger.post(address, { what_helps: 'Forged' })
  const mark = load((await browser.get(address)).text)('input[name="_csrf"]').attr('value') ?? ''
  await stranger.agent.post(address).type('form').send({ _csrf: mark, what_helps: 'Forged' })
  const nonsense = await stranger.post(address, { _csrf: 'a\u0000b', what_helps: 'Forged' })
  expect([nonsense.status, await keptRows()]).toEqual([303, []])
})

test('passwords, codes, answers without a name, and mere presses are not kept', async () => {
  const browser = await atTheForm()
  pass(tooLate)
  for (const [to, fields] of [
    ['/account/password', { password: 'secret words', new_password: 'other words' }],
    ['/account/equality', { 'question-1': 'private' }],
    ['/account/feed', {}],
  ] as const)
    expect((await browser.post(to, fields)).headers.location).toContain('signed-out=yes')
  expect(await keptRows()).toEqual([])
})

test('the code of a run opens nothing: what the office planned is kept with it, and a code that signs in is not', () => {
  const plan = { course: 'Sleep well', code: 'SLE-1' }
  expect(fieldsToKeep('/admin/runs/new', { _csrf: 'a mark', ...plan })).toEqual(plan)
  expect(fieldsToKeep('/sign-in/code', { code: '123456' })).toBeUndefined()
  expect(fieldsToKeep('/account/second-factor/confirmation', { code: '123456' })).toBeUndefined()
})

test('it can be thrown away, and goes by itself after a day', async () => {
  const browser = await atTheForm()
  pass(tooLate)
  await browser.post(address, { what_helps: written })
  await signInAs(browser, 'amal@example.org', '/sign-in')
  await browser.get('/account/unsent?next=%2Fcourses')
  expect((await browser.post('/account/unsent/removal', { next: '/courses' })).headers.location).toBe(
    '/courses',
  )
  expect(await keptRows()).toEqual([])

  await browser.get(address)
  pass(tooLate)
  await browser.post(address, { what_helps: written })
  pass(23)
  await sweepSessions(college().db, college().clock.now)
  expect(await keptRows()).toHaveLength(1)
  pass(1)
  await sweepSessions(college().db, college().clock.now)
  expect(await keptRows()).toEqual([])
})

test('two days late is too late: the form itself is not known any more', async () => {
  const browser = await atTheForm()
  pass(tooLate + 24)
  expect((await browser.post(address, { what_helps: written })).headers.location).toContain('signed-out=yes')
})
