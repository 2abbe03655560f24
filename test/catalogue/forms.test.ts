import fc from 'fast-check'
import { nothingChosen } from '../../src/catalogue/filter.ts'
import { readSearch } from '../../src/catalogue/forms.ts'

const read = (query: string) => readSearch(new URLSearchParams(query))

test('an empty address asks for everything, on the first page', () => {
  expect(read('')).toEqual({ ok: true, search: { q: '', page: 1, chosen: nothingChosen } })
})

test('every parameter is read, once each, in an order of its own', () => {
  const query =
    'q=+sleep++well+&term=spring&category=work&category=carers&category=work&venue=library' +
    '&mode=online&day=friday&day=monday&places=free&page=3'
  expect(read(query)).toEqual({
    ok: true,
    search: {
      q: 'sleep well',
      page: 3,
      chosen: {
        term: ['spring'],
        category: ['carers', 'work'],
        venue: ['library'],
        mode: ['online'],
        day: ['monday', 'friday'],
        places: ['free'],
      },
    },
  })
})

test('what a form sends empty counts as left out', () => {
  expect(read('q=&term=&category=&venue=&mode=&day=&places=&page=')).toEqual(read(''))
})

test('names that are not ours are passed over, whatever they hold', () => {
  expect(read('utm_source=x&__proto__=y&constructor=z&q[]=a&q[length]=9&toString=1')).toEqual(read(''))
})

test.each([
  ['a search of 201 letters', `q=${'a'.repeat(201)}`],
  ['a search with a control character', 'q=a%00b'],
  ['two searches', 'q=a&q=b'],
  ['a term that is no slug', 'term=Spring%202026'],
  ['a category with markup', 'category=%3Cscript%3E'],
  ['a venue with a quote', "venue=library'--"],
  ['a slug of a thousand letters', `venue=${'a'.repeat(1000)}`],
  ['a hundred categories', Array.from({ length: 100 }, (_, index) => `category=c${index}`).join('&')],
  ['a way of meeting we do not have', 'mode=xyz'],
  ['two ways of meeting', 'mode=online&mode=in-person'],
  ['a day that is none', 'day=someday'],
  ['the name of something every object has', 'day=constructor'],
  ['places that are not free', 'places=full'],
  ['a page that is a word', 'page=abc'],
  ['page nought', 'page=0'],
  ['a page below nought', 'page=-1'],
  ['a page in parts', 'page=1.5'],
  ['a page written as a power', 'page=1e3'],
  ['a page beyond counting', 'page=99999999999999999999'],
])('%s is refused in a plain sentence that repeats nothing of it', (_, query) => {
  const result = read(query)
  expect(result.ok).toBe(false)
  const problems = result.ok ? [] : result.problems
  expect(problems).toHaveLength(1)
  expect(problems[0]).toMatch(/^[A-Z][\w ,.“”-]+\.$/)
})

test('everything that was not understood is told at once', () => {
  const result = read('mode=xyz&page=abc&day=never')
  expect(result.ok ? [] : result.problems).toHaveLength(3)
})

test('no address makes the reading throw, and what is read keeps its bounds', () => {
  const name = fc.oneof(
    fc.constantFrom('q', 'term', 'category', 'venue', 'mode', 'day', 'places', 'page', '__proto__'),
    fc.string({ unit: 'binary' }),
  )
  const value = fc.oneof(
    fc.constantFrom('free', 'online', 'monday', '2'),
    fc.string({ unit: 'binary', maxLength: 300 }),
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(name, value), { maxLength: 30 }), (pairs) => {
      const result = readSearch(new URLSearchParams(pairs))
      if (!result.ok) {
        expect(result.problems.length).toBeGreaterThan(0)
        return
      }
      expect(result.search.q.length).toBeLessThanOrEqual(200)
      expect(result.search.page).toBeGreaterThanOrEqual(1)
      expect(Object.values(result.search.chosen).every((values) => values.length <= 20)).toBe(true)
    }),
  )
})
