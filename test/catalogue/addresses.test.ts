import fc from 'fast-check'
import { canonicalAddress, coursesAddress, searchIn } from '../../src/catalogue/addresses.ts'
import { weekdays } from '../../src/catalogue/forms.ts'

const slug = fc.constantFrom('spring', 'work-and-money', 'library', 'a1')
const slugs = fc.uniqueArray(slug, { maxLength: 3 }).map((values) => values.sort())
const search = fc.record({
  q: fc.string({ maxLength: 40 }).map((text) => text.replace(/\s+/g, ' ').trim()),
  page: fc.integer({ min: 1, max: 99 }),
  chosen: fc.record({
    term: slugs,
    category: slugs,
    venue: slugs,
    mode: fc.subarray(['online', 'in-person'], { maxLength: 1 }),
    day: fc.subarray([...weekdays]),
    places: fc.subarray(['free']),
  }),
})

test('a search survives in its address', () => {
  fc.assert(
    fc.property(search, (asked) => {
      expect(searchIn(coursesAddress(asked))).toEqual({ ok: true, search: asked })
    }),
  )
})

test('a page goes by one address, in whatever order and with whatever else it is asked for', () => {
  const address = '/courses?q=sleep&category=work&mode=online&day=monday&day=friday'
  expect(canonicalAddress(address)).toBe(address)
  const shuffled = '/courses?day=friday&junk=1&mode=online&q=+sleep&day=monday&category=work&page=1&term='
  expect(canonicalAddress(shuffled)).toBe(address)
})

test.each([
  ['/?utm_source=letter', '/'],
  ['/prospectus?x', '/prospectus'],
  ['/courses/living-with-anxiety?from=home', '/courses/living-with-anxiety'],
  ['/calendar.ics?mode=online&page=4', '/calendar.ics?mode=online'],
  ['/sitemap.xml', '/sitemap.xml'],
])('%s goes by %s', (url, canonical) => {
  expect(canonicalAddress(url)).toBe(canonical)
})

test.each([
  '/courses?page=abc',
  '/courses?mode=online&mode=in-person',
  '/courses/',
  '/courses/Upper',
  '/courses/a/b',
  '/courses/../admin',
  '/courses/a%2Fb',
  `/courses/${'a'.repeat(300)}`,
  '//courses',
  '/my/courses',
  '/sign-in',
  '/runs/1',
  '',
  'courses',
  'http://elsewhere.example/courses',
])('%s is no page that is kept', (url) => {
  expect(canonicalAddress(url)).toBeUndefined()
})
