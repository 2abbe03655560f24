// People agree to the words they were shown, and to no others.
import { load } from 'cheerio'
import { testApp } from '../support/app.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { today } from '../support/college.ts'

const college = testApp()

const amal = {
  name: 'Amal',
  email: 'amal@example.org',
  password: 'three calm words',
  phone: '07700 900123',
  what_helps: 'Large print',
  agree: 'yes',
}

async function addVersion(version: number, effective_from = today): Promise<void> {
  const words = { title: 'Student agreement', body: `Words of version ${version}.\n\nAnd more of them.` }
  await college()
    .db.insertInto('agreement')
    .values({ version, effective_from, ...words })
    .execute()
}

async function accepted(): Promise<number[]> {
  const rows = await college()
    .db.selectFrom('agreement_acceptance')
    .innerJoin('agreement', 'agreement.id', 'agreement_acceptance.agreement_id')
    .where('agreement.kind', '=', 'agreement')
    .select('agreement.version')
    .execute()
  return rows.map(({ version }) => version)
}

async function openForm() {
  const browser = college().visitor()
  const page = load((await browser.get('/register')).text)
  return { browser, page, agreement_version: String(page('[name="agreement_version"]').val()) }
}

test('the words that count now stand on the form itself, and their version is the one recorded', async () => {
  await addVersion(2)
  await addVersion(3, addMinutes(today, 60))
  const { browser, page, agreement_version } = await openForm()
  expect(page('form details').text()).toMatch(/version 2[^]*Words of version 2\.[^]*And more of them\./)
  expect((await browser.post('/register', { ...amal, agreement_version })).status).toBe(303)
  expect(await accepted()).toEqual([2])
})

test('when a newer version came into force meanwhile, the form comes back with it, to be agreed to anew', async () => {
  const { browser, agreement_version } = await openForm()
  await addVersion(2, addMinutes(today, 30))
  college().clock.now = addMinutes(today, 60)
  const response = await browser.post('/register', { ...amal, agreement_version })
  const page = load(response.text)
  expect(response.status).toBe(422)
  expect(page('.nhsuk-error-summary a').attr('href')).toBe('#agree')
  expect(page('.nhsuk-error-summary').text()).toContain('The student agreement has changed')
  expect(page('form details').attr('open')).toBeDefined()
  expect(page('form details').text()).toContain('Words of version 2.')
  expect(page('#agree').attr('checked')).toBeUndefined()
  const kept = ['name', 'email', 'phone', 'what_helps'].map((field) => page(`#${field}`).val())
  expect(kept).toEqual([amal.name, amal.email, amal.phone, amal.what_helps])
  expect(response.text).not.toContain(amal.password)
  expect(await college().db.selectFrom('person').selectAll().execute()).toEqual([])

  const newer = String(page('[name="agreement_version"]').val())
  expect((await browser.post('/register', { ...amal, agreement_version: newer })).status).toBe(303)
  expect(await accepted()).toEqual([2])
})

test('an agreement that changed is not agreed to along with mending another mistake', async () => {
  const { browser, agreement_version } = await openForm()
  await addVersion(2)
  const response = await browser.post('/register', { ...amal, name: '', agreement_version })
  const page = load(response.text)
  const links = page('.nhsuk-error-summary a').map((_, link) => page(link).attr('href'))
  expect(links.get()).toEqual(['#name', '#agree'])
  expect(page('#agree').attr('checked')).toBeUndefined()
  expect(page('[name="agreement_version"]').val()).toBe('2')
})

test.each(['', '0', '2', '99', '01', '1 ', '1e0', '-1', 'abc', '1; drop table person', '9'.repeat(300)])(
  'a version that was not shown, "%s", is not taken for the one that was',
  async (agreement_version) => {
    await addVersion(2, addMinutes(today, 60))
    const { browser } = await openForm()
    const response = await browser.post('/register', { ...amal, agreement_version })
    expect(response.status).toBe(422)
    expect(await college().db.selectFrom('person').selectAll().execute()).toEqual([])
    expect(load(response.text)('[name="agreement_version"]').val()).toBe('1')
  },
)

test('without any version, nobody is registered', async () => {
  const { browser } = await openForm()
  expect((await browser.post('/register', amal)).status).toBe(422)
  expect(await accepted()).toEqual([])
})

test('a college that has no agreement asks for none', async () => {
  await college().db.deleteFrom('agreement').execute()
  const { browser, page } = await openForm()
  expect(page('form details')).toHaveLength(0)
  expect((await browser.post('/register', { ...amal, agreement_version: '' })).status).toBe(303)
  expect(await accepted()).toEqual([])
})
