import { randomUUID } from 'node:crypto'
import type { Db } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { bringIn, lookAhead, refusedByDatabase } from './bring-in.ts'
import { type ImportFiles, openFiles } from './open-files.ts'
import type { PlanSettings } from './plan.ts'
import { hasErrors } from './problems.ts'
import { readProspectus } from './read-files.ts'
import { type ImportReport, refusal } from './report.ts'

export interface ImportInput extends ImportFiles {
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
  country: string
  defaultCapacity: number
  actorId?: string
  onProgress?: (text: string) => void
}

/**
 * Imports a prospectus from files, all of it or nothing. Imported again, it finds its runs again. Throws Busy when another
 * import is at work; nothing is written then either.
 */
export async function importProspectus(
  db: Db,
  input: ImportInput,
  settings: ImportSettings,
): Promise<ImportReport> {
  const { shiftWeeks = 0 } = input
  const { actorId = null, onProgress = () => undefined } = settings
  const opened = await openFiles(input)
  const read = readProspectus(opened, { ...settings, shiftWeeks, onProgress })
  const planned: PlanSettings = { ...settings, shiftWeeks, publish: publishOf(input), newId: randomUUID }
  if (input.dryRun === true || hasErrors(read.problems)) return lookAhead(db, read, planned)
  try {
    return await inTransaction(db, (tx) => bringIn(tx, read, planned, { actorId, onProgress }))
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
