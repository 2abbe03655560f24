import { load } from 'cheerio'
import { singleSignOnFrom } from '../../../src/config/single-sign-on.ts'
import type { Role } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { insertTrainer } from '../../../src/scheduling/trainers/queries.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addPerson, addRun } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'
import { Away, type RealProvider, signInThere, startProvider } from './support/real-provider.ts'

const signOn = singleSignOnFrom({
  OIDC_ISSUER: 'http://localhost',
  OIDC_CLIENT_ID: 'college',
  OIDC_CLIENT_SECRET: 'a-secret-between-the-two',
  OIDC_NAME: 'Trust login',
  OIDC_SCOPE: 'openid email profile groups',
  OIDC_ROLES: 'college-admins=administrator, college-trainers=trainer',
})!

const college = testApp({ settings: { singleSignOn: signOn, staffSecondFactor: 'required' } })

let provider: RealProvider
beforeAll(async () => {
  provider = await startProvider()
  signOn.issuer = provider.issuer
})
afterAll(() => provider.stop())

const amr = { amr: ['pwd', 'mfa'] }
const tess = {
  email: 'tess@trust.example',
  email_verified: true,
  name: 'Tess Trust',
  groups: ['college-trainers'],
}

beforeEach(() => provider.tell({ people: { tess: { claims: tess, token: amr } } }))

const rolesOf = async (id: string) => {
  const rows = await college()
    .db.selectFrom('role_grant')
    .select('role')
    .where('person_id', '=', id)
    .execute()
  return rows.map(({ role }) => role).sort()
}
const actions = async () =>
  (await college().db.selectFrom('audit_event').select('action').orderBy('id').execute()).map(
    ({ action }) => action,
  )
const idOf = async (email: string) =>
  (await college().db.selectFrom('person').select('id').where('email', '=', email).executeTakeFirst())?.id ??
  ''
const heading = ({ text }: { text: string }) => load(text)('h1').text()

test('somebody of the trust presses one button, and is a trainer here the first time', async () => {
  const browser = college().visitor()
  const page = await browser.get('/sign-in?next=/trainer')
  const link = load(page.text)('a:contains("Sign in with Trust login")').attr('href') ?? ''
  const { response } = await signInThere(browser, 'tess', link)
  expect([response.status, response.headers.location]).toEqual([303, '/trainer'])
  const trainer = await browser.get('/trainer')
  expect([trainer.status, trainer.text.includes('Tess Trust')]).toEqual([200, true])
  expect(await actions()).toEqual(['person.single-sign-on-added', 'person.role-given-by-sign-on'])
  const person = await college().db.selectFrom('person').selectAll().executeTakeFirstOrThrow()
  expect([person.email, person.email_confirmed_at]).toEqual(['tess@trust.example', college().clock.now])
  const again = await signInThere(college().visitor(), 'tess')
  expect(again.response.headers.location).toBe('/trainer')
  expect(await college().db.selectFrom('person').select('id').execute()).toHaveLength(1)
})

test('staff are found by the email that the provider has verified, and later by who they are there', async () => {
  const id = await addPerson(college().db, { email: 'tess@trust.example', roles: ['trainer', 'auditor'] })
  expect((await signInThere(college().visitor(), 'tess')).response.headers.location).toBe('/trainer')
  await provider.tell({ people: { tess: { claims: { ...tess, email: 'new@trust.example' }, token: amr } } })
  expect((await signInThere(college().visitor(), 'tess')).response.headers.location).toBe('/trainer')
  expect(await college().db.selectFrom('person').select('id').execute()).toEqual([{ id }])
  // The mapping names no group for an auditor: that role is the college's own to give.
  expect(await rolesOf(id)).toEqual(['auditor', 'trainer'])
})

test('roles come and go with the claim, each noted; the last administrator stays one', async () => {
  const say = (groups: string[]) =>
    provider.tell({ people: { tess: { claims: { ...tess, groups }, token: amr } } })
  await say(['college-admins', 'college-trainers', 'something-else'])
  await signInThere(college().visitor(), 'tess')
  const id = await idOf('tess@trust.example')
  expect(await rolesOf(id)).toEqual(['administrator', 'trainer'])
  await say(['college-trainers'])
  await signInThere(college().visitor(), 'tess')
  expect(await rolesOf(id)).toEqual(['administrator', 'trainer'])
  expect((await actions()).at(-1)).toBe('person.role-kept')
  await addPerson(college().db, { email: 'other@example.org', roles: ['administrator'] })
  await signInThere(college().visitor(), 'tess')
  expect(await rolesOf(id)).toEqual(['trainer'])
  expect((await actions()).at(-1)).toBe('person.role-taken-by-sign-on')
  await say([])
  const { response } = await signInThere(college().visitor(), 'tess')
  expect([response.status, heading(response), await rolesOf(id)]).toEqual([
    403,
    'You do not work here yet, as far as we know',
    [],
  ])
})

test('a trainer whom the provider knows as one no more stays one while there are dates to give', async () => {
  const { db, visitor, clock } = college()
  await signInThere(visitor(), 'tess')
  const id = await idOf('tess@trust.example')
  await addPerson(db, { email: 'office@example.org', roles: ['administrator'] })
  const { runId } = await addRun(db, {
    trainers: 'none',
    sessions: [{ startsAt: addMinutes(clock.now, 600) }],
  })
  const row = { run_id: runId, person_id: id, expertise: 'lived' as const }
  await inTransaction(db, (tx) => insertTrainer(tx, row, clock.now))
  await provider.tell({ people: { tess: { claims: { ...tess, groups: ['college-admins'] }, token: amr } } })
  expect((await signInThere(visitor(), 'tess')).response.status).toBe(303)
  expect([await rolesOf(id), (await actions()).at(-1)]).toEqual([
    ['administrator', 'trainer'],
    'person.role-kept-for-dates',
  ])
  await signInThere(visitor(), 'tess')
  expect((await actions()).filter((action) => action === 'person.role-kept-for-dates')).toHaveLength(1)
  // Once, and of nobody's name. The claim made them an administrator too.
  const told = await db.selectFrom('mail').select(['to_address', 'view']).orderBy('to_address').execute()
  expect(told.map(({ to_address }) => to_address)).toEqual(['office@example.org', 'tess@trust.example'])
  expect(JSON.stringify(told[0]?.view)).toContain(paths.adminTrainer({ id }))
  expect(JSON.stringify(told[0]?.view)).not.toContain('Tess')
  await db.deleteFrom('session_trainer').execute()
  await db.deleteFrom('run_trainer').execute()
  await signInThere(visitor(), 'tess')
  expect([await rolesOf(id), (await actions()).at(-1)]).toEqual([
    ['administrator'],
    'person.role-taken-by-sign-on',
  ])
})

test.each<[string, Record<string, unknown>, Role[] | undefined, number, string]>([
  [
    'no role',
    { ...tess, groups: ['cleaners'] },
    undefined,
    403,
    'You do not work here yet, as far as we know',
  ],
  [
    'an email not verified',
    { ...tess, email_verified: false },
    ['trainer'],
    403,
    'We need an email address that has been checked',
  ],
  [
    'an email of which nothing is said',
    { ...tess, email_verified: undefined },
    undefined,
    403,
    'We need an email address that has been checked',
  ],
  [
    'an email verified by a word only',
    { ...tess, email_verified: 'yes' },
    ['administrator'],
    403,
    'We need an email address that has been checked',
  ],
  ['the email of a student', tess, ['student'], 409, 'You have a student account here already'],
])('somebody with %s is not signed in, and is told what to do', async (_, claims, known, status, title) => {
  const { db } = college()
  if (known !== undefined) await addPerson(db, { email: 'tess@trust.example', roles: known })
  await provider.tell({ people: { tess: { claims, token: amr } } })
  const browser = college().visitor()
  const { response } = await signInThere(browser, 'tess')
  expect([response.status, heading(response)]).toEqual([status, title])
  expect((await browser.get('/account')).status).toBe(303)
  expect(await db.selectFrom('single_sign_on_identity').selectAll().execute()).toEqual([])
  expect(await db.selectFrom('person').select('id').execute()).toHaveLength(known === undefined ? 0 : 1)
})

test('a student signs in as themselves and connects the two; a password that may be another’s ends', async () => {
  const { db, as } = college()
  const id = await addPerson(db, { name: 'Tess', email: 'tess@trust.example', roles: ['student'] })
  await givePasswords(db)
  const stranger = await as('tess@trust.example')
  const made = await stranger.post('/account/feed')
  const feed = /\/feeds\/[\w-]+\.ics/.exec(made.text)?.[0] ?? ''
  expect((await stranger.get(feed)).status).toBe(200)
  const browser = await as('tess@trust.example')
  const page = await browser.get('/account/single-sign-on')
  expect(load(page.text)('main').text()).toContain('The password you have here stops working')
  const link = load(page.text)('a:contains("Connect the two")').attr('href') ?? ''
  const { response } = await signInThere(browser, 'tess', link)
  expect([response.status, response.headers.location]).toEqual([303, '/trainer'])
  expect(await rolesOf(id)).toEqual(['student', 'trainer'])
  expect((await browser.get('/trainer')).status).toBe(200)
  expect((await stranger.get('/account')).status).toBe(303)
  expect((await stranger.get(feed)).status).toBe(404)
  const password = college().visitor()
  await password.get('/sign-in')
  const refused = await password.post('/sign-in', { email: 'tess@trust.example', password: testPassword })
  expect(refused.status).toBe(422)
})

test('nobody connects what is somebody else’s already, nor once they are signed in as another', async () => {
  const { db, as } = college()
  await signInThere(college().visitor(), 'tess')
  await addPerson(db, { email: 'sam@example.org', roles: ['student'] })
  await givePasswords(db)
  const sam = await as('sam@example.org')
  const { response } = await signInThere(sam, 'tess', '/sign-in/single-sign-on?connect=yes')
  expect([response.status, heading(response)]).toEqual([
    409,
    'That work account belongs to another account here',
  ])
  const begun = await sam.get('/sign-in/single-sign-on?connect=yes')
  const back = await new Away().signIn(begun.headers.location ?? '', 'tess')
  await sam.get('/account')
  await sam.post('/sign-out')
  expect(heading(await sam.get(back))).toBe('Please sign in again')
})

test('a second factor that the provider has asked for is not asked for again; else ours is', async () => {
  const { db } = college()
  await signInThere(college().visitor(), 'tess')
  await provider.tell({ people: { tess: { claims: tess, token: { amr: ['pwd'] } } } })
  const without = await signInThere(college().visitor(), 'tess')
  expect(without.response.headers.location).toBe('/account/second-factor?next=%2Ftrainer')
  const sealed = {
    secret: 'x',
    begun_at: college().clock.now,
    confirmed_at: college().clock.now,
    last_step: 1,
  }
  await db
    .insertInto('second_factor')
    .values({ person_id: await idOf(tess.email), ...sealed })
    .execute()
  const asked = await signInThere(college().visitor(), 'tess')
  expect(asked.response.headers.location).toBe('/sign-in/code')
})

test('two first times at once make one person', async () => {
  const [one, two] = [college().visitor(), college().visitor()]
  const backs = await Promise.all(
    [one, two].map(async (browser) => {
      const begun = await browser.get('/sign-in/single-sign-on')
      return new Away().signIn(begun.headers.location ?? '', 'tess')
    }),
  )
  const came = await Promise.all([one.get(backs[0] ?? ''), two.get(backs[1] ?? '')])
  expect(came.map(({ status }) => status)).toEqual([303, 303])
  expect(await college().db.selectFrom('person').select('id').execute()).toHaveLength(1)
})
