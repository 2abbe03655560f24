import { createHash } from 'node:crypto'
import type { Doing } from '../../../database/audit-trail.ts'
import type { Tx } from '../../../database/schema.ts'
import { bringIn } from '../bring-in.ts'
import type { ImportReport } from '../report.ts'
import { type College, planSettings, readDraft } from './check-draft.ts'
import { type Draft, listRows, lockDraft, updateDraft } from './queries.ts'

/** What would happen is not what was shown: nothing is written. */
export class SeenOtherwise extends Error {}

export type DraftImported =
  { ok: true; again: boolean; report: ImportReport } | { ok: false; reason: 'not-found' | 'has-errors' }

export interface ImportChoice {
  /** Publish each draft of it that has both trainers. */
  publish: boolean
  /** `digestOf` what was shown before. */
  seen: string
}

/**
 * Brings in the lines of a draft, all of them or nothing, by the same work as the command line. Pressed twice, the second
 * finds it done. Throws SeenOtherwise, and what the database refuses.
 */
export async function importDraft(
  tx: Tx,
  id: string,
  { publish, seen }: ImportChoice,
  college: College,
  { now, actorId }: Doing & { actorId: string },
): Promise<DraftImported> {
  const draft = await lockDraft(tx, id)
  if (draft === undefined) return { ok: false, reason: 'not-found' }
  if (draft.imported_at !== null) return { ok: true, again: true, report: reportOf(draft) }
  const { read } = readDraft(draft, await listRows(tx, id), college, now)
  const settings = planSettings(draft, college, now, publish ? {} : false)
  const report = await bringIn(tx, read, settings, { actorId })
  if (report.outcome !== 'imported') return { ok: false, reason: 'has-errors' }
  if (digestOf(report) !== seen) throw new SeenOtherwise()
  const outcome = { imported_by: actorId, imported_at: now, outcome: JSON.stringify(report) }
  await updateDraft(tx, id, outcome, now)
  return { ok: true, again: false, report }
}

/** As it was written when the draft was brought in. */
export function reportOf({ outcome }: Pick<Draft, 'outcome'>): ImportReport {
  return outcome as unknown as ImportReport
}

/** What a person saw before they pressed: which run is new, changed or left, and what is wrong with it. */
export function digestOf({ runs, newNames, problems }: ImportReport): string {
  const lines = runs.map(({ line, title, outcome, changes, sessions, datesKept }) => [
    line,
    title,
    outcome,
    changes,
    sessions,
    datesKept,
  ])
  return createHash('sha256')
    .update(JSON.stringify([lines, newNames, problems]))
    .digest('hex')
}
