// What each run comes to in the other term: its dates, and what of it finds no room, no trainer, no code. Pure.
import type { Expertise, GapReason } from '../../database/schema.ts'
import type { Shifted, Times } from './rules.ts'

export interface SessionToCopy extends Times {
  id: string
  runId: string
  venueId: string
  venue: string
  venueRetired: boolean
  roomId: string | null
  room: string | null
  roomRetired: boolean
  joinLink: string | null
  calledOff: boolean
}

export interface TrainerToCopy {
  personId: string
  name: string
  expertise: Expertise
  /** May give courses still. */
  active: boolean
}

export interface RunToCopy {
  id: string
  courseId: string
  title: string
  code: string | null
  cancelled: boolean
  courseRetired: boolean
  /** How many dates were called off, and are not taken along. */
  calledOff: number
  trainers: TrainerToCopy[]
}

/** A room or a person that is needed elsewhere, and for what. */
export interface Booking extends Times {
  who: string
  title: string
}

export interface ShiftedRun {
  run: RunToCopy
  dates: Shifted<SessionToCopy>[]
}

/** What of a run could not be placed. */
export interface Gap {
  reason: GapReason
  day: string | null
  name: string
  personId: string | null
  /** Of the run that is copied: the date that lacks its room. */
  sessionId: string | null
}

export interface PlacedDate {
  session: SessionToCopy
  day: string
  times: Times
  roomId: string | null
  movedFrom?: { day: string; why: string }
}

export interface PlacedRun {
  run: RunToCopy
  dates: PlacedDate[]
  trainers: TrainerToCopy[]
  code: string | null
  gaps: Gap[]
  /** A run of the same course begins at the same moment in the other term. */
  isThere: boolean
}

export interface Around {
  bookings: Booking[]
  codes: Set<string>
  /** Of the other term, by `beginningOf`. */
  beginnings: Set<string>
  withTrainers: boolean
}

export function beginningOf(courseId: string, startsAt: Date): string {
  return `${courseId} ${startsAt.getTime()}`
}

/** One run after another: what an earlier one takes is not there for a later one. */
export function placeRuns(runs: ShiftedRun[], around: Around): PlacedRun[] {
  const taken = new Map<string, Booking[]>()
  const take = (booking: Booking) => {
    const others = taken.get(booking.who)
    if (others === undefined) taken.set(booking.who, [booking])
    else others.push(booking)
  }
  for (const booking of around.bookings) take(booking)
  const codes = new Set(around.codes)
  return runs.map((shifted) => placeRun(shifted, { ...around, codes, taken, take }))
}

interface Finding extends Around {
  taken: Map<string, Booking[]>
  take: (booking: Booking) => void
}

function placeRun({ run, dates }: ShiftedRun, finding: Finding): PlacedRun {
  const found = dates.map((date) => placeDate(date, run, finding))
  const placed = found.flatMap(({ date }) => date ?? [])
  const gaps = found.flatMap((one) => one.gaps)
  if (dates.length === 0) gaps.push(gapOf('no-dates'))
  const first = placed[0]?.times.startsAt
  const isThere = first !== undefined && finding.beginnings.has(beginningOf(run.courseId, first))
  if (first === undefined) return { run, dates: [], trainers: [], code: null, gaps, isThere }
  const wanted = finding.withTrainers ? run.trainers : []
  const trainers = wanted.filter((trainer) => {
    const gap = trainerGap(trainer, placed, finding)
    if (gap !== undefined) gaps.push(gap)
    else for (const { times } of placed) finding.take({ who: trainer.personId, title: run.title, ...times })
    return gap === undefined
  })
  const codeTaken = run.code !== null && finding.codes.has(run.code)
  if (codeTaken) gaps.push(gapOf('code-taken', { name: run.code ?? '' }))
  else if (run.code !== null) finding.codes.add(run.code)
  return { run, dates: placed, trainers, code: codeTaken ? null : run.code, gaps, isThere }
}

function placeDate(
  date: Shifted<SessionToCopy>,
  { title }: RunToCopy,
  finding: Finding,
): { date?: PlacedDate; gaps: Gap[] } {
  const { session, day } = date
  if (!date.ok) return { gaps: [gapOf(date.reason, { day, name: date.name })] }
  if (session.venueRetired) return { gaps: [gapOf('venue-retired', { day, name: session.venue })] }
  const { times, movedFrom } = date
  const placed = { session, day, times, ...(movedFrom === undefined ? {} : { movedFrom }) }
  const { roomId, id: sessionId } = session
  if (roomId === null) return { date: { ...placed, roomId }, gaps: [] }
  const without = (reason: GapReason, name: string) => ({
    date: { ...placed, roomId: null },
    gaps: [gapOf(reason, { day, name, sessionId })],
  })
  if (session.roomRetired) return without('room-retired', session.room ?? '')
  const clash = clashOf(roomId, times, finding)
  if (clash !== undefined) return without('room-taken', clash.title)
  finding.take({ who: roomId, title, ...times })
  return { date: { ...placed, roomId }, gaps: [] }
}

/** A trainer gives all dates of a run or is asked for none: who gives half of it is for the office to say. */
function trainerGap(trainer: TrainerToCopy, placed: PlacedDate[], finding: Finding): Gap | undefined {
  const { personId } = trainer
  if (!trainer.active) return gapOf('trainer-gone', { personId })
  for (const { times, day } of placed) {
    const clash = clashOf(personId, times, finding)
    if (clash !== undefined) return gapOf('trainer-busy', { personId, day, name: clash.title })
  }
  return undefined
}

/** Half-open, as in the database. */
function clashOf(who: string, times: Times, { taken }: Finding): Booking | undefined {
  return taken.get(who)?.find((other) => other.startsAt < times.endsAt && other.endsAt > times.startsAt)
}

function gapOf(reason: GapReason, about: Partial<Omit<Gap, 'reason'>> = {}): Gap {
  return { reason, day: null, name: '', personId: null, sessionId: null, ...about }
}
