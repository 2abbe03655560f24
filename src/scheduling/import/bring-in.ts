import type { Db, Tx } from '../../database/schema.ts'
import { knownBy, readCollege } from './college.ts'
import { type Plan, planImport, type PlanSettings } from './plan.ts'
import { errorAt, hasErrors, inOrder, type Problem } from './problems.ts'
import { lockImports, lockKnownRuns, lockVenuesAndRooms } from './queries.ts'
import type { ReadProspectus } from './read-files.ts'
import { acceptance, type ImportReport, refusal } from './report.ts'
import { writePlan } from './write.ts'

interface Who {
  actorId: string | null
  onProgress?: (text: string) => void
}

/** What bringing these runs in would do to the college as it is now. Nothing is written. */
export async function lookAhead(db: Db, read: ReadProspectus, settings: PlanSettings): Promise<ImportReport> {
  if (read.runs.length === 0) return refusal(read.files, settings.shiftWeeks, read.problems)
  return conclude(read, await planFor(db, read, settings), settings, 'would-import')
}

export async function planFor(db: Db, { runs }: ReadProspectus, settings: PlanSettings): Promise<Plan> {
  return planImport(runs, await readCollege(db, runs), settings)
}

/**
 * Brings runs into the college, all of them or nothing: with an error anywhere the report says so and nothing is written.
 * Brought in again, they find themselves again. Throws what the database refuses, see `refusedByDatabase`.
 */
export async function bringIn(
  tx: Tx,
  read: ReadProspectus,
  settings: PlanSettings,
  { actorId, onProgress = () => undefined }: Who,
): Promise<ImportReport> {
  if (read.runs.length === 0) return refusal(read.files, settings.shiftWeeks, read.problems)
  await lockImports(tx)
  await lockKnownRuns(tx, knownBy(read.runs))
  await lockVenuesAndRooms(tx)
  const plan = await planFor(tx, read, settings)
  const report = conclude(read, plan, settings, 'imported')
  const { overrideReason } = settings.publish === false ? {} : settings.publish
  if (report.outcome === 'imported')
    await writePlan(tx, plan, {
      now: settings.now,
      actorId,
      overrideReason,
      onProgress,
      timeZone: settings.timeZone,
    })
  return report
}

/** What came of it, as a report: with an error anywhere it is refused as a whole. */
export function conclude(
  { files, problems: readProblems }: ReadProspectus,
  plan: Plan,
  { shiftWeeks, publish }: PlanSettings,
  outcome: 'imported' | 'would-import',
): ImportReport {
  const names = files.map(({ name }) => name)
  const problems = inOrder([...readProblems, ...plan.problems], names)
  if (hasErrors(problems)) return refusal(files, shiftWeeks, problems)
  const overrideReason = publish === false ? undefined : publish.overrideReason
  return acceptance({ outcome, files, shiftWeeks, problems }, plan, overrideReason)
}

/** The plan allows for all that was there; what comes between, the database refuses, and the whole import with it. */
export function refusedByDatabase(error: unknown, file: string): Problem {
  const isConstraint = error instanceof Error && 'code' in error && /^23/.test(String(error.code))
  if (!isConstraint) throw error
  const constraint = 'constraint' in error ? String(error.constraint) : String(error.code)
  const message = `The database refused the import (${constraint}): something in the planner may have changed meanwhile.`
  return errorAt({ file, line: null }, null, message)
}
