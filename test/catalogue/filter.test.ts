import fc from 'fast-check'
import {
  applyFilter,
  type Chosen,
  countChoices,
  type FacetedCourse,
  facets,
  nothingChosen,
} from '../../src/catalogue/filter.ts'

const universe = ['a', 'b', 'c', 'd']
const someOf = fc.subarray(universe)
const run = fc.record({
  values: fc.record({ term: someOf, venue: someOf, mode: someOf, day: someOf, places: someOf }),
})
const course: fc.Arbitrary<FacetedCourse> = fc.record({
  categories: someOf.map((slugs) => slugs.map((slug) => ({ slug }))),
  runs: fc.array(run, { maxLength: 4 }),
})
const courses = fc.array(course, { maxLength: 12 })
const chosen: fc.Arbitrary<Chosen> = fc.record({
  term: someOf,
  category: someOf,
  venue: someOf,
  mode: someOf,
  day: someOf,
  places: someOf,
})

test('each count is the number of courses there are once that choice is made', () => {
  fc.assert(
    fc.property(courses, chosen, (given, choices) => {
      const counts = countChoices(given, choices)
      for (const facet of facets) {
        for (const value of universe) {
          const made = applyFilter(given, { ...choices, [facet]: [value] })
          expect(counts[facet].get(value) ?? 0).toBe(made.length)
        }
      }
    }),
  )
})

test('a course is found exactly when one of its runs satisfies every choice, and its categories theirs', () => {
  fc.assert(
    fc.property(courses, chosen, (given, choices) => {
      const found = applyFilter(given, choices).map(({ categories }) => categories)
      const { category, ...ofRun } = choices
      const expected = given.filter((one) => {
        const slugs = one.categories.map(({ slug }) => slug)
        if (category.length > 0 && !category.some((slug) => slugs.includes(slug))) return false
        const asked = Object.entries(ofRun).filter(([, values]) => values.length > 0)
        if (asked.length === 0) return true
        return one.runs.some(({ values }) =>
          asked.every(([facet, wanted]) =>
            wanted.some((value) => values[facet as keyof typeof values].includes(value)),
          ),
        )
      })
      expect(found).toEqual(expected.map(({ categories }) => categories))
    }),
  )
})

test('a further choice in another group never finds more', () => {
  fc.assert(
    fc.property(courses, chosen, fc.constantFrom(...facets), (given, choices, facet) => {
      const before = applyFilter(given, { ...choices, [facet]: [] }).length
      expect(applyFilter(given, choices).length).toBeLessThanOrEqual(before)
    }),
  )
})

test('two choices that hold only for two different runs do not find the course', () => {
  const values = { term: [], venue: [], mode: [], day: [], places: [] }
  const given = [
    {
      categories: [],
      runs: [
        { values: { ...values, mode: ['online'], day: ['monday'] } },
        { values: { ...values, mode: ['in-person'], day: ['friday'] } },
      ],
    },
  ]
  expect(applyFilter(given, { ...nothingChosen, mode: ['online'], day: ['friday'] })).toEqual([])
  expect(applyFilter(given, { ...nothingChosen, mode: ['online'], day: ['monday'] })).toHaveLength(1)
})

test('a course without dates stays while nothing is asked of its dates', () => {
  const given = [{ categories: [{ slug: 'sleep' }], runs: [] }]
  expect(applyFilter(given, { ...nothingChosen, category: ['sleep'] })).toHaveLength(1)
  expect(applyFilter(given, { ...nothingChosen, mode: ['online'] })).toHaveLength(0)
})
