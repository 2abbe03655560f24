// Rows and their dated sessions → runs with instants, ready to be checked against each other.
import { addMinutes } from '../../lib/time.ts'
import { longDate, momentAt, plusDays } from './dates.ts'
import { assumedMinutes, type Lengths, lengthsByTitle } from './lengths.ts'
import { rulesSaid, type SaidRules } from './booking-fields.ts'
import { grouped } from './grouped.ts'
import { importKey } from './identity.ts'
import { type Meeting, type Meetings, meetingsOf } from './meetings.ts'
import { errorAt, type Place, type Problem, warningAt } from './problems.ts'
import type { RunRow } from './run-row.ts'
import type { SessionRow } from './session-rows.ts'

export interface FileSession {
  place: Place
  /** ISO date, moved when the term is. */
  date: string
  startsAt: Date
  endsAt: Date
  endAssumed: boolean
  venue: string
  online: boolean
  room: string | null
  joinLink: string | null
}

/** One run as the files mean it. */
export interface FileRun extends Place {
  line: number
  row: RunRow
  key: string
  sessions: FileSession[]
  rules: SaidRules
  datesFrom: Meetings['from']
  extra: Record<string, string>
}

export interface Schedule {
  runs: FileRun[]
  problems: Problem[]
}

/** Settles the dates of every run, moves them by whole weeks and turns the college's clock times into instants. */
export function schedule(
  rows: readonly RunRow[],
  dated: ReadonlyMap<number, SessionRow[]>,
  { shiftWeeks, timeZone }: { shiftWeeks: number; timeZone: string },
): Schedule {
  const settled = rows.map((row) => {
    const its = dated.get(row.line) ?? []
    return { row, dated: its, ...meetingsOf(row, its) }
  })
  const lengths = lengthsByTitle(settled)
  const problems = settled.flatMap((run) => [...run.problems, ...remarked(run.dated)])
  const runs = settled.flatMap((run) => {
    const built = fileRun(run, lengths, { shiftWeeks, timeZone })
    problems.push(...built.problems)
    return built.run === null ? [] : [built.run]
  })
  return { runs, problems }
}

interface Settled extends Meetings {
  row: RunRow
  dated: readonly SessionRow[]
}

function fileRun(
  { row, dated, meetings, from }: Settled,
  lengths: Lengths,
  { shiftWeeks, timeZone }: { shiftWeeks: number; timeZone: string },
): { run: FileRun | null; problems: Problem[] } {
  const minutes = assumedMinutes(lengths, row)
  const moved = meetings.map((meeting) => ({ ...meeting, date: plusDays(meeting.date, shiftWeeks * 7) }))
  const read = moved.map((meeting) => fileSession(meeting, minutes, timeZone))
  const sessions = read.flatMap(({ session }) => (session === null ? [] : [session]))
  const rules = rulesSaid(row.rules, row, { shiftWeeks, timeZone })
  const problems = [...read.flatMap(({ problems }) => problems), ...rules.problems]
  const first = moved[0]
  if (first === undefined || sessions.length < moved.length || rules.problems.length > 0)
    return { run: null, problems }
  const identity = {
    title: row.title,
    mode: row.mode,
    venue: row.venue,
    firstDate: row.firstDate === null ? first.date : plusDays(row.firstDate, shiftWeeks * 7),
    startTime: row.startTime ?? first.start,
  }
  const extra = { ...row.extra, ...remarks(dated) }
  const { file, line } = row
  const key = importKey(identity)
  return { run: { file, line, row, key, sessions, rules: rules.said, datesFrom: from, extra }, problems }
}

function fileSession(meeting: Meeting, minutes: number, timeZone: string) {
  const { place, date, start, end, venue, room, joinLink } = meeting
  const startsAt = momentAt(date, start, timeZone)
  const endsAt = end === null ? startsAt : momentAt(date, end, timeZone)
  if (!startsAt.ok || !endsAt.ok) {
    const column = startsAt.ok ? 'end_time' : 'start_time'
    const time = startsAt.ok ? (end ?? '') : start
    const message = `On ${longDate(date)} the clocks go forward and ${time} does not exist. Choose another time.`
    return { session: null, problems: [errorAt(place, column, message)] }
  }
  const ends = end === null ? addMinutes(startsAt.instant, minutes) : endsAt.instant
  if (ends <= startsAt.instant) {
    return {
      session: null,
      problems: [errorAt(place, 'end_time', `It ends at ${end ?? ''}, before it starts at ${start}.`)],
    }
  }
  const session: FileSession = {
    place,
    date,
    startsAt: startsAt.instant,
    endsAt: ends,
    endAssumed: end === null,
    venue,
    online: meeting.mode === 'online',
    room,
    joinLink,
  }
  return { session, problems: [] }
}

/** Notes may be meant for staff and name dates that a move makes false: kept with the run, shown to nobody else. */
function remarks(dated: readonly SessionRow[]): Record<string, string> {
  const entries = dated.flatMap(({ note, extra, number }, index) => {
    const all = note === null ? extra : { note, ...extra }
    return Object.entries(all).map(
      ([name, text]) => [`${name} (session ${number ?? index + 1})`, text] as const,
    )
  })
  return Object.fromEntries(entries)
}

/** Each remark once a course: the source may say there that it is not sure of itself. */
function remarked(dated: readonly SessionRow[]): Problem[] {
  const byText = grouped(
    dated.filter(({ note }) => note !== null),
    ({ note }) => note ?? '',
  )
  return [...byText].flatMap(([text, [first]]) => {
    const message = `The file remarks: "${text}". The remark is kept with the run for staff; students do not see it.`
    return first === undefined ? [] : [warningAt(first, 'note', message)]
  })
}
