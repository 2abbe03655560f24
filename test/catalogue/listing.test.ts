import { inOrder, leadRun, listedRun, takesPeople } from '../../src/catalogue/listing.ts'
import { aCourse, aRun, aSession, library, moment, teams } from './rows.ts'

const noRanks = new Map<string, number>()
const soon = '2026-03-05T10:00:00Z'
const later = '2026-04-10T10:00:00Z'
const begun = { sessions: [aSession('2026-02-24T10:00:00Z'), aSession('2026-03-03T10:00:00Z')] }

test('a run is chosen by the days and venues of the sessions still to come, on the clock of the college', () => {
  const run = aRun({
    mode: 'online',
    term: { slug: 'spring', name: 'Spring', startsOn: '2026-03-01', mostCourses: null },
    closesAt: new Date('2026-03-09T09:00:00Z'),
    sessions: [
      aSession('2026-02-27T10:00:00Z', { venue: { ...library, slug: 'hall' } }),
      // Half past eleven on Tuesday evening in Greenwich is Wednesday in Helsinki.
      aSession('2026-03-10T23:30:00Z', { venue: teams }),
      aSession('2026-03-12T10:00:00Z', { status: 'cancelled' }),
    ],
  })
  const inHelsinki = listedRun(run, { ...moment, timeZone: 'Europe/Helsinki' })
  expect(run.values).toEqual({
    term: ['spring'],
    venue: ['teams'],
    mode: ['online'],
    day: ['tuesday'],
    places: ['free'],
  })
  expect(inHelsinki.values.day).toEqual(['wednesday'])
})

test.each([
  ['with a place free', {}, ['free']],
  ['with every place taken', { taken: 12 }, []],
  ['with a place free that somebody waits for', { taken: 11, waiting: 1 }, []],
  ['that opens later', { opensAt: new Date('2026-03-03T09:00:00Z') }, ['free']],
  ['that has closed', { closesAt: new Date('2026-03-01T09:00:00Z') }, []],
  ['that has begun', begun, []],
])('a run %s', (_, facts, places) => {
  expect(aRun(facts).values.places).toEqual(places)
})

test('a course is announced by the first run that takes people', () => {
  const started = aRun(begun)
  const next = aRun({ sessions: [aSession(later)] })
  expect(leadRun(aCourse({ runs: [started, next] }))).toBe(next)
  expect(leadRun(aCourse({ runs: [started] }))).toBe(started)
  expect(takesPeople(started.open)).toBe(false)
  expect(leadRun(aCourse())).toBeUndefined()
})

test('courses stand by their next date; what has begun comes after what can be joined, and what has no dates last', () => {
  const courses = [
    aCourse({ title: 'Nothing planned' }),
    aCourse({ title: 'Begun', runs: [aRun(begun)] }),
    aCourse({ title: 'Later', runs: [aRun({ sessions: [aSession(later)] })] }),
    aCourse({ title: 'Soon', runs: [aRun({ sessions: [aSession(soon)] })] }),
    aCourse({ title: 'Also soon', runs: [aRun({ sessions: [aSession(soon)] })] }),
  ]
  const titles = inOrder(courses, noRanks).map(({ title }) => title)
  expect(titles).toEqual(['Also soon', 'Soon', 'Later', 'Begun', 'Nothing planned'])
})

test('a search puts the best answer first, but never a course without dates before one with dates', () => {
  const best = aCourse({ title: 'Best', runs: [aRun({ sessions: [aSession(later)] })] })
  const good = aCourse({ title: 'Good', runs: [aRun({ sessions: [aSession(soon)] })] })
  const undated = aCourse({ title: 'Undated' })
  const ranks = new Map([
    [best.id, 2],
    [good.id, 1],
    [undated.id, 3],
  ])
  const titles = inOrder([undated, good, best], ranks).map(({ title }) => title)
  expect(titles).toEqual(['Best', 'Good', 'Undated'])
})
