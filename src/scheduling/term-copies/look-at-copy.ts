import { createHash } from 'node:crypto'
import type { Db } from '../../database/schema.ts'
import { earlier, later } from '../../lib/time.ts'
import { listClosedDays } from '../closures/queries.ts'
import { grouped } from '../import/grouped.ts'
import { findWayBack } from '../bulk-changes/way-back.ts'
import { closedDays } from '../planning/closed-days.ts'
import { asBefore, type WayBack } from './as-before.ts'
import {
  beginningOf,
  type Gap,
  type PlacedRun,
  placeRuns,
  type RunToCopy,
  type ShiftedRun,
} from './place-runs.ts'
import {
  listBeginnings,
  listBookings,
  listChangesOfTerm,
  listCodes,
  listRunsToCopy,
  listSessionsToCopy,
  listTrainersToCopy,
} from './queries.ts'
import { laterOnTheClock, type Shift, shiftRun, type Times } from './rules.ts'

export interface CopyAsked {
  fromId: string
  /** Null: a new term. */
  intoId: string | null
  weeks: number
  withTrainers: boolean
  /** Changes of many dates that were meant for the other term alone: its dates are copied as they were before. */
  asBefore: ReadonlySet<string>
  /** The runs to take; undefined as long as nobody has said which. */
  runIds: Set<string> | undefined
}

export interface Calendar {
  now: Date
  timeZone: string
  country: string
}

export interface CopyLooked {
  /** Those to take first, by title; what they take is not there for the others. */
  runs: (PlacedRun & { isTaken: boolean })[]
  /** What all of it comes to, shortened: another value means that something is no longer as it was shown. */
  mark: string
  /** How many dates are copied as they were before the changes that somebody chose. */
  datesBefore: number
}

/** What copying comes to, from what is there now. */
export async function lookAtCopy(db: Db, asked: CopyAsked, calendar: Calendar): Promise<CopyLooked> {
  const { shifted, asBeforeIds } = await shiftTerm(db, asked, calendar)
  const bookings = await bookingsFor(db, shifted)
  const { intoId, runIds, withTrainers } = asked
  const [beginnings, codes] =
    intoId === null ? [[], []] : await Promise.all([listBeginnings(db, intoId), listCodes(db, intoId)])
  const around = {
    bookings,
    codes: new Set(codes),
    beginnings: new Set(beginnings.map(({ courseId, startsAt }) => beginningOf(courseId, startsAt))),
  }
  // As if everything were taken, so that unticking a run is no news.
  const whole = placeRuns(shifted, { ...around, withTrainers: true })
  const isThere = new Set(whole.filter((one) => one.isThere).map(({ run }) => run.id))
  const isTaken = ({ run }: { run: RunToCopy }) => runIds?.has(run.id) ?? isUsuallyTaken(run, isThere)
  const order = [...shifted.filter(isTaken), ...shifted.filter((one) => !isTaken(one))]
  const runs = placeRuns(order, { ...around, withTrainers })
  const taken = runs.filter(isTaken).flatMap(({ dates }) => dates)
  return {
    runs: runs.map((placed) => ({ ...placed, isTaken: isTaken(placed) })),
    mark: markOf(whole),
    datesBefore: taken.filter(({ session }) => asBeforeIds.has(session.id)).length,
  }
}

/** What was called off, what its course is no longer, and what is there already, is taken only by somebody's own wish. */
function isUsuallyTaken({ id, cancelled, courseRetired }: RunToCopy, isThere: Set<string>): boolean {
  return !cancelled && !courseRetired && !isThere.has(id)
}

async function shiftTerm(db: Db, { fromId, weeks, asBefore: changeIds }: CopyAsked, calendar: Calendar) {
  const { now, timeZone, country } = calendar
  const [runs, are, trainers, closures, ways] = await Promise.all([
    listRunsToCopy(db, fromId),
    listSessionsToCopy(db, fromId),
    listTrainersToCopy(db, fromId),
    listClosedDays(db),
    findWaysBack(db, fromId, changeIds),
  ])
  const sessions = are.map((session) => asBefore(session, ways))
  const asBeforeIds = new Set(sessions.filter((session, index) => session !== are[index]).map(({ id }) => id))
  const broughtBack = new Set(
    sessions.filter(({ calledOff }, index) => are[index]?.calledOff && !calledOff).map(({ runId }) => runId),
  )
  const shift: Shift = { weeks, timeZone, now, closedOn: closedDays(closures, country) }
  const laterOf = laterOnTheClock(shift)
  const sessionsOf = grouped(sessions, ({ runId }) => runId)
  const trainersOf = grouped(trainers, ({ runId }) => runId)
  const shifted: ShiftedRun[] = runs.map((run) => {
    const its = (sessionsOf.get(run.id) ?? []).sort(byTime)
    // It ended as a whole with a date that the change called off.
    const cancelled = run.cancelled && !(broughtBack.has(run.id) && its.every(({ calledOff }) => !calledOff))
    // A date that was called off is taken along only with a run that was called off as a whole.
    const taken = cancelled ? its : its.filter(({ calledOff }) => !calledOff)
    const trainersOfRun = trainersOf.get(run.id) ?? []
    return {
      run: { ...run, cancelled, trainers: trainersOfRun, calledOff: its.length - taken.length },
      dates: shiftRun(taken, shift, laterOf),
    }
  })
  return { shifted, asBeforeIds }
}

const byTime = (one: Times, other: Times) => one.startsAt.getTime() - other.startsAt.getTime()

/** Of the changes of a term that somebody chose, latest first. */
export async function findWaysBack(
  db: Db,
  termId: string,
  changeIds: ReadonlySet<string>,
): Promise<WayBack[]> {
  if (changeIds.size === 0) return []
  const chosen = (await listChangesOfTerm(db, termId)).filter(({ id }) => changeIds.has(id))
  const ways: WayBack[] = []
  for (const { id } of chosen) ways.push(await findWayBack(db, id))
  return ways
}

async function bookingsFor(db: Db, shifted: ShiftedRun[]) {
  const dates = shifted.flatMap((one) => one.dates.flatMap((date) => (date.ok ? [date] : [])))
  const [first] = dates
  if (first === undefined) return []
  const window = dates.reduce<Times>(
    ({ startsAt, endsAt }, { times }) => ({
      startsAt: earlier(startsAt, times.startsAt),
      endsAt: later(endsAt, times.endsAt),
    }),
    first.times,
  )
  const roomIds = [...new Set(dates.flatMap(({ session }) => session.roomId ?? []))]
  const trainers = shifted.flatMap(({ run }) => run.trainers.map(({ personId }) => personId))
  return listBookings(db, { roomIds, personIds: [...new Set(trainers)] }, window)
}

function markOf(runs: PlacedRun[]): string {
  const facts = runs.map(({ run, dates, trainers, code, gaps, isThere }) => [
    run.id,
    run.cancelled,
    run.courseRetired,
    isThere,
    code,
    trainers.map(({ personId, expertise }) => [personId, expertise]),
    dates.map(({ session: { id, venueId, joinLink }, times, roomId }) => [
      ...[id, times.startsAt, times.endsAt],
      ...[venueId, roomId, joinLink],
    ]),
    gaps.map(({ reason, day, name, personId }: Gap) => [reason, day, name, personId]),
  ])
  return createHash('sha256').update(JSON.stringify(facts)).digest('base64url')
}
