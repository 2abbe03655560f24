// What a person should know about the runs as they will be: told after the plan, because the college may know more
// than the file does.
import { counted, listed } from '../../lib/words.ts'
import type { PlannedRun } from './plan-runs.ts'
import { type Problem, warningAt } from './problems.ts'

export function planWarnings(runs: readonly PlannedRun[]): Problem[] {
  return [
    ...runs.flatMap((run) => [
      ...missingEnd(run),
      ...datesUnknown(run),
      ...otherNumber(run),
      ...leftAlone(run),
      ...moreThanDates(run),
    ]),
    ...reckonedDates(runs),
  ]
}

/** One warning a run: what is assumed, and what people will be told. */
function missingEnd({ file, sessions }: Pick<PlannedRun, 'file' | 'sessions'>): Problem[] {
  const assumed = sessions.find(({ end_assumed }) => end_assumed)
  if (assumed === undefined) return []
  const minutes = (assumed.ends_at.getTime() - assumed.starts_at.getTime()) / 60_000
  const message = `No end time is given. A length of ${lengthInWords(minutes)} is assumed, and the page says "end time to be confirmed".`
  return [warningAt(file, 'end_time', message)]
}

/** `2 hours`, `45 minutes`, `2 hours and 30 minutes` */
function lengthInWords(minutes: number): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return listed([
    ...(hours === 0 ? [] : [counted(hours, 'hour')]),
    ...(rest === 0 ? [] : [counted(rest, 'minute')]),
  ])
}

/** Dates are never invented: those that nobody wrote down are asked for. */
function datesUnknown({ file, outcome }: Pick<PlannedRun, 'file' | 'outcome'>): Problem[] {
  if (file.datesFrom !== 'incomplete' || outcome !== 'created') return []
  const count = counted(file.row.sessions ?? 1, 'session')
  const message = `The run has ${count}, but only the date of the first is given, and only that one is taken. Add the others in a file of sessions, fill in interval_weeks, or add them in the planner before people enrol.`
  return [warningAt(file, 'interval_weeks', message)]
}

/** Without dated sessions the file cannot say which session is new or gone. */
function otherNumber({ file, outcome, sessions }: PlannedRun): Problem[] {
  const said = file.row.sessions
  if (said === null || outcome === 'created' || file.datesFrom === 'sessions-file') return []
  const has = sessions.filter(({ status }) => status === 'planned').length
  if (said === has) return []
  const message = `The file says ${counted(said, 'session')}, the planner has ${has}. The planner's dates are kept: to change them, import a file of sessions or use the planner.`
  return [warningAt(file, 'sessions', message)]
}

function leftAlone({ file, run, outcome, changes, hasEnrolments }: PlannedRun): Problem[] {
  if (outcome !== 'left') return []
  const status = run.status === 'published' ? 'is already published' : `is ${run.status}`
  const why = run.status === 'draft' && hasEnrolments ? 'has people on its list' : status
  const message = `The run ${why} and is left as it is, though the file differs in ${listed(changes)}. Change it in the planner, so that the people concerned are told.`
  return [warningAt(file, null, message)]
}

function moreThanDates({ file, run, outcome, sessions }: PlannedRun): Problem[] {
  const { sessions_needed: asked } = run
  const dates = Math.max(sessions.filter(({ status }) => status === 'planned').length, file.row.sessions ?? 0)
  if (asked === null || asked <= dates || outcome === 'left' || outcome === 'unchanged') return []
  const message = `It asks people to come to ${counted(asked, 'class', 'classes')}, and the run has ${dates}.`
  return [warningAt(file, 'sessions_needed', message)]
}

function reckonedDates(runs: readonly PlannedRun[]): Problem[] {
  const reckoned = runs.filter(({ file, outcome }) => file.datesFrom === 'interval' && outcome === 'created')
  const [first] = reckoned
  if (first === undefined) return []
  const message = `${counted(reckoned.length, 'run has', 'runs have')} several sessions and no dated list of them: the dates are reckoned from the first date and the interval, holidays not left out.`
  return [warningAt({ file: first.file.file, line: null }, null, message)]
}
