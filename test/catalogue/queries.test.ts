import { findCourses } from '../../src/catalogue/find-courses.ts'
import { nothingChosen } from '../../src/catalogue/filter.ts'
import { fullness, type Places } from '../../src/catalogue/places.ts'
import {
  findCourse,
  listCourses,
  listOwnStatuses,
  listRuns,
  listTrainers,
  listVenues,
} from '../../src/catalogue/queries.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { addCourse, addEnrolment, addPerson, addRun, addTerm, addVenue, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'

const database = testDatabase()
const day = 24 * 60
const ago = [{ startsAt: addMinutes(today, -3 * day) }]
const everything = { q: '', chosen: nothingChosen }
const moment = { now: today, timeZone: 'Europe/London' }

async function placesOf(runId: string, now = today): Promise<Places> {
  const runs = await listRuns(database().db, now)
  const { capacity, taken, waiting } = runs.find(({ id }) => id === runId)!
  return { capacity, taken, waiting }
}

test('confirmed people, offers still in time and places held by staff are taken; people waiting are not', async () => {
  const { db } = database()
  const { runId } = await addRun(db, { capacity: 10, placesHeld: 2 })
  await addEnrolment(db, runId)
  await addEnrolment(db, runId, { status: 'requested' })
  await addEnrolment(db, runId, { status: 'waiting' })
  await addEnrolment(db, runId, { status: 'offered', offerExpiresAt: addMinutes(today, 60) })
  expect(await placesOf(runId)).toEqual({ capacity: 10, taken: 4, waiting: 1 })
  // Once its time has run out the offer counts no more, although nobody has swept it away.
  expect(await placesOf(runId, addMinutes(today, 60))).toEqual({ capacity: 10, taken: 3, waiting: 1 })
})

test('somebody who said "not this time" does not keep a free place from others', async () => {
  const { db } = database()
  const { runId } = await addRun(db, { capacity: 1 })
  const enrolment = await addEnrolment(db, runId, { status: 'waiting' })
  expect(fullness(await placesOf(runId))).toBe('full')
  await db.updateTable('enrolment').set({ passed_at_vacancy: 0 }).where('id', '=', enrolment).execute()
  expect(fullness(await placesOf(runId))).toBe('few')
  await db.updateTable('run').set({ vacancies_opened: 1 }).where('id', '=', runId).execute()
  expect(fullness(await placesOf(runId))).toBe('full')
})

test('only published runs of published courses that are not over are listed', async () => {
  const { db } = database()
  const { runId } = await addRun(db)
  await addRun(db, { status: 'draft' })
  await addRun(db, { status: 'ended' })
  await addRun(db, { status: 'cancelled' })
  await addRun(db, { sessions: ago })
  await addRun(db, { sessions: [{ startsAt: addMinutes(today, day), status: 'cancelled' }] })
  await addRun(db, { course: (await addCourse(db, { status: 'draft' })).id })
  await addRun(db, { course: (await addCourse(db, { status: 'retired' })).id })
  expect((await listRuns(db, today)).map(({ id }) => id)).toEqual([runId])
})

test('a cancelled run is told while it would have been', async () => {
  const { db } = database()
  const { id: course } = await addCourse(db)
  const cancelled = { course, status: 'cancelled' as const }
  const { runId } = await addRun(db, {
    ...cancelled,
    sessions: [{ startsAt: addMinutes(today, day), status: 'cancelled' }],
  })
  await addRun(db, { ...cancelled, sessions: ago })
  const runs = await listRuns(db, today, { courseId: course, statuses: ['published', 'cancelled'] })
  expect(runs.map(({ id }) => id)).toEqual([runId])
})

test('a run is listed with its term, and its sessions in order of time with their rooms', async () => {
  const { db } = database()
  const venue = await addVenue(db, { name: 'Library', address: '4 Mill Lane' })
  const term = await addTerm(db, { name: 'Autumn 2026' })
  const [first, second] = [addMinutes(today, day), addMinutes(today, 8 * day)]
  await addRun(db, {
    venue,
    term,
    sessions: [
      { startsAt: second, endAssumed: true },
      { startsAt: first, joinLink: 'https://meet.example/secret' },
    ],
  })
  const [run] = await listRuns(db, today)
  expect(run?.term).toEqual({
    slug: 'autumn-2026',
    name: 'Autumn 2026',
    startsOn: '2026-09-01',
    mostCourses: null,
  })
  expect(run?.sessions).toMatchObject([
    { startsAt: first, endsAt: addMinutes(first, 120), endAssumed: false, venue: { name: 'Library' } },
    { startsAt: second, endAssumed: true, room: null },
  ])
  expect(JSON.stringify(run)).not.toContain('secret')
})

test('a course is found by its slug only while it is published', async () => {
  const { db } = database()
  const course = await addCourse(db, { title: 'Sleep', categories: ['Work', 'Rest'] })
  await addCourse(db, { title: 'Draft', status: 'draft' })
  expect(await findCourse(db, course.slug)).toMatchObject({
    title: 'Sleep',
    categories: [{ slug: 'rest' }, { slug: 'work' }],
  })
  expect(await findCourse(db, 'draft')).toBeUndefined()
  expect(await findCourse(db, 'no-such-course')).toBeUndefined()
})

test('a person’s own statuses are theirs, of this course, and live', async () => {
  const { db } = database()
  const person = await addPerson(db)
  const { runId, courseId } = await addRun(db)
  const { runId: left } = await addRun(db, { course: courseId })
  const { runId: elsewhere } = await addRun(db)
  await addEnrolment(db, runId, { person, status: 'waiting' })
  await addEnrolment(db, runId)
  await addEnrolment(db, elsewhere, { person })
  const old = await addEnrolment(db, left, { person })
  await db
    .updateTable('enrolment')
    .set({ status: 'withdrawn', ended_at: today })
    .where('id', '=', old)
    .execute()
  expect([...(await listOwnStatuses(db, person, courseId))]).toEqual([[runId, 'waiting']])
})

test('trainers come by run, and venues without those that are online', async () => {
  const { db } = database()
  await addVenue(db, { name: 'Library', howToGetThere: 'Bus 8', access: 'Level entrance' })
  await addVenue(db, { name: 'Teams', online: true })
  const { runId } = await addRun(db)
  const trainers = await listTrainers(db, [runId])
  expect(
    trainers
      .get(runId)
      ?.map(({ expertise }) => expertise)
      .sort(),
  ).toEqual(['lived', 'professional'])
  expect(await listVenues(db, ['library', 'teams'])).toEqual([
    { name: 'Library', address: '', howToGetThere: 'Bus 8', access: 'Level entrance' },
  ])
  expect([await listVenues(db, []), [...(await listTrainers(db, []))]]).toEqual([[], []])
})

test('the number of questions to the database is the same for two courses and for thirty', async () => {
  const { db, pool } = database()
  let asked = 0
  pool.on('acquire', () => asked++)
  const count = async (search: typeof everything) => {
    asked = 0
    await findCourses(db, search, moment)
    return asked
  }
  const misspelled = { ...everything, q: 'courze' }
  for (let index = 0; index < 2; index++) await addRun(db)
  const few = [await count(everything), await count(misspelled)]
  for (let index = 0; index < 28; index++) await addRun(db)
  expect(await listCourses(db)).toHaveLength(30)
  expect([await count(everything), await count(misspelled)]).toEqual(few)
  expect(few).toEqual([2, 4])
})
