import fc from 'fast-check'
import { slugOf } from '../../src/lib/slug.ts'

test.each([
  ['Café & Mood: part 2', 'cafe-mood-part-2'],
  ["It's OK to talk", 'its-ok-to-talk'],
  ['  --Sleep--  ', 'sleep'],
  ['Straße ﬁne Ⅳ', 'stra-e-fine-iv'],
  ['!!!', 'untitled'],
  ['', 'untitled'],
  ['日本語', 'untitled'],
])('"%s" becomes %s', (title, slug) => {
  expect(slugOf(title)).toBe(slug)
})

test('any title becomes what the database takes as a slug, and a slug stays as it is', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      const slug = slugOf(title)
      return /^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) && slugOf(slug) === slug
    }),
    { numRuns: 500 },
  )
})
