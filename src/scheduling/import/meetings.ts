// When a run meets: the dated sessions of the second file, else the first date and the interval.
import type { Mode } from '../../database/schema.ts'
import { counted, listed } from '../../lib/words.ts'
import { daysBetween, longDate, plusDays } from './dates.ts'
import { folded } from './identity.ts'
import { errorAt, type Place, type Problem, warningAt } from './problems.ts'
import type { RunRow } from './run-row.ts'
import type { SessionRow } from './session-rows.ts'

/** One session on the college's calendar, not yet an instant. No end: the files give none. */
export interface Meeting {
  place: Place
  date: string
  start: string
  end: string | null
  mode: Mode
  venue: string
  room: string | null
  joinLink: string | null
}

export interface Meetings {
  /** Where the dates come from; `incomplete` when some of the sessions have no date anywhere. */
  from: 'sessions-file' | 'first-date' | 'interval' | 'incomplete'
  meetings: Meeting[]
  problems: Problem[]
}

export function meetingsOf(row: RunRow, dated: readonly SessionRow[]): Meetings {
  if (dated.length > 0) return datedMeetings(row, dated)
  if (row.firstDate === null || row.startTime === null) {
    const column = row.firstDate === null ? 'first_date' : 'start_time'
    const what = row.firstDate === null ? 'first date' : 'start time'
    const problem = errorAt(row, column, `The run has no ${what}, and no dated sessions give one.`)
    return { from: 'first-date', meetings: [], problems: [problem] }
  }
  return reckonedMeetings(row, row.firstDate, row.startTime)
}

function reckonedMeetings(row: RunRow, firstDate: string, start: string): Meetings {
  const { mode, venue, room, joinLink } = row
  const on = (date: string): Meeting => ({
    place: row,
    date,
    start,
    end: row.endTime,
    mode,
    venue,
    room,
    joinLink,
  })
  const count = row.sessions ?? 1
  if (count === 1) return { from: 'first-date', meetings: [on(firstDate)], problems: [] }
  const weeks = row.intervalWeeks
  if (weeks === null) {
    return { from: 'incomplete', meetings: [on(firstDate)], problems: [] }
  }
  const dates = Array.from({ length: count }, (_, index) => plusDays(firstDate, index * weeks * 7))
  return { from: 'interval', meetings: dates.map(on), problems: [] }
}

function datedMeetings(row: RunRow, dated: readonly SessionRow[]): Meetings {
  const problems: Problem[] = []
  const meetings = dated.flatMap((session) => {
    const start = session.startTime ?? row.startTime
    if (start !== null) return [meetingOf(row, session, start)]
    problems.push(errorAt(session, 'start_time', 'The session has no start time, and neither has its run.'))
    return []
  })
  meetings.sort((a, b) => `${a.date}${a.start}`.localeCompare(`${b.date}${b.start}`))
  problems.push(...disagreements(row, dated, meetings))
  return { from: 'sessions-file', meetings, problems }
}

function meetingOf(row: RunRow, session: SessionRow, start: string): Meeting {
  const mode = session.mode ?? row.mode
  const movedOnline = mode === 'online' && row.mode !== 'online'
  const venue = session.venue ?? (movedOnline ? 'Online' : row.venue)
  const elsewhere = folded(venue) !== folded(row.venue)
  return {
    place: { file: session.file, line: session.line },
    date: session.date,
    start,
    // The run's end time belongs to the run's start: a session that starts at another time brings its own.
    end: session.endTime ?? (start === row.startTime ? row.endTime : null),
    mode,
    venue,
    room: session.room ?? (elsewhere ? null : row.room),
    joinLink: session.joinLink ?? row.joinLink,
  }
}

function disagreements(row: RunRow, dated: readonly SessionRow[], meetings: readonly Meeting[]): Problem[] {
  return [
    ...countDisagrees(row, dated),
    ...firstDisagrees(row, meetings[0]),
    ...rhythmDisagrees(row, meetings),
    ...orderDisagrees(dated),
    ...modeDisagrees(row, dated),
  ]
}

/** The dates win over the number: they are what people would have turned up for. */
function countDisagrees(
  row: Pick<RunRow, 'file' | 'line' | 'sessions'>,
  dated: readonly SessionRow[],
): Problem[] {
  if (row.sessions === null || row.sessions === dated.length) return []
  const dates = listed(dated.map(({ date }) => longDate(date)))
  const given = `${dated[0]?.file ?? ''} gives ${counted(dated.length, 'date')}: ${dates}`
  const message = `The run is said to have ${counted(row.sessions, 'session')}, but ${given}. The dates are followed: check which is right.`
  return [warningAt(row, 'sessions', message)]
}

function firstDisagrees(row: RunRow, first: Meeting | undefined): Problem[] {
  if (first === undefined) return []
  const problems: Problem[] = []
  const followed = `${first.place.file} is followed: check which is right.`
  if (row.firstDate !== null && row.firstDate !== first.date) {
    const message = `The run is said to begin on ${longDate(row.firstDate)}, but its first session is on ${longDate(first.date)}. ${followed}`
    problems.push(warningAt(row, 'first_date', message))
  }
  if (row.startTime !== null && row.startTime !== first.start) {
    const message = `The run is said to start at ${row.startTime}, but its first session starts at ${first.start}. ${followed}`
    problems.push(warningAt(row, 'start_time', message))
  }
  return problems
}

/** A week left out is usual (a holiday); a session between the weeks is not. */
function rhythmDisagrees(row: RunRow, meetings: readonly Meeting[]): Problem[] {
  const weeks = row.intervalWeeks
  if (weeks === null) return []
  const off = meetings.find((meeting, index) => {
    const before = meetings[index - 1]
    return before !== undefined && daysBetween(before.date, meeting.date) % (weeks * 7) !== 0
  })
  if (off === undefined) return []
  const rhythm = weeks === 1 ? 'every week' : `every ${weeks} weeks`
  const message = `The run is said to meet ${rhythm}, but ${longDate(off.date)} does not fit. The dates are followed.`
  return [warningAt(row, 'interval_weeks', message)]
}

function orderDisagrees(dated: readonly SessionRow[]): Problem[] {
  const numbered = dated.filter(({ number }) => number !== null)
  const when = ({ date, startTime }: SessionRow) => `${date} ${startTime ?? ''}`
  const byDate = [...numbered].sort((a, b) => when(a).localeCompare(when(b)))
  const wrong = byDate.find((session, index) => (session.number ?? 0) < (byDate[index - 1]?.number ?? 0))
  if (wrong === undefined) return []
  const message = `Session ${wrong.number ?? ''} is dated after a session with a higher number. The dates are followed.`
  return [warningAt(wrong, 'session_no', message)]
}

function modeDisagrees(row: RunRow, dated: readonly SessionRow[]): Problem[] {
  const words = { 'in-person': 'in person', online: 'online' }
  return dated
    .filter(({ mode }) => mode !== null && mode !== row.mode)
    .map((session) => {
      const message = `This session is ${words[session.mode ?? row.mode]}, but its run is ${words[row.mode]} (line ${row.line}). The catalogue will say ${words[row.mode]}.`
      return warningAt(session, 'delivery_mode', message)
    })
}
