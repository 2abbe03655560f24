// The booking rules of a run as cells of its line. Pure.
import { groupsForFile } from '../import/booking-cells.ts'
import { means, onItsDay } from './clock.ts'
import type { ExportedRun } from './queries.ts'

export function ruleCells(run: ExportedRun, timeZone: string): Partial<Record<string, string>> {
  const opens = momentCell(run.enrolment_opens_at, timeZone)
  const first = momentCell(run.priority_opens_at, timeZone)
  // Neither says anything without the others: whom a file cannot say all three of keeps what is there.
  const hasPriority = opens !== '' && first !== ''
  return {
    drop_in: yesOrNo(run.drop_in),
    enrolment_opens: opens,
    enrolment_closes: momentCell(run.enrolment_closes_at, timeZone),
    priority_opens: hasPriority ? first : '',
    priority_for: hasPriority ? groupsForFile(run.priority_for) : '',
    audience_confirmed: yesOrNo(run.audience_confirmed),
    first_session_needed: yesOrNo(run.first_session_needed),
    sessions_needed: run.sessions_needed === null ? '' : String(run.sessions_needed),
  }
}

function yesOrNo(answer: boolean): string {
  return answer ? 'yes' : 'no'
}

/** `2026-09-03 09:00`; empty where a file would mean another moment by it. */
function momentCell(moment: Date | null, timeZone: string): string {
  if (moment === null) return ''
  const shown = onItsDay(moment, timeZone)
  return means(moment, shown, timeZone) ? `${shown.date} ${shown.time}` : ''
}
