// The catalogue as visitors get it from memory: the real app behind the cache.
import { type Browser, givePasswords, testApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../support/college.ts'

const app = testApp({ pageFreshness: 1000 })
const pages = ['/', '/courses', '/courses?mode=in-person', '/courses/sleep', '/prospectus', '/calendar.ics']
const small = ['/sitemap.xml', '/robots.txt', '/privacy', '/accessibility']

// The cache reads a clock of its own; its seconds pass when the test says so, and each test begins long after the last.
const clock = { milliseconds: 0 }
beforeEach(() => {
  clock.milliseconds += 60_000
  jest.spyOn(performance, 'now').mockImplementation(() => clock.milliseconds)
})
afterEach(() => jest.restoreAllMocks())

const visitor = (): Browser => app().visitor()

async function addSleep(capacity = 1) {
  const { db } = app()
  const { id: course } = await addCourse(db, { title: 'Sleep', slug: 'sleep' })
  return addRun(db, { course, capacity })
}

test.each([...pages, ...small])('%s has an ETag, and is not sent twice to one who has it', async (path) => {
  await addSleep()
  for (const later of [0, 2000]) {
    const { headers } = await visitor().get(path)
    clock.milliseconds += later
    const again = await visitor().agent.get(path).set('If-None-Match', headers.etag!)
    expect([again.status, again.text]).toEqual([304, ''])
  }
})

test.each([...pages, ...small])('%s needs the database only once a second for all visitors', async (path) => {
  await addSleep()
  const { database } = app()
  const first = await visitor().get(path)
  let asked = 0
  database.pool.on('acquire', () => asked++)
  const again = await visitor().get(path)
  expect([again.status, again.text, again.headers.etag]).toEqual([200, first.text, first.headers.etag])
  expect(again.headers['content-security-policy']).toContain("default-src 'none'")
  expect(asked).toBe(0)
  clock.milliseconds += 1000
  await visitor().get(path)
  const needsRows = !['/robots.txt', '/accessibility'].includes(path)
  expect(asked > 0).toBe(needsRows)
})

test('a place that is taken is gone from the page within a second', async () => {
  const { runId } = await addSleep()
  expect((await visitor().get('/courses/sleep')).text).toContain('1 place left')
  await addEnrolment(app().db, runId)
  clock.milliseconds += 1000
  expect((await visitor().get('/courses/sleep')).text).toContain('Full, waiting list open')
})

test('a page with a form is never kept, and a student never gets the page of a visitor, nor the other way', async () => {
  const { db } = app()
  await addSleep(5)
  await addPerson(db, { email: 'amal@example.org', name: 'Amal' })
  await givePasswords(db)
  await visitor().get('/courses/sleep')
  const student = visitor()
  await student.signIn('amal@example.org')
  const own = await student.get('/courses/sleep')
  expect(own.text).toContain('Amal')
  expect(own.text).toContain('name="_csrf"')
  expect(own.headers['cache-control']).toBe('no-store')
  const { text, headers } = await visitor().get('/courses/sleep')
  expect(text).not.toContain('Amal')
  expect(text).not.toContain('_csrf')
  expect(headers).not.toHaveProperty('set-cookie')
})

test('two visitors who want to sign in each get a token of their own', async () => {
  const [one, other] = [await visitor().get('/sign-in'), await visitor().get('/sign-in')]
  expect(one.headers['set-cookie']).toBeDefined()
  expect(one.headers['set-cookie']).not.toEqual(other.headers['set-cookie'])
})

test('the start page of somebody who has just signed out is nobody else’s', async () => {
  const news = ['/?signed-out=yes', '/?signed-out=yes&x=1', '/?x=1&signed-out=yes', '/?signed%2Dout=yes']
  for (const address of news) {
    await visitor().get(address)
    const { text } = await visitor().get('/')
    expect([address, text.includes('You are signed out')]).toEqual([address, false])
  }
  expect((await visitor().get('/?signed-out=yes')).text).toContain('You are signed out')
})
