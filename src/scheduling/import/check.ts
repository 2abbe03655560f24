// What several rows say against each other. Pure: runs in, problems out.
import { counted, listed } from '../../lib/words.ts'
import { longDate } from './dates.ts'
import { grouped } from './grouped.ts'
import { folded } from './identity.ts'
import { errorAt, type Problem, warningAt } from './problems.ts'
import type { RunRow } from './run-row.ts'
import type { FileRun } from './schedule.ts'
import { roomClashes, selfClashes, trainerClashes } from './clashes.ts'

export function checkRuns(runs: readonly FileRun[], now: Date): Problem[] {
  return [
    ...duplicates(runs),
    ...sharedCodes(runs),
    ...selfClashes(runs),
    ...roomClashes(runs),
    ...trainerClashes(runs),
    ...onePersonTwice(runs),
    ...past(runs, now),
    ...venueKinds(runs),
    ...differingTexts(runs),
  ]
}

/** Same course, mode, venue, first date and start: the second would be the first over again. */
function duplicates(runs: readonly FileRun[]): Problem[] {
  return [...grouped(runs, ({ key }) => key).values()].flatMap(([first, ...others]) =>
    others.map((run) =>
      errorAt(
        run,
        'course_title',
        `This is the same run as line ${first?.line ?? ''}. Same course, place, date and start: remove one of the two lines.`,
      ),
    ),
  )
}

/** The database holds a run code to be unique within its term. */
function sharedCodes(runs: readonly FileRun[]): Problem[] {
  const coded = runs.filter(({ row }) => row.code !== null)
  const byCode = grouped(coded, ({ row }) => JSON.stringify([folded(row.term ?? ''), row.code]))
  return [...byCode.values()].flatMap(([first, ...others]) =>
    others.map((run) => {
      const message = `The code ${run.row.code ?? ''} is already used on line ${first?.line ?? ''} in the same term. Each run needs a code of its own, or none.`
      return errorAt(run, 'run_code', message)
    }),
  )
}

function onePersonTwice(runs: readonly FileRun[]): Problem[] {
  return runs.flatMap((run) => {
    const byEmail = grouped(run.row.trainers, ({ email }) => email)
    return [...byEmail].flatMap(([email, [, other]]) => {
      if (other === undefined) return []
      const message = `${email} is named both as peer trainer and as professional trainer. One person can be only one of them on a run.`
      return [errorAt(run, other.column, message)]
    })
  })
}

/**
 * One warning where the whole file lies behind us, as last year's prospectus does, or most of a term that is under way;
 * one a line where it is a few, because each may be a slip of the pen.
 */
function past(runs: readonly FileRun[], now: Date): Problem[] {
  const begun = runs.filter(({ sessions }) => sessions[0] !== undefined && sessions[0].startsAt < now)
  const [first] = begun
  if (first === undefined) return []
  const file = { file: first.file, line: null }
  if (begun.length === runs.length && runs.length > 1) {
    const message = `All ${runs.length} runs begin in the past. To use them for a coming term, move every date by some weeks.`
    return [warningAt(file, 'first_date', message)]
  }
  if (begun.length > 10) {
    const message = `${begun.length} of the ${runs.length} runs begin in the past: lines ${lineNumbers(begun)}.`
    return [warningAt(file, 'first_date', message)]
  }
  return begun.map((run) => {
    const date = longDate(run.sessions[0]?.date ?? '')
    return warningAt(run, 'first_date', `The run begins on ${date}, which is in the past.`)
  })
}

/** One name for a place people go to and for a place online is a slip of the pen. */
function venueKinds(runs: readonly FileRun[]): Problem[] {
  const sessions = runs.flatMap((run) => run.sessions.map((session) => ({ run, session })))
  return [...grouped(sessions, ({ session }) => folded(session.venue)).values()].flatMap((uses) => {
    const first = uses[0]?.session
    const other = uses.find(({ session }) => session.online !== first?.online)
    if (first === undefined || other === undefined) return []
    const [here, there] = first.online ? ['in person', 'online'] : ['online', 'in person']
    const message = `"${first.venue}" is used ${here} here, but ${there} on line ${first.place.line ?? ''}. It is kept as a place to meet ${there}.`
    return [warningAt(other.session.place, 'venue', message)]
  })
}

/** A course and a venue are described once: where rows differ, the first description is taken. */
function differingTexts(runs: readonly FileRun[]): Problem[] {
  const rows = runs.map(({ row }) => row)
  const course = (['summary', 'what_to_expect', 'who_it_is_for'] as const).flatMap((name) =>
    differing(
      rows,
      name,
      (row) => folded(row.title),
      (row) => row.courseTexts[name],
    ),
  )
  const venue = (['address', 'how_to_get_there', 'access'] as const).flatMap((name) =>
    differing(
      rows,
      `venue_${name}`,
      (row) => folded(row.venue),
      (row) => row.venueTexts[name],
    ),
  )
  return [...course, ...venue]
}

function differing(
  rows: readonly RunRow[],
  column: string,
  keyOf: (row: RunRow) => string,
  textOf: (row: RunRow) => string | null,
): Problem[] {
  const described = rows.filter((row) => textOf(row) !== null)
  return [...grouped(described, keyOf).values()].flatMap(([first, ...others]) => {
    const different = others.filter((row) => first !== undefined && textOf(row) !== textOf(first))
    const [place] = different
    if (first === undefined || place === undefined) return []
    const message = `The text differs from line ${first.line} on ${counted(different.length, 'line')} (${lineNumbers(different)}). The text of line ${first.line} is taken.`
    return [warningAt(place, column, message)]
  })
}

/** At most fifty lines by number, so that a long file does not drown what else there is to say. */
function lineNumbers(runs: readonly { line: number }[]): string {
  const numbers = runs.slice(0, 50).map(({ line }) => String(line))
  return listed(runs.length > 50 ? [...numbers, `${runs.length - 50} more`] : numbers)
}
