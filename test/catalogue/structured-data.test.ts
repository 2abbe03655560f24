import { structuredData } from '../../src/catalogue/structured-data.ts'
import { aRun, aSession, library, moment, teams } from './rows.ts'

const course = {
  id: 'course',
  slug: 'sleep',
  title: 'Sleep',
  summary: 'Rest well.',
  whatToExpect: '',
  whoItIsFor: '',
  categories: [{ slug: 'rest', name: 'Rest', position: 0 }],
  needs: [],
}
const publisher = { collegeName: 'Riverside', baseUrl: 'https://college.example' }
const read = (...runs: Parameters<typeof structuredData>[1]) =>
  JSON.parse(structuredData(course, runs, publisher, moment)) as Record<string, unknown> & {
    hasCourseInstance: Record<string, unknown>[]
  }

test('a course names itself, its college and that it is free', () => {
  expect(read()).toMatchObject({
    '@context': 'https://schema.org',
    '@type': 'Course',
    url: 'https://college.example/courses/sleep',
    name: 'Sleep',
    description: 'Rest well.',
    provider: { '@type': 'EducationalOrganization', name: 'Riverside' },
    isAccessibleForFree: true,
    offers: { category: 'Free' },
    hasCourseInstance: [],
  })
})

test('what is free has no currency, since colleges are in many countries', () => {
  expect(JSON.stringify(read(aRun(), aRun({ taken: 12 })))).not.toMatch(/price|currency|GBP/i)
})

test('a run is an instance with the hours of the college, across a change of the clocks', () => {
  const run = aRun({
    audience: 'Carers',
    sessions: [aSession('2026-03-24T10:00:00Z'), aSession('2026-03-31T09:00:00Z')],
  })
  expect(read(run).hasCourseInstance[0]).toMatchObject({
    '@type': 'CourseInstance',
    courseMode: 'Onsite',
    startDate: '2026-03-24T10:00:00+00:00',
    endDate: '2026-03-31T12:00:00+01:00',
    courseWorkload: 'PT4H',
    location: { '@type': 'Place', name: library.name, address: library.address },
    audience: { audienceType: 'Carers' },
    offers: { category: 'Free', availability: 'https://schema.org/InStock' },
    eventStatus: 'https://schema.org/EventScheduled',
    subEvent: [{ startDate: '2026-03-24T10:00:00+00:00' }, { startDate: '2026-03-31T10:00:00+01:00' }],
  })
})

test('a full run is sold out, one that is not open makes no offer, and a cancelled one says so', () => {
  const [full, later, cancelled] = read(
    aRun({ taken: 12 }),
    aRun({ opensAt: new Date('2026-03-05T09:00:00Z') }),
    aRun({ status: 'cancelled' }),
  ).hasCourseInstance
  expect(full).toMatchObject({ offers: { availability: 'https://schema.org/SoldOut' } })
  expect(later).not.toHaveProperty('offers')
  expect(cancelled).toMatchObject({ eventStatus: 'https://schema.org/EventCancelled' })
})

test('an end that is not known is only a day, and no length is claimed', () => {
  const run = aRun({ sessions: [aSession('2026-03-10T10:00:00Z', { endAssumed: true })] })
  expect(read(run).hasCourseInstance[0]).toMatchObject({ endDate: '2026-03-10' })
  expect(read(run).hasCourseInstance[0]).not.toHaveProperty('courseWorkload')
})

test('an online run meets at the address of its page: the link to join is for those who have a place', () => {
  const run = aRun({ mode: 'online', sessions: [aSession('2026-03-10T10:00:00Z', { venue: teams })] })
  expect(read(run).hasCourseInstance[0]).toMatchObject({
    courseMode: 'Online',
    location: { '@type': 'VirtualLocation', url: 'https://college.example/courses/sleep' },
  })
})

test('no title can end the element that holds the data', () => {
  const hostile = { ...course, title: '</script><script>alert(1)</script><!--', summary: '\u2028 & "' }
  const text = structuredData(hostile, [aRun()], publisher, moment)
  expect(text).not.toContain('<')
  expect((JSON.parse(text) as { name: string }).name).toBe(hostile.title)
})
