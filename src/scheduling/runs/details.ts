import type { WaitingListMode } from '../../database/schema.ts'
import type { Details } from '../../editing/merge-edits.ts'
import { onTheClock } from '../../lib/time.ts'
import type { RunRow } from './queries.ts'

/** What the office says of a run, but its dates, places and trainers. Days and times are the college's. */
export interface RunDetails extends Details {
  term: string
  code: string
  audience: string
  audience_confirmed: boolean
  drop_in: boolean
  opens_day: string
  opens_at: string
  closes_day: string
  closes_at: string
  priority_day: string
  priority_at: string
  /** Groups, in an order of their own, each on a line. */
  priority_for: string
  first_session_needed: boolean
  /** A number, or empty. */
  sessions_needed: string
  waiting_list_mode: WaitingListMode
  needs_approval: boolean
}

export function runDetails(run: Omit<RunRow, 'title' | 'dates' | 'live'>, timeZone: string): RunDetails {
  const opens = dayAndTime(run.enrolment_opens_at, timeZone)
  const closes = dayAndTime(run.enrolment_closes_at, timeZone)
  const first = dayAndTime(run.priority_opens_at, timeZone)
  return {
    term: run.term_id ?? '',
    code: run.code ?? '',
    ...{ audience: run.audience, audience_confirmed: run.audience_confirmed, drop_in: run.drop_in },
    ...{ opens_day: opens.day, opens_at: opens.at },
    ...{ closes_day: closes.day, closes_at: closes.at },
    ...{ priority_day: first.day, priority_at: first.at },
    priority_for: [...run.priority_for].sort().join('\n'),
    first_session_needed: run.first_session_needed,
    sessions_needed: run.sessions_needed === null ? '' : String(run.sessions_needed),
    waiting_list_mode: run.waiting_list_mode,
    needs_approval: run.needs_approval,
  }
}

/** A moment as it is typed. */
function dayAndTime(moment: Date | null, timeZone: string): { day: string; at: string } {
  if (moment === null) return { day: '', at: '' }
  const clock = onTheClock(moment, timeZone)
  return {
    day: clock.toPlainDate().toString(),
    at: clock.toPlainTime().toString({ smallestUnit: 'minute' }),
  }
}
