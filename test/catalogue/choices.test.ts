import { activeFilters, filterGroups, hiddenFields } from '../../src/catalogue/choices.ts'
import { countChoices, nothingChosen } from '../../src/catalogue/filter.ts'
import { pagination } from '../../src/catalogue/pagination.ts'
import { aCourse, aRun, aSession, library, teams } from './rows.ts'

const term = { slug: 'spring', name: 'Spring 2026', startsOn: '2026-03-01', mostCourses: null }
const all = [
  aCourse({
    categories: [{ slug: 'work', name: 'Work', position: 2 }],
    runs: [
      aRun({ term }),
      aRun({ mode: 'online', sessions: [aSession('2026-03-12T10:00:00Z', { venue: teams })] }),
    ],
  }),
  aCourse({
    categories: [{ slug: 'rest', name: 'Rest', position: 1 }],
    runs: [
      aRun({
        taken: 12,
        sessions: [aSession('2026-03-13T10:00:00Z', { venue: { ...library, slug: 'hall', name: 'Hall' } })],
      }),
    ],
  }),
]
const groupsFor = (chosen = nothingChosen) => filterGroups({ all, counts: countChoices(all, chosen) }, chosen)
const group = (name: string, chosen = nothingChosen) => groupsFor(chosen).find((one) => one.name === name)

test('each choice shows how many courses it would leave, none included', () => {
  expect(group('category')?.options).toEqual([
    { value: 'rest', text: 'Rest', count: '1', checked: false },
    { value: 'work', text: 'Work', count: '1', checked: false },
  ])
  const free = { ...nothingChosen, places: ['free'] }
  expect(group('category', free)?.options.map((option) => 'count' in option && option.count)).toEqual([
    '0',
    '1',
  ])
  expect(group('places', free)?.options).toEqual([
    { value: 'free', text: 'Only with places free', count: '1', checked: true },
  ])
})

test('days are those on which something meets, in the order of the week', () => {
  expect(group('day')?.options.map(({ text }) => text)).toEqual(['Tuesday', 'Thursday', 'Friday'])
})

test('meeting in person or online is one choice, or neither', () => {
  expect(group('mode')).toMatchObject({
    type: 'radio',
    options: [
      { value: '', text: 'Either', checked: true },
      { value: 'in-person', count: '2', checked: false },
      { value: 'online', count: '1', checked: false },
    ],
  })
})

test('where there is nothing to decide, nothing is asked', () => {
  expect(group('term')).toBeUndefined()
  expect(group('term', { ...nothingChosen, term: ['spring'] })?.options).toHaveLength(1)
})

test('online places are no venue to choose', () => {
  expect(group('venue')?.options.map(({ text }) => text)).toEqual(['Hall', 'Library'])
})

test('each choice made can be taken back alone', () => {
  const search = {
    q: 'sleep & rest',
    page: 3,
    chosen: { ...nothingChosen, category: ['rest', 'no-such'], day: ['friday'] },
  }
  expect(activeFilters({ all }, search)).toEqual([
    { text: '“sleep & rest”', href: '/courses?category=rest&category=no-such&day=friday' },
    { text: 'Rest', href: '/courses?q=sleep+%26+rest&category=no-such&day=friday' },
    { text: 'no-such', href: '/courses?q=sleep+%26+rest&category=rest&day=friday' },
    { text: 'Friday', href: '/courses?q=sleep+%26+rest&category=rest&category=no-such' },
  ])
  expect(hiddenFields({ ...search, q: '' })).toEqual([
    { name: 'category', value: 'rest' },
    { name: 'category', value: 'no-such' },
    { name: 'day', value: 'friday' },
  ])
})

test('a long list links its first, its last and the neighbouring pages', () => {
  const { pages, ...ends } = pagination(5, 9, (number) => `?page=${number}`)
  expect(pages.map((page) => ('gap' in page ? '…' : page.number))).toEqual([1, '…', 4, 5, 6, '…', 9])
  expect(ends).toEqual({ previousHref: '?page=4', nextHref: '?page=6' })
})

test('a short list has no pages', () => {
  expect(pagination(1, 1, String)).toEqual({ pages: [] })
})
