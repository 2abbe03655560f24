import { courseCard, placesTag, runHeading } from '../../src/catalogue/run-words.ts'
import { aCourse, aRun, aSession, moment } from './rows.ts'

const at = (...starts: string[]) => ({ sessions: starts.map((start) => aSession(start)) })

test.each([
  ['with places', {}, 'Places free'],
  ['with three places', { taken: 9 }, '3 places left'],
  ['with one place', { taken: 11 }, '1 place left'],
  ['that is full', { taken: 12 }, 'Full, waiting list open'],
  ['with a free place that somebody waits for', { taken: 11, waiting: 1 }, 'Waiting list open'],
  ['with more people than places', { taken: 14 }, 'Full, waiting list open'],
  ['that opens later', { opensAt: new Date('2026-03-05T09:00:00Z') }, 'Enrolment opens Thu 5 Mar'],
  ['that has closed', { closesAt: new Date('2026-03-01T09:00:00Z') }, 'Enrolment closed'],
  ['that is called off', { status: 'cancelled' as const }, 'Called off'],
  ['that has begun', at('2026-03-01T10:00:00Z', '2026-03-08T10:00:00Z'), 'Already started'],
])('a run %s says so at a glance', (_, facts, text) => {
  expect(placesTag(aRun(facts), moment).text).toBe(text)
})

test.each([
  [at('2026-03-10T10:00:00Z'), 'Tuesday 10 March, in person'],
  [{ ...at('2027-01-05T10:00:00Z'), mode: 'online' as const }, 'Tuesday 5 January 2027, online'],
  [
    at('2026-03-10T10:00:00Z', '2026-03-17T10:00:00Z', '2026-03-24T10:00:00Z'),
    '3 Tuesdays from 10 March, in person',
  ],
  [at('2026-03-10T10:00:00Z', '2026-03-11T10:00:00Z'), '2 dates from Tuesday 10 March, in person'],
])('a run is headed by its dates', (facts, heading) => {
  expect(runHeading(aRun(facts), moment)).toBe(heading)
})

test('a course in a list says its next date, where it is, how full it is and what else there is', () => {
  const course = aCourse({
    title: 'Sleep',
    categories: [{ slug: 'rest', name: 'Rest', position: 0 }],
    runs: [aRun(at('2026-03-10T10:00:00Z', '2026-03-17T10:00:00Z')), aRun(at('2026-04-14T10:00:00Z'))],
  })
  expect(courseCard(course, moment, '/courses/sleep')).toEqual({
    title: 'Sleep',
    href: '/courses/sleep',
    summary: '',
    categories: ['Rest'],
    next: 'Tuesday 10 March, 10am to midday',
    more: 'then 1 more date; also on Tue 14 Apr',
    where: 'Library',
    places: { kind: 'free', text: 'Places free' },
  })
})

test('a full run points to the next one that has a place', () => {
  const runs = [
    aRun({ ...at('2026-03-10T10:00:00Z'), taken: 12 }),
    aRun({ ...at('2026-03-20T10:00:00Z'), taken: 12 }),
    aRun(at('2026-04-14T09:00:00Z')),
  ]
  const card = courseCard(aCourse({ runs }), moment, '/')
  expect(card).toMatchObject({
    places: { kind: 'full', text: 'Full, waiting list open' },
    more: 'places free on Tue 14 Apr; 1 other date',
  })
})

test('many other dates are counted instead of listed', () => {
  const starts = ['10T10', '12T10', '17T10', '19T10', '24T10'].map((start) => `2026-03-${start}:00:00Z`)
  const runs = starts.map((start) => aRun(at(start)))
  expect(courseCard(aCourse({ runs }), moment, '/')).toMatchObject({
    more: 'also on Thu 12 Mar, Tue 17 Mar and 2 other dates',
  })
})

test('a course without dates says that it has none yet', () => {
  const card = courseCard(aCourse(), moment, '/')
  expect(card).toMatchObject({ places: { text: 'No dates yet' } })
  expect(card).not.toHaveProperty('next')
})
