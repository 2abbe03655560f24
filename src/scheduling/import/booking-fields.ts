// The booking rules of a run as a line leaves them. An empty cell says nothing.
import type { Selectable } from 'kysely'
import type { Database, PriorityGroup } from '../../database/schema.ts'
import { contradictionIn, type Contradiction } from '../runs/booking.ts'
import type { BookingRow, ClockMoment } from './booking-cells.ts'
import { longDate, momentAt, plusDays } from './dates.ts'
import { errorAt, type Place, type Problem } from './problems.ts'

type RuleName =
  | 'drop_in'
  | 'enrolment_opens_at'
  | 'enrolment_closes_at'
  | 'priority_opens_at'
  | 'priority_for'
  | 'audience_confirmed'
  | 'first_session_needed'
  | 'sessions_needed'

export type Rules = Pick<Selectable<Database['run']>, RuleName>

/** Null where the line says nothing. */
export type SaidRules = { [Name in keyof Rules]: Rules[Name] | null }

/** Moments of the college's clock, moved with the term, become instants. */
export function rulesSaid(
  row: BookingRow,
  place: Place,
  { shiftWeeks, timeZone }: { shiftWeeks: number; timeZone: string },
): { said: SaidRules; problems: Problem[] } {
  const problems: Problem[] = []
  const instant = (column: string, moment: ClockMoment | null): Date | null => {
    if (moment === null) return null
    const date = plusDays(moment.date, shiftWeeks * 7)
    const read = momentAt(date, moment.time, timeZone)
    if (read.ok) return read.instant
    const message = `On ${longDate(date)} the clocks go forward and ${moment.time} does not exist. Choose another time.`
    problems.push(errorAt(place, column, message))
    return null
  }
  const said = {
    drop_in: row.dropIn,
    enrolment_opens_at: instant('enrolment_opens', row.opens),
    enrolment_closes_at: instant('enrolment_closes', row.closes),
    priority_opens_at: instant('priority_opens', row.priorityOpens),
    priority_for: row.priorityFor,
    audience_confirmed: row.audienceConfirmed,
    first_session_needed: row.firstSessionNeeded,
    sessions_needed: row.sessionsNeeded,
  }
  return { said, problems }
}

export function rulesAfter(said: SaidRules, old: Rules): Rules {
  return {
    drop_in: said.drop_in ?? old.drop_in,
    enrolment_opens_at: said.enrolment_opens_at ?? old.enrolment_opens_at,
    enrolment_closes_at: said.enrolment_closes_at ?? old.enrolment_closes_at,
    priority_opens_at: said.priority_opens_at ?? old.priority_opens_at,
    priority_for: groupsAfter(said.priority_for, old.priority_for),
    audience_confirmed: said.audience_confirmed ?? old.audience_confirmed,
    first_session_needed: said.first_session_needed ?? old.first_session_needed,
    sessions_needed: said.sessions_needed ?? old.sessions_needed,
  }
}

/** In whatever order they stand, the same groups are no change. */
function groupsAfter(said: PriorityGroup[] | null, old: PriorityGroup[]): PriorityGroup[] {
  const isSame = said?.length === old.length && said.every((group) => old.includes(group))
  return said === null || isSame ? old : said
}

const columns: Record<Contradiction['field'], string> = {
  opens_day: 'enrolment_opens',
  closes_day: 'enrolment_closes',
  priority_day: 'priority_opens',
  priority_for: 'priority_for',
  audience: 'audience',
}

/** What the run would say against itself, beside the cell that says it. */
export function ruleProblems(
  place: Place,
  run: Rules & { audience: string },
  dates: Parameters<typeof contradictionIn>[1],
): Problem[] {
  const found = contradictionIn(run, dates)
  return found === undefined ? [] : [errorAt(place, columns[found.field], `${found.message}.`)]
}
