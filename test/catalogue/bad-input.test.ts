import { load } from 'cheerio'
import { testApp } from '../support/app.ts'
import { addCourse, addRun } from '../support/college.ts'

const app = testApp()
const hostile = '<script>alert(1)</script>'
const encoded = encodeURIComponent(hostile)

const refused = [
  `q=${'a'.repeat(201)}`,
  `q=${'é'.repeat(201)}`,
  'q=sleep&q=work',
  'q=a%00b',
  'q=a%0D%0ASet-Cookie:%20x=1',
  `term=${encoded}`,
  `category=${encoded}`,
  "venue=' or 1=1 --",
  'mode=xyz',
  'mode=online&mode=in-person',
  'day=someday',
  `day=${encoded}`,
  'places=full',
  'places=free&places=free',
  'page=abc',
  'page=0',
  'page=-1',
  'page=1e9',
  'page=1&page=2',
  `term=${'a'.repeat(5000)}`,
  Array.from({ length: 50 }, (_, index) => `category=c${index}`).join('&'),
]

describe.each(['/courses', '/calendar.ics'])('%s', (path) => {
  test.each(refused)('refuses ?%.60s in words', async (query) => {
    const response = await app().visitor().get(`${path}?${query}`)
    expect(response.status).toBe(400)
    const $ = load(response.text)
    expect($('h1').text()).not.toBe('')
    expect($('main#main p').length).toBeGreaterThan(0)
    expect(response.text).not.toContain('alert(1)')
  })
})

test('what was not understood is named, with the way back', async () => {
  const { text } = await app().visitor().get('/courses?mode=xyz&page=abc')
  const $ = load(text)
  const problems = $('main li')
    .toArray()
    .map((one) => $(one).text())
  expect(problems).toEqual([
    'A way of meeting is either “in-person” or “online”.',
    'The page is a whole number, from 1 upwards.',
  ])
  expect($('main a[href="/courses"]').text()).toBe('See all courses')
})

const borne = [
  `q=${encoded}`,
  `q=${encodeURIComponent('"><img src=x onerror=alert(1)>')}`,
  `q=${encodeURIComponent("'; drop table course; --")}`,
  `q=${encodeURIComponent('a & b | !c:*')}`,
  'q=%E0%A4%A',
  'q=%ff%fe',
  'q=%F0%9F%99%82',
  'q[]=a&q[length]=1e9',
  'q[$ne]=1',
  '__proto__[x]=1&constructor=1&hasOwnProperty=1',
  'category=no-such-category&term=never&venue=nowhere',
  'utm_source=x&fbclid=y',
  'page=9999',
  '&&&===',
  '%',
]

test.each(borne)('/courses?%s is an ordinary page, without a word of markup from it', async (query) => {
  const { db, visitor } = app()
  const { id } = await addCourse(db, { title: 'Sleep' })
  await addRun(db, { course: id })
  const response = await visitor().get(`/courses?${query}`)
  expect(response.status).toBe(200)
  const $ = load(response.text)
  expect($('script, img[onerror]')).toHaveLength(0)
  expect($('h1').text()).toBe('Courses')
})

test.each([
  ['/courses/no-such-course', 404],
  ['/courses/%3Cscript%3E', 404],
  ['/courses/..%2F..%2Fetc', 404],
  ['/courses/%00', 400],
  ['/courses/%E0%A4%A', 400],
  [`/courses/${'a'.repeat(5000)}`, 404],
  ["/courses/x'%20or%201=1", 404],
])('%s is answered in words', async (path, status) => {
  const response = await app().visitor().get(path)
  expect(response.status).toBe(status)
  expect(load(response.text)('h1').text()).not.toBe('')
  expect(response.text).not.toContain('<script')
})

test('what is sent to a page that only reads is not there', async () => {
  const response = await app().visitor().post('/courses', { q: hostile })
  expect(response.status).toBe(404)
  expect(response.text).not.toContain('alert(1)')
})
