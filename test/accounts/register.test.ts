import { type CheerioAPI, load } from 'cheerio'
import { testApp, type TestApp } from '../support/app.ts'
import { addCourse, addRun, today } from '../support/college.ts'

jest.unmock('@node-rs/argon2')

const college = testApp()

const good = {
  name: 'Amal Haddad',
  email: 'amal@example.org',
  password: 'three calm words',
  phone: '07700 900123',
  what_helps: 'Large print\nA seat near the door',
  agree: 'yes',
}

async function register(fields: Record<string, string>, { visitor }: TestApp = college()) {
  const browser = visitor()
  const shown = versionShown(await browser.get('/register'))
  const response = await browser.post('/register', { agreement_version: shown, ...fields })
  return { browser, response, page: load(response.text) }
}

function versionShown({ text }: { text: string }): string {
  return String(load(text)('input[name="agreement_version"]').val())
}

function valuesIn(page: CheerioAPI) {
  const value = (name: string) => page(`form[action="/register"] [name="${name}"]`).val()
  return {
    name: value('name'),
    email: value('email'),
    phone: value('phone'),
    what_helps: value('what_helps'),
  }
}

test('a student registers once, and is signed in', async () => {
  const { response, browser } = await register(good)
  expect([response.status, response.headers.location]).toEqual([303, '/courses'])
  const page = load((await browser.get('/courses')).text)
  expect(page('.masthead__person').text()).toContain('Amal Haddad')
  expect(page('main').text()).toContain('Welcome')
  const { db } = college()
  const person = await db.selectFrom('person').selectAll().executeTakeFirstOrThrow()
  expect(person).toMatchObject({
    name: 'Amal Haddad',
    email: 'amal@example.org',
    phone: '07700 900123',
    preferred_contact: 'email',
    what_helps: 'Large print\nA seat near the door',
  })
  const roles = await db.selectFrom('role_grant').select('role').execute()
  expect(roles).toEqual([{ role: 'student' }])
})

test('of the password only an argon2id hash is kept', async () => {
  await register(good)
  const { db } = college()
  const { secret } = await db.selectFrom('credential').selectAll().executeTakeFirstOrThrow()
  expect(secret).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  const sessions = await db.selectFrom('web_session').selectAll().execute()
  expect(JSON.stringify(sessions)).not.toContain(good.password)
})

test('the version of the agreement that counts today is shown and recorded, not the one of tomorrow', async () => {
  const { db, visitor } = college()
  const newer = (version: number, effective: string) => ({
    version,
    title: 'Student agreement',
    body: `Words of version ${version}.`,
    effective_from: new Date(effective),
  })
  const versions = [newer(2, '2026-08-01T00:00:00Z'), newer(3, '2026-09-02T00:00:00Z')]
  await db.insertInto('agreement').values(versions).execute()
  await register(good)
  const accepted = await db
    .selectFrom('agreement_acceptance')
    .innerJoin('agreement', 'agreement.id', 'agreement_acceptance.agreement_id')
    .select(['version', 'means', 'accepted_at'])
    .where('kind', '=', 'agreement')
    .execute()
  expect(accepted).toEqual([{ version: 2, means: 'online', accepted_at: today }])
  expect((await visitor().get('/agreement')).text).toContain('Words of version 2.')
  expect((await visitor().get('/register')).text).toContain('version 2')
})

const faults: [string, keyof typeof good, string | undefined, string][] = [
  ['no name', 'name', undefined, 'Enter the name you would like us to use'],
  ['a name of spaces', 'name', '   ', 'Enter the name you would like us to use'],
  ['a name without end', 'name', 'a'.repeat(121), 'Use 120 characters or fewer'],
  ['no email', 'email', undefined, 'Enter your email address'],
  ['an email without a host', 'email', 'amal@', 'Enter an email address in the right form'],
  ['an email with a space', 'email', 'a mal@example.org', 'Enter an email address in the right form'],
  ['an email without end', 'email', `${'a'.repeat(250)}@example.org`, 'Use 254 characters or fewer'],
  ['a stolen password', 'password', 'qwertyuiop', 'on lists of stolen passwords'],
  ['a password of their own name', 'password', 'amal-amal-amal', 'made of your name'],
  ['a short password', 'password', 'nine char', 'Use at least 10 characters'],
  ['a password without end', 'password', 'p'.repeat(201), 'Use 200 characters or fewer'],
  ['a phone number of words', 'phone', 'ring my sister', 'Enter a phone number'],
  ['a phone number without end', 'phone', '0'.repeat(41), 'Use 40 characters or fewer'],
  ['an endless wish', 'what_helps', 'w'.repeat(2001), 'Use 2000 characters or fewer'],
  ['no agreement', 'agree', undefined, 'Tick the box if you agree'],
  ['another answer to the agreement', 'agree', 'maybe', 'Tick the box if you agree'],
]

test.each(faults)(
  '%s: the form comes back with the reason and everything else',
  async (_, field, given, words) => {
    const fields: Partial<typeof good> = { ...good }
    if (given === undefined) Reflect.deleteProperty(fields, field)
    else fields[field] = given
    const { response, page } = await register(fields)
    expect(response.status).toBe(422)
    const told = page('.nhsuk-error-summary a')
    expect(told.map((__, link) => page(link).attr('href')).get()).toEqual([`#${field}`])
    expect(told.text()).toContain(words)
    expect(page(`#${field}`)).toHaveLength(1)
    expect(page('title').text()).toMatch(/^Error: /)
    const { name = '', email = '', phone = '', what_helps = '' } = fields
    expect(valuesIn(page)).toEqual({ name, email, phone, what_helps })
    expect(page('#agree').attr('checked') !== undefined).toBe(fields.agree !== undefined)
    expect(response.text).not.toContain(fields.password ?? good.password)
    expect(await college().db.selectFrom('person').selectAll().execute()).toEqual([])
  },
)

test('everything missing is told at once, each beside its field', async () => {
  const { response, page } = await register({})
  expect(response.status).toBe(422)
  const links = page('.nhsuk-error-summary a')
  expect(links.map((_, link) => page(link).attr('href')).get()).toEqual(['#name', '#email', '#agree'])
  for (const field of ['name', 'email', 'agree'])
    expect(page(`#${field}`).attr('aria-describedby') ?? '').toMatch(/error/)
})

test('markup is what a person typed, shown again letter by letter and never as markup', async () => {
  const hostile = {
    name: '"><img src=x onerror=alert(1)>',
    email: '"><svg/onload=alert(1)>@example.org',
    phone: "'><b>07700</b>",
    what_helps: '</textarea><script>alert(1)</script>{{name}}',
  }
  const { response, page } = await register({ ...hostile, password: 'p4ss<script>word' })
  expect(response.status).toBe(422)
  expect(valuesIn(page)).toEqual(hostile)
  expect(page('img[src="x"], main svg, main script, main b')).toHaveLength(0)
  expect(response.text).not.toContain('p4ss')
})

test('a hostile name that is a name all the same stays a name on every page', async () => {
  const { browser, response } = await register({ ...good, name: '<img src=x onerror=alert(1)>{{this}}' })
  expect(response.status).toBe(303)
  const page = load((await browser.get('/account')).text)
  expect(page('img[src="x"]')).toHaveLength(0)
  expect(page('.masthead__person').text()).toContain('<img src=x onerror=alert(1)>{{this}}')
})

test('whether an address is known is not told: both are welcomed alike, and its owner’s account stays as it is', async () => {
  const { db, runJobs } = college()
  await register(good)
  await runJobs()
  const known = await register({ ...good, name: 'Somebody Else', email: 'AMAL@Example.Org' })
  const unknown = await register({ ...good, name: 'Somebody Else', email: 'nobody@example.org' })
  const plain = ({ response }: typeof known) => [response.status, response.headers.location]
  expect(plain(known)).toEqual(plain(unknown))
  const accounts = await Promise.all([known, unknown].map(({ browser }) => browser.get('/account')))
  const words = accounts.map(({ text }) =>
    text
      .replace(/value="[0-9a-f]{20,}[^"]*"/g, '')
      .replace(/(AMAL@Example\.Org|nobody@example\.org)/g, 'somebody'),
  )
  expect(words[0]).toBe(words[1])
  const people = await db
    .selectFrom('person')
    .select(['name', 'email', 'claimed_email'])
    .orderBy('id')
    .execute()
  expect(people).toEqual(
    expect.arrayContaining([
      { name: good.name, email: good.email, claimed_email: null },
      { name: 'Somebody Else', email: null, claimed_email: 'AMAL@Example.Org' },
      { name: 'Somebody Else', email: 'nobody@example.org', claimed_email: null },
    ]),
  )
})

test('no page of somebody’s own tells whether the address they registered with was known, also once they have a place', async () => {
  const { db, runJobs } = college()
  await register(good)
  const { runId } = await addRun(db, { course: (await addCourse(db)).id })
  const both = []
  for (const email of [good.email, 'nobody@example.org']) {
    const { browser } = await register({ ...good, name: 'Somebody Else', email })
    await browser.get(`/runs/${runId}`)
    expect((await browser.post(`/runs/${runId}/enrolments`, {})).status).toBe(303)
    await runJobs()
    await browser.get('/account/email')
    const present_password = good.password
    const same = await browser.post('/account/email', { email, present_password })
    const pages = [same.text]
    for (const page of ownPages) pages.push((await browser.get(page)).text)
    pages.push(String((await browser.post('/account/password/link', {})).status))
    both.push(pages.map((text) => plainly(text, email)))
  }
  expect(both[0]).toEqual(both[1])
  expect(both[0]?.join()).toContain('We send a link to somebody')
})

const ownPages = [
  '/my/courses',
  '/account/about-me',
  '/account/about-me/contact',
  '/account/password',
  '/account/closing',
  '/account/my-data',
  '/account/my-data.json',
]

/** Without what is another for everybody: tokens, numbers of rows, and moments. */
function plainly(text: string, email: string): string {
  return text
    .replaceAll(email, 'somebody')
    .replace(/"_csrf" value="[^"]*"/g, '')
    .replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'number')
    .replace(/"queue_number":\d+/g, '')
}

test('the button pressed twice at once makes one account', async () => {
  const browser = college().visitor()
  const fields = { ...good, agreement_version: versionShown(await browser.get('/register')) }
  const both = await Promise.all([browser.post('/register', fields), browser.post('/register', fields)])
  const statuses = both.map(({ status }) => status).sort()
  // Both are welcomed, or the second comes when the session of its form has gone, and is told to try again.
  expect([303, 403]).toContain(statuses[1])
  expect(statuses[0]).toBe(303)
  expect(await college().db.selectFrom('person').select('name').execute()).toHaveLength(1)
})
