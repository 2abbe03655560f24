import type { WaitingListMode } from '../../database/schema.ts'
import type { Details } from '../../editing/merge-edits.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { onTheClock } from '../../lib/time.ts'
import { momentAt } from '../import/dates.ts'
import type { RunRow } from './queries.ts'

/** What the office says of a run, but its dates, places and trainers. Days and times are the college's. */
export interface RunDetails extends Details {
  term: string
  code: string
  audience: string
  opens_day: string
  opens_at: string
  closes_day: string
  closes_at: string
  waiting_list_mode: WaitingListMode
  needs_approval: boolean
}

export function runDetails(run: RunRow, timeZone: string): RunDetails {
  const [opens, closes] = [run.enrolment_opens_at, run.enrolment_closes_at].map((moment) => ({
    day: moment === null ? '' : onTheClock(moment, timeZone).toPlainDate().toString(),
    at:
      moment === null ? '' : onTheClock(moment, timeZone).toPlainTime().toString({ smallestUnit: 'minute' }),
  }))
  return {
    term: run.term_id ?? '',
    code: run.code ?? '',
    audience: run.audience,
    opens_day: opens?.day ?? '',
    opens_at: opens?.at ?? '',
    closes_day: closes?.day ?? '',
    closes_at: closes?.at ?? '',
    waiting_list_mode: run.waiting_list_mode,
    needs_approval: run.needs_approval,
  }
}

/** When enrolment opens and closes, if it is said. Throws `RefusedField` for what cannot be. */
export function bookingTimes(details: RunDetails, timeZone: string) {
  const opens = momentOf('opens', details.opens_day, details.opens_at, timeZone)
  const closes = momentOf('closes', details.closes_day, details.closes_at, timeZone)
  if (opens !== null && closes !== null && closes <= opens)
    throw new RefusedField('closes_day', 'Enter a moment after enrolment has opened')
  return { enrolment_opens_at: opens, enrolment_closes_at: closes }
}

function momentOf(which: 'opens' | 'closes', day: string, time: string, timeZone: string): Date | null {
  if (day === '' && time === '') return null
  if (day === '') throw new RefusedField(`${which}_day`, 'Enter the day too, or empty the time')
  if (time === '') throw new RefusedField(`${which}_at`, 'Enter the time too, or empty the day')
  const moment = momentAt(day, time, timeZone)
  if (!moment.ok)
    throw new RefusedField(`${which}_at`, 'The clock jumps over this hour on that day. Choose another')
  return moment.instant
}
