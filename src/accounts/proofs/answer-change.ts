import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction, isViolationOf } from '../../database/transaction.ts'
import { endOtherSessions } from '../sessions/queries.ts'
import { applyChange } from './apply-change.ts'
import type { LetterContext } from './mails.ts'
import {
  deleteEmailChange,
  endProofs,
  findEmailChange,
  findOwnerById,
  lockOwner,
  updateAgreed,
} from './queries.ts'
import { decideChange, isPending, type ProofRefusal } from './rules.ts'
import { type Opened, useProof } from './use-proof.ts'

export type Allowed =
  { ok: true; now: 'changed' | 'waits-for-new' } | { ok: false; reason: ProofRefusal | 'taken' }

type OldAddress = Omit<Opened, 'purposes'>

/** The old address says yes. */
export async function allowChange(db: Db, opened: OldAddress, context: LetterContext): Promise<Allowed> {
  try {
    return await inTransaction(db, (tx) => allow(tx, opened, context))
  } catch (error) {
    // Somebody else was given the address in the same moment.
    if (isViolationOf('person_email_key', error)) return { ok: false, reason: 'taken' }
    throw error
  }
}

async function allow(tx: Tx, opened: OldAddress, context: LetterContext): Promise<Allowed> {
  const shown = await useProof(tx, { ...opened, purposes: ['allow-change'] }, context.now)
  if (!shown.ok) return shown
  const person = await findOwnerById(tx, shown.proof.person_id)
  const change = await findEmailChange(tx, shown.proof.person_id)
  if (person === undefined || change === undefined || !isPending(change, context.now))
    return { ok: false, reason: 'replaced' }
  await updateAgreed(tx, person.id, { old_agreed_at: context.now })
  const decided = decideChange(person, { ...change, old_agreed_at: context.now })
  if (!decided.ok) return { ok: true, now: 'waits-for-new' }
  const changed = await applyChange(tx, person, change.email, context)
  return changed ? { ok: true, now: 'changed' } : { ok: false, reason: 'taken' }
}

/** The old address says that this was somebody else: the change is off, and whoever is signed in is signed out. */
export async function stopChange(
  tx: Tx,
  opened: OldAddress,
  now: Date,
): Promise<{ ok: true } | { ok: false; reason: ProofRefusal }> {
  const shown = await useProof(tx, { ...opened, purposes: ['allow-change'] }, now)
  if (!shown.ok) return shown
  const { person_id: personId } = shown.proof
  await endChange(tx, personId, now)
  await endOtherSessions(tx, personId, null)
  return { ok: true }
}

/** The person thought better of it. */
export async function cancelChange(tx: Tx, personId: string, now: Date): Promise<void> {
  await lockOwner(tx, personId)
  await endChange(tx, personId, now)
}

/** The change they asked for, if there is one, is off, and so are the messages about it. Whether there was one. */
export async function endChange(tx: Tx, personId: string, now: Date): Promise<boolean> {
  if (!(await deleteEmailChange(tx, personId))) return false
  await endProofs(tx, personId, ['confirm-email', 'allow-change'], now)
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'person.email-change-stopped', subject })
  return true
}
