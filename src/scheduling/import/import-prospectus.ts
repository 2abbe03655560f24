import { randomUUID } from 'node:crypto'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { readCollege } from './college.ts'
import { type Plan, planImport, type PlanSettings } from './plan.ts'
import { errorAt, hasErrors, inOrder, type Problem } from './problems.ts'
import { lockImports, lockRunsByKey } from './queries.ts'
import type { NamedFile } from './read.ts'
import { readFiles, type ReadProspectus } from './read-files.ts'
import { acceptance, type ImportReport, refusal } from './report.ts'
import { writePlan } from './write.ts'

export interface ImportInput {
  prospectus: NamedFile
  /** The dated sessions, one a row. */
  sessions?: NamedFile
  /** Moves every date by this many weeks, so that weekdays stay. */
  shiftWeeks?: number
  publish?: false | { overrideReason?: string }
  /** Tells what would happen and writes nothing. */
  dryRun?: boolean
}

export interface ImportSettings {
  now: Date
  /** IANA name: the files' times are on this clock. */
  timeZone: string
  defaultCapacity: number
  actorId?: string
  onProgress?: (text: string) => void
}

/**
 * Imports a prospectus, all of it or nothing: with an error anywhere the report says so and nothing is written.
 * Imported again, it finds its runs again. Throws Busy when another import is at work; nothing is written then either.
 */
export async function importProspectus(
  db: Db,
  input: ImportInput,
  settings: ImportSettings,
): Promise<ImportReport> {
  const { shiftWeeks = 0 } = input
  const { now, actorId = null, onProgress = () => undefined } = settings
  const read = readFiles(input, { ...settings, shiftWeeks, onProgress })
  if (read.runs.length === 0) return refusal(read.files, shiftWeeks, read.problems)
  const planned: PlanSettings = { ...settings, shiftWeeks, publish: publishOf(input), newId: randomUUID }
  if (input.dryRun === true || hasErrors(read.problems)) {
    return conclude(
      read,
      planImport(read.runs, await readCollege(db, read.runs), planned),
      planned,
      'would-import',
    )
  }
  const write = async (tx: Tx) => {
    await lockImports(tx)
    await lockRunsByKey(tx, keysOf(read))
    const plan = planImport(read.runs, await readCollege(tx, read.runs), planned)
    const report = conclude(read, plan, planned, 'imported')
    const { overrideReason } = planned.publish === false ? {} : planned.publish
    if (report.outcome === 'imported') await writePlan(tx, plan, { now, actorId, overrideReason, onProgress })
    return report
  }
  try {
    return await inTransaction(db, write)
  } catch (error) {
    const problem = refusedByDatabase(error, input.prospectus.name)
    return refusal(read.files, shiftWeeks, [problem, ...read.problems])
  }
}

/** A reason that says nothing is no reason. */
function publishOf({ publish = false }: ImportInput): PlanSettings['publish'] {
  if (publish === false) return false
  const reason = publish.overrideReason?.trim() ?? ''
  return reason === '' ? {} : { overrideReason: reason }
}

function keysOf({ runs }: ReadProspectus): string[] {
  return runs.map(({ key }) => key)
}

function conclude(
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
function refusedByDatabase(error: unknown, file: string): Problem {
  const isConstraint = error instanceof Error && 'code' in error && /^23/.test(String(error.code))
  if (!isConstraint) throw error
  const constraint = 'constraint' in error ? String(error.constraint) : String(error.code)
  const message = `The database refused the import (${constraint}): something in the planner may have changed meanwhile.`
  return errorAt({ file, line: null }, null, message)
}
