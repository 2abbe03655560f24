import type { College } from './college.ts'
import { onTheClock } from '../../lib/time.ts'
import { longDate } from './dates.ts'
import { importKey } from './identity.ts'
import { errorAt, type Problem } from './problems.ts'
import type { FileRun } from './schedule.ts'

type KnownRun = College['runs'][number]

/**
 * Finds the run of the college that each run of the file means: the one that is there now with the same title, mode,
 * venue, first date and start; else the one that was imported so, and has been moved since. The first also finds runs
 * that were planned in pages, and so a file that was exported finds all of its runs again.
 */
export function matchRuns(
  fileRuns: readonly FileRun[],
  { runs: known, firstMeetings }: Pick<College, 'runs' | 'firstMeetings'>,
  timeZone: string,
): { runOf: (file: FileRun) => KnownRun | undefined; problems: Problem[] } {
  const firstOf = new Map(firstMeetings.map((first) => [first.run_id, first]))
  const asItIs = new Map(inOrderOfUse(known).flatMap((run) => keyed(run, firstOf.get(run.id), timeZone)))
  const asImported = new Map(known.map((run) => [run.import_key, run]))
  const claimed = new Map(
    fileRuns.flatMap((file) => {
      const run = asItIs.get(file.key)
      return run === undefined ? [] : [[run.id, file] as const]
    }),
  )
  const problems: Problem[] = []
  for (const file of fileRuns) {
    if (asItIs.has(file.key)) continue
    const other = claimed.get(asImported.get(file.key)?.id ?? '')
    if (other !== undefined) problems.push(movedSince(file, other))
  }
  return { runOf: ({ key }) => asItIs.get(key) ?? asImported.get(key), problems }
}

/** Of two that are alike, the later one counts: a run that was called off may have been planned anew. */
function inOrderOfUse(runs: readonly KnownRun[]): KnownRun[] {
  return [...runs].sort((one, other) => rank(one) - rank(other))
}

function rank({ status }: KnownRun): number {
  return status === 'cancelled' ? 0 : 1
}

function keyed(
  run: KnownRun,
  first: College['firstMeetings'][number] | undefined,
  timeZone: string,
): [string, KnownRun][] {
  if (first === undefined) return []
  const { title, venue } = first
  const at = onTheClock(first.starts_at, timeZone)
  const firstDate = at.toPlainDate().toString()
  const startTime = at.toPlainTime().toString({ smallestUnit: 'minute' })
  return [[importKey({ title, mode: run.mode, venue, firstDate, startTime }), run]]
}

function movedSince(file: FileRun, other: FileRun): Problem {
  const date = longDate(other.sessions[0]?.date ?? '')
  const message = `This run has been moved in the planner since it was imported, to ${date}: that is line ${other.line}. Remove one of the two lines.`
  return errorAt(file, 'course_title', message)
}
