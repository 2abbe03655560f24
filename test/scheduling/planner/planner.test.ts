// What is planned, at a glance: by week, by room, by trainer.
import { load } from 'cheerio'
import {
  daysFrom,
  fourWeeks,
  instantsOf,
  mondaysOf,
  wholeWeeks,
} from '../../../src/scheduling/planner/window.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addRun, addTerm, addVenue, today } from '../../support/college.ts'
import { office } from '../../support/office.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)

async function aTerm() {
  const { db } = college()
  const [hall, library] = [await addVenue(db, { name: 'Town Hall' }), await addVenue(db, { name: 'Library' })]
  const course = async (title: string) => (await addCourse(db, { title })).id
  const sleep = await addRun(db, {
    course: await course('Sleep well'),
    venue: hall,
    sessions: [{ startsAt: inDays(1) }, { startsAt: inDays(8), status: 'cancelled' }],
  })
  await addEnrolment(db, sleep.runId)
  const draft = { course: await course('Draft of one'), venue: library, status: 'draft' as const }
  await addRun(db, { ...draft, trainers: 'none', sessions: [{ startsAt: inDays(2) }] })
  await addRun(db, { course: await course('Later'), venue: hall, sessions: [{ startsAt: inDays(60) }] })
  await db
    .insertInto('closure')
    .values({ name: 'Staff day', starts_on: '2026-09-04', ends_on: '2026-09-04' })
    .execute()
  return { hall, sleep }
}

const cards = (html: string) =>
  load(html)('.planner-card')
    .toArray()
    .map((card) => load(card)('.planner-card__title').text())

test('four weeks are shown by their days, with drafts, what is cancelled, and closed days', async () => {
  const [ada] = await office(college(), 'Ada')
  await aTerm()
  const page = load((await ada.get('/admin/planner')).text)
  expect(cards(page.html())).toEqual(['Sleep well', 'Draft of one', 'Sleep well'])
  expect(
    page('.planner-week h2')
      .toArray()
      .map((one) => page(one).text()),
  ).toEqual([
    'Week of 31 August 2026',
    'Week of 7 September 2026',
    'Week of 14 September 2026',
    'Week of 21 September 2026',
  ])
  expect(page('.planner-day--today h3').text()).toBe('Tue 1 Sept, today')
  expect(page('.planner-closed').text()).toBe('Closed: Summer bank holidayClosed: Staff day')
  expect(
    page('.status')
      .toArray()
      .map((one) => page(one).text()),
  ).toEqual(['Draft', 'Cancelled'])
  expect(page('.planner-card__facts').first().text()).toContain('1 of 12')
})

test('four weeks further, and back again, whatever else is chosen', async () => {
  const [ada] = await office(college(), 'Ada')
  await aTerm()
  const weeks = async (address: string) => {
    const page = load((await ada.get(address)).text)
    const [earlier, later] = page('.planner-around a').toArray()
    return {
      first: page('.planner-week h2').first().text(),
      earlier: earlier?.attribs.href,
      later: later?.attribs.href,
    }
  }
  const now = await weeks('/admin/planner')
  const next = await weeks(now.later ?? '')
  expect([now.first, next.first]).toEqual(['Week of 31 August 2026', 'Week of 28 September 2026'])
  expect((await weeks(next.earlier ?? '')).first).toBe(now.first)
  expect(next.later).toContain('by=week')
})

test('a whole term is shown, of one venue, by room and by trainer', async () => {
  const [ada] = await office(college(), 'Ada')
  const { hall, sleep } = await aTerm()
  const term = await addTerm(college().db, { name: 'Autumn' })
  const of = async (query: string) => (await ada.get(`/admin/planner?term=${term}&${query}`)).text
  expect(cards(await of('by=week'))).toContain('Later')
  expect(cards(await of(`by=week&venue=${hall}`))).not.toContain('Draft of one')
  const rooms = load(await of('by=room'))
  expect(
    rooms('main h2')
      .toArray()
      .map((one) => rooms(one).text()),
  ).toEqual(['Library 1 date', 'Town Hall 3 dates'])
  const { name } = await college()
    .db.selectFrom('person')
    .select('name')
    .where('id', '=', sleep.peerId)
    .executeTakeFirstOrThrow()
  const trainers = load(await of('by=trainer'))
  const headings = trainers('main h2')
    .toArray()
    .map((one) => trainers(one).text())
  expect(headings).toContain(`${name} 2 dates`)
  expect(headings).toContain('No trainer yet 1 date')
})

test('a term shows its own days, also when it is one Saturday', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const days = async (startsOn: string, endsOn: string) => {
    const term = await addTerm(db, { startsOn, endsOn })
    const page = load((await ada.get(`/admin/planner?term=${term}`)).text)
    return page('.planner-day h3')
      .toArray()
      .map((one) => page(one).text())
  }
  expect(await days('2026-10-10', '2026-10-10')).toEqual(['Sat 10 Oct'])
  expect(await days('2026-10-10', '2026-10-12')).toEqual(['Sat 10 Oct', 'Sun 11 Oct', 'Mon 12 Oct'])
  expect(await days('2026-10-08', '2026-10-10')).toEqual(['Thu 8 Oct', 'Fri 9 Oct'])
  await addRun(db, { sessions: [{ startsAt: new Date('2026-10-10T09:00:00Z') }] })
  expect(await days('2026-10-08', '2026-10-11')).toEqual(['Thu 8 Oct', 'Fri 9 Oct', 'Sat 10 Oct'])
})

test.each([
  'by=moon',
  'term=x',
  'venue=%00',
  'term[]=1',
  'from=2026-02-30',
  'from=9999-12-31',
  'from=x',
  'by=room&by=week',
  'term=3c9c1f0e-1111-4111-8111-111111111111',
])('what cannot be understood is left out: %s', async (query) => {
  const [ada] = await office(college(), 'Ada')
  const answer = await ada.get(`/admin/planner?${query}`)
  expect([200, 400]).toContain(answer.status)
})

test('weeks are whole, also where the clock changes', () => {
  expect(wholeWeeks('2026-09-16', '2026-10-06')).toEqual({ first: '2026-09-14', last: '2026-10-11' })
  const window = fourWeeks('2026-10-18')
  expect(window).toEqual({ first: '2026-10-12', last: '2026-11-08' })
  expect(mondaysOf(window)).toEqual(['2026-10-12', '2026-10-19', '2026-10-26', '2026-11-02'])
  expect(daysFrom('2026-10-26').at(-1)).toBe('2026-11-01')
  expect(instantsOf(window, 'Europe/London')).toEqual({
    from: new Date('2026-10-11T23:00:00Z'),
    until: new Date('2026-11-09T00:00:00Z'),
  })
})
