import { randomUUID } from 'node:crypto'
import type { Config } from '../../../config/config.ts'
import type { Db } from '../../../database/schema.ts'
import { conclude, planFor } from '../bring-in.ts'
import type { PlanSettings } from '../plan.ts'
import { inOrder, type Problem } from '../problems.ts'
import { readProspectus, type ReadProspectus } from '../read-files.ts'
import { acceptance, type ImportReport } from '../report.ts'
import type { Draft, DraftRows } from './queries.ts'
import { takenOf } from './tables.ts'

export type College = Pick<Config, 'timeZone' | 'country' | 'defaultCapacity'>

export interface Checked {
  problems: Problem[]
  /** What bringing it in would do; with errors `refused`. */
  report: ImportReport
  /** What it would do if its errors were away. */
  foreseen: ImportReport
  withTheirRun: Set<string>
}

/** A draft as a whole, against itself and against the college as it is now. */
export async function checkDraft(
  db: Db,
  { draft, rows }: { draft: Pick<Draft, 'shift_weeks'>; rows: DraftRows },
  college: College,
  now: Date,
): Promise<Checked> {
  const { read, withTheirRun } = readDraft(draft, rows, college, now)
  const settings = planSettings(draft, college, now, {})
  const plan = await planFor(db, read, settings)
  const report = conclude(read, plan, settings, 'would-import')
  const { files } = read
  const problems = inOrder(
    [...read.problems, ...plan.problems],
    files.map(({ name }) => name),
  )
  const base = { outcome: 'would-import' as const, files, shiftWeeks: draft.shift_weeks, problems }
  return { problems, report, foreseen: acceptance(base, plan, undefined), withTheirRun }
}

export function readDraft(
  { shift_weeks: shiftWeeks }: Pick<Draft, 'shift_weeks'>,
  rows: DraftRows,
  { timeZone }: College,
  now: Date,
): { read: ReadProspectus; withTheirRun: Set<string> } {
  const { opened, withTheirRun } = takenOf(rows)
  const read = readProspectus(opened, { shiftWeeks, timeZone, now, onProgress: () => undefined })
  return { read, withTheirRun }
}

export function planSettings(
  { shift_weeks: shiftWeeks }: Pick<Draft, 'shift_weeks'>,
  college: College,
  now: Date,
  publish: PlanSettings['publish'],
): PlanSettings {
  return { ...college, shiftWeeks, publish, now, newId: randomUUID }
}
