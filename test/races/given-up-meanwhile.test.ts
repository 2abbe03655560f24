// A venue, a room, a course, or somebody's role as a trainer is given up in the moment in which something is planned with
// it. Whoever comes second waits, and is refused: nothing is planned where nobody meets, with nobody, or on no page.
import { retireCourse } from '../../src/catalogue/courses/change-course.ts'
import type { Tx } from '../../src/database/schema.ts'
import { RefusedField } from '../../src/editing/refused-field.ts'
import { planRun } from '../../src/scheduling/planning/plan-run.ts'
import { reinstateSession } from '../../src/scheduling/sessions/cancel.ts'
import { copyTerm } from '../../src/scheduling/term-copies/copy-term.ts'
import { lookAtCopy } from '../../src/scheduling/term-copies/look-at-copy.ts'
import { noteAbsence } from '../../src/scheduling/trainers/absences/note-absence.ts'
import { changeTeam } from '../../src/scheduling/trainers/change-team.ts'
import { coverDate } from '../../src/scheduling/trainers/covers/cover-dates.ts'
import { noteTraining } from '../../src/scheduling/trainers/profiles/change-trainer.ts'
import { retireRoom } from '../../src/scheduling/venues/change-room.ts'
import { retireVenue } from '../../src/scheduling/venues/change-venue.ts'
import { addRoom, from, inDays } from '../scheduling/support/doings.ts'
import { addCourse, addPerson, addRun, addTerm, addVenue, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { addDateIn, placeInForm, timesInForm } from '../support/moving.ts'
import { afterAnother } from './support/after-another.ts'

const database = testDatabase()
const doing = { actorId: null, now: today }
const timeZone = 'Europe/London'

type World = Awaited<ReturnType<typeof world>>
type Way = 'a date is put back' | 'a date is added' | 'a run is planned'

/** A run of one date, which is called off: its course, its venue and its room can be given up. */
async function world() {
  const { db } = database()
  const venue = await addVenue(db)
  const room = await addRoom(db, venue)
  const { id: course } = await addCourse(db)
  const sessions = [{ startsAt: inDays(10), status: 'cancelled' as const }]
  const run = await addRun(db, { course, venue, sessions })
  await db.updateTable('session').set({ room_id: room }).execute()
  return { ...run, db, course, venue, room, date: run.sessionIds[0] ?? '' }
}

const givingUp: Record<'venue' | 'room' | 'course', (tx: Tx, made: World) => Promise<{ ok: boolean }>> = {
  venue: (tx: Tx, { venue }: World) => retireVenue(tx, venue, doing),
  room: (tx: Tx, { room }: World) => retireRoom(tx, room, doing),
  course: (tx: Tx, { course }: World) => retireCourse(tx, course, doing),
}

/** What is refused beside a field of a form is told by the field. */
async function orField<Result>(work: Promise<Result>) {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof RefusedField)) throw error
    return { ok: false, reason: error.field }
  }
}

const planning: Record<Way, (tx: Tx, made: World) => Promise<{ ok: boolean }>> = {
  'a date is put back': (tx: Tx, { date }: World) => reinstateSession(tx, date, doing),
  'a date is added': (tx: Tx, { runId, venue, room }: World) => {
    const place = placeInForm({ venueId: venue, roomId: room, joinLink: null })
    const added = addDateIn(tx, runId, { ...timesInForm(from(inDays(12))), ...place }, doing)
    return orField(added.then(() => ({ ok: true })))
  },
  'a run is planned': (tx: Tx, { course, venue, room }: World) => {
    const plan = { run: crypto.randomUUID(), course, term: null, peer: null, professional: null }
    const rest = { capacity: 8, audience: null, code: null, join_link: null }
    const times = [{ row: 0, ...from(inDays(12)) }]
    const wanted = { ...plan, ...rest } as unknown as Parameters<typeof planRun>[1]
    return planRun(tx, wanted, { place: { venueId: venue, roomId: room }, times }, doing)
  },
}

const ways = Object.keys(planning) as Way[]
const things = Object.keys(givingUp) as (keyof typeof givingUp)[]
const pairs = ways.flatMap((way) => things.map((thing) => [way, thing] as const))

const said: Record<Way, Record<keyof typeof givingUp, string>> = {
  'a date is put back': { venue: 'place-unused', room: 'place-unused', course: 'course-gone' },
  'a date is added': { venue: 'place', room: 'place', course: 'day' },
  'a run is planned': { venue: 'gone', room: 'gone', course: 'gone' },
}

test.each(pairs)('%s while its %s is given up: it is not', async (way, thing) => {
  const made = await world()
  const raced = await afterAnother(
    made.db,
    (tx) => givingUp[thing](tx, made),
    (tx) => planning[way](tx, made),
  )
  expect(raced).toMatchObject({
    waited: true,
    first: { ok: true },
    second: { ok: false, reason: said[way][thing] },
  })
})

test.each(pairs)('%s, and in that moment its %s is to be given up: it stays', async (way, thing) => {
  const made = await world()
  const raced = await afterAnother(
    made.db,
    (tx) => planning[way](tx, made),
    (tx) => givingUp[thing](tx, made),
  )
  expect(raced).toMatchObject({
    waited: true,
    first: { ok: true },
    second: { ok: false, reason: 'still-planned' },
  })
})

const withTrainer: Record<string, (tx: Tx, made: World, personId: string) => Promise<unknown>> = {
  'joins a team': (tx: Tx, run: World, personId: string) => {
    const comes = { personId, expertise: 'lived' as const }
    return changeTeam(tx, run.runId, { leaves: null, comes, reason: null }, doing)
  },
  'stands in': (tx: Tx, { date, peerId }: World, comesId: string) =>
    coverDate(tx, date, { awayId: peerId, comesId }, doing),
  'is away': (tx: Tx, _: World, personId: string) => {
    const days = { first_day: '2026-09-14', last_day: '2026-09-15', note: 'Ill' }
    return noteAbsence(tx, personId, days, { ...doing, timeZone })
  },
  'was trained': (tx: Tx, _: World, personId: string) => {
    const training = { name: 'First aid', done_on: '2026-08-01', due_again_on: null }
    return noteTraining(tx, personId, training, doing)
  },
}

test.each<[string, unknown]>([
  ['joins a team', { ok: false, reason: 'not-a-trainer' }],
  ['stands in', { ok: false, reason: 'not-a-trainer' }],
  ['is away', false],
  ['was trained', false],
])('somebody %s while their role is taken from them: they are no trainer', async (way, told) => {
  const made = await world()
  await made.db.updateTable('session').set({ status: 'planned' }).execute()
  const cleo = await addPerson(made.db, { roles: ['trainer'] })
  const raced = await afterAnother(
    made.db,
    (tx) => tx.deleteFrom('role_grant').where('person_id', '=', cleo).execute(),
    async (tx) => withTrainer[way]?.(tx, made, cleo),
  )
  expect(raced).toMatchObject({ waited: true, second: told })
})

/** A term of one run, in a room and with two trainers, of which something is given up while it is copied. */
async function copyWhile(work: (tx: Tx, given: { room: string; peerId: string }) => Promise<unknown>) {
  const { db } = database()
  const fromId = await addTerm(db, { startsOn: '2026-09-07', endsOn: '2026-12-18' })
  const intoId = await addTerm(db, { startsOn: '2027-01-11', endsOn: '2027-04-02' })
  const venue = await addVenue(db)
  const room = await addRoom(db, venue)
  const { runId, peerId } = await addRun(db, { term: fromId, venue })
  await db.updateTable('session').set({ room_id: room }).execute()
  const calendar = { now: today, timeZone, country: 'GB-ENG' }
  const asked = { fromId, intoId, weeks: 18, withTrainers: true, asBefore: new Set<string>() }
  const runIds = new Set([runId])
  const { mark } = await lookAtCopy(db, { ...asked, runIds }, calendar)
  const wanted = { ...asked, runIds, copyId: crypto.randomUUID(), newTerm: undefined, mark }
  return afterAnother(
    db,
    (tx) => work(tx, { room, peerId }),
    (tx) => copyTerm(tx, wanted, calendar, null),
  )
}

const changed = { waited: true, second: { ok: false, reason: 'changed-meanwhile' } }

test('a term is copied while a room of it is given up: it is said, and nothing is copied', async () => {
  const raced = await copyWhile((tx, { room }) =>
    tx.updateTable('room').set({ retired_at: today }).where('id', '=', room).execute(),
  )
  expect(raced).toMatchObject(changed)
})

test('a term is copied while a trainer of it is none any more: it is said, and nothing is copied', async () => {
  const raced = await copyWhile((tx, { peerId }) =>
    tx.deleteFrom('role_grant').where('person_id', '=', peerId).execute(),
  )
  expect(raced).toMatchObject(changed)
})
