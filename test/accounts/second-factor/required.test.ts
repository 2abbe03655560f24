import { testApp } from '../../support/app.ts'
import { addRun } from '../../support/college.ts'
import { addStaff, codeAt, email, lettersOn, setUp, typePassword } from './support/phone.ts'
import { load } from 'cheerio'

const college = testApp({ environment: { STAFF_SECOND_FACTOR: 'required' } })

test('staff without codes are led to set them up, and open no page of the staff until then', async () => {
  const { db } = college()
  await addStaff(college(), ['student', 'trainer', 'administrator'])
  const { runId } = await addRun(db, {})
  const { browser, response } = await typePassword(college(), '/admin/call-list')
  expect(response.headers.location).toBe('/account/second-factor?next=%2Fadmin%2Fcall-list')
  for (const page of ['/admin', `/admin/runs/${runId}`, '/admin/mail', '/trainer', '/admin/people']) {
    const refused = await browser.get(page)
    expect([refused.status, refused.headers.location]).toEqual([
      303,
      `/account/second-factor?next=${encodeURIComponent(page)}`,
    ])
  }
  await browser.get('/account')
  const posted = await browser.post(`/admin/runs/${runId}/capacity`, { capacity: '1' })
  expect(posted.headers.location).toBe('/account/second-factor?next=%2Fadmin')
  const home = await browser.get('/')
  expect(load(home.text)('nav').text()).not.toContain('Office')
})

test('meanwhile what is theirs as a student works', async () => {
  const { db } = college()
  await addStaff(college(), ['student', 'trainer'])
  const { runId } = await addRun(db, {})
  const { browser } = await typePassword(college())
  expect((await browser.get('/my/courses')).status).toBe(200)
  await browser.get(`/runs/${runId}`)
  expect((await browser.post(`/runs/${runId}/enrolments`)).status).toBe(303)
  expect(await db.selectFrom('enrolment').select('status').execute()).toEqual([{ status: 'confirmed' }])
})

test('a trainer is no administrator, with or without codes', async () => {
  await addStaff(college(), ['trainer'])
  const { browser } = await typePassword(college())
  expect((await browser.get('/admin')).status).toBe(403)
})

test('once they have set it up they go on to the page they wanted; and the next time a code is asked for', async () => {
  const { clock } = college()
  await addStaff(college())
  const { browser, response } = await typePassword(college(), '/trainer?x=1')
  const page = await browser.get(response.headers.location ?? '')
  expect(load(page.text)('main').text()).toContain('One more step before you go on')
  const next = String(load(page.text)('main input[name=next]').val())
  const begun = await browser.post('/account/second-factor', { next })
  const letters = lettersOn(await browser.get(begun.headers.location ?? ''))
  const fields = { next, code: codeAt(letters, clock.now) }
  const done = await browser.post('/account/second-factor/confirmation', fields)
  expect(load(done.text)('a:contains("I have kept them")').attr('href')).toBe('/trainer?x=1')
  expect((await browser.get('/trainer')).status).toBe(200)
  expect((await typePassword(college())).response.headers.location).toBe('/sign-in/code')
})

test('whoever turns it off, or has it reset, is led to set it up again', async () => {
  const { clock } = college()
  await addStaff(college())
  const { browser } = await typePassword(college())
  const { letters } = await setUp(browser, clock)
  await browser.get('/account/second-factor')
  await browser.post('/account/second-factor/end', { code: codeAt(letters, clock.now) })
  expect((await browser.get('/trainer')).headers.location).toContain('/account/second-factor?next=')
})

test('a student is asked for nothing', async () => {
  await addStaff(college(), ['student'], email)
  expect((await typePassword(college())).response.headers.location).toBe('/my/courses')
})

describe('in the demonstration', () => {
  const demo = testApp({ environment: { STAFF_SECOND_FACTOR: 'required', DEMO: 'yes' } })

  test('an account whose password is public is asked for nothing, even after somebody set codes up on it', async () => {
    await addStaff(demo(), ['administrator'], 'admin@demo.example')
    const browser = await demo().as('admin@demo.example')
    expect((await browser.get('/admin')).status).toBe(200)
    const words = async () => load((await browser.get('/account/second-factor')).text)('main').text()
    const notAsked = 'This account is not, as it belongs to the demonstration'
    expect(await words()).toContain('It is never asked for one')
    await browser.post('/account/second-factor')
    expect(await words()).toContain(notAsked)
    await setUp(browser, demo().clock)
    expect(await words()).toContain(notAsked)
    expect(await words()).not.toContain('You are asked')
    const again = await typePassword(demo(), undefined, 'admin@demo.example')
    expect(again.response.headers.location).toBe('/admin')
  })
})
