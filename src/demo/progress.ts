// How far the demo college has come. It is made in three transactions, each whole in itself; what was begun and not
// finished (the process was stopped) is finished at the next start, as of the moment at which it began.
import type { AuditAction } from '../database/audit-actions.ts'
import { recordInAuditTrail } from '../database/audit-trail.ts'
import type { Db, Tx } from '../database/schema.ts'
import { findMark } from './queries.ts'

export interface Beginning {
  /** The moment around which the term lies. */
  now: Date
  administratorId: string
}

export async function markBegun(tx: Tx, { now, administratorId }: Beginning): Promise<void> {
  await mark(tx, 'demo.begun', now, administratorId)
}

export async function markFinished(tx: Tx, { now, administratorId }: Beginning): Promise<void> {
  await mark(tx, 'demo.finished', now, administratorId)
}

async function mark(tx: Tx, action: AuditAction, at: Date, id: string): Promise<void> {
  await recordInAuditTrail(tx, { at, actorId: id, action, subject: { kind: 'person', id } })
}

export async function findBeginning(db: Db): Promise<Beginning | undefined> {
  const mark = await findMark(db, 'demo.begun')
  return mark && { now: mark.at, administratorId: mark.subject_id }
}

export async function isFinished(db: Db): Promise<boolean> {
  return (await findMark(db, 'demo.finished')) !== undefined
}
