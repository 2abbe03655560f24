// The office publishes new words, and whoever agreed to the old ones is asked again.
import { load } from 'cheerio'
import { press, signUp, type SignedInPerson, words } from '../../enrolment/support/people.ts'
import { testApp } from '../../support/app.ts'
import { addRun } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'

const college = testApp()

/** Looks at it before it is published, as the office does. */
async function publish({ browser }: SignedInPerson, kind: 'agreement' | 'privacy-notice', body: string) {
  await browser.get(`/admin/agreements/new?kind=${kind}`)
  const fields = { kind, title: 'New words', body, effective_from: '' }
  const preview = load((await browser.post('/admin/agreements/preview', fields)).text)
  expect(preview('#preview').parent().text()).toContain(body)
  const hidden = preview('main form').serializeArray()
  const published = await browser.post(
    '/admin/agreements',
    Object.fromEntries(hidden.map(({ name, value }) => [name, value])),
  )
  expect([published.status, published.headers.location]).toEqual([303, '/admin/agreements'])
}

async function scene() {
  const app = college()
  const office = await signUp(app, 'Office', ['administrator'])
  const amal = await signUp(app, 'Amal')
  const { runId } = await addRun(app.db)
  const enrolments = () => app.db.selectFrom('enrolment').select(['person_id', 'status']).execute()
  return { ...app, office, amal, runId, enrolments, run: `/runs/${runId}` }
}

const again = (next: string) => `/agreement/again?next=${encodeURIComponent(next)}`

test('an agreement that has changed is asked for before enrolling, once, and then the way goes on', async () => {
  const { db, office, amal, run, enrolments } = await scene()
  await publish(office, 'agreement', 'Be kind, and come on time.')
  await amal.browser.get(run)
  const held = await amal.browser.post(`${run}/enrolments`)
  expect([held.status, held.headers.location]).toEqual([303, again(run)])
  expect(await enrolments()).toEqual([])
  const page = load((await amal.browser.get(again(run))).text)
  expect(page('main').text()).toContain('Be kind, and come on time.')
  const form = page('main form')
  const fields = Object.fromEntries(form.serializeArray().map(({ name, value }) => [name, value]))
  const agreed = await amal.browser.post(form.attr('action') ?? '', fields)
  expect([agreed.status, agreed.headers.location]).toEqual([303, run])
  expect((await amal.browser.post(`${run}/enrolments`)).headers.location).toBe('/my/courses')
  expect(await enrolments()).toEqual([{ person_id: amal.id, status: 'confirmed' }])
  const accepted = await db
    .selectFrom('agreement_acceptance')
    .innerJoin('agreement', 'agreement.id', 'agreement_id')
    .where('person_id', '=', amal.id)
    .where('kind', '=', 'agreement')
    .orderBy('version')
    .select(['version', 'means', 'recorded_by'])
    .execute()
  expect(accepted).toEqual([1, 2].map((version) => ({ version, means: 'online', recorded_by: null })))
  expect((await amal.browser.get(again(run))).headers.location).toBe(run)
})

test('a privacy notice that has changed is shown at the next sign-in, may be put off, and holds up nothing', async () => {
  const { office, amal, run, enrolments, visitor } = await scene()
  await publish(office, 'privacy-notice', 'We keep less now.')
  await amal.browser.get(run)
  expect((await amal.browser.post(`${run}/enrolments`)).headers.location).toBe('/my/courses')
  expect(await enrolments()).toHaveLength(1)
  const browser = visitor()
  await browser.get('/sign-in')
  const fields = { email: amal.email, password: testPassword, next: '/courses' }
  const signedIn = await browser.post('/sign-in', fields)
  expect(signedIn.headers.location).toBe(again('/courses'))
  const shown = await browser.get(again('/courses'))
  expect(words(shown)).toContain('We keep less now.')
  expect(load(shown.text)('main a:contains("Not now")').attr('href')).toBe('/courses')
  const button = load(shown.text)('main form button').text().trim()
  expect((await press(browser, again('/courses'), button)).headers.location).toBe('/courses')
  const later = visitor()
  await later.get('/sign-in')
  expect((await later.post('/sign-in', fields)).headers.location).toBe('/courses')
})
