import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction, isViolationOf } from '../../database/transaction.ts'
import { applyChange } from './apply-change.ts'
import type { LetterContext } from './mails.ts'
import { findEmailChange, findOwnerById, type Owner, updateAgreed, updateConfirmed } from './queries.ts'
import { decideChange, isPending, isSameAddress, type ProofRefusal } from './rules.ts'
import { type Dropped, isUnexpected, takeOver } from './take-over.ts'
import { type OpenedSomewhere, useProof } from './use-proof.ts'

interface Yes {
  ok: true
  now: 'confirmed' | 'changed' | 'waits-for-old'
}
interface No {
  ok: false
  reason: ProofRefusal | 'taken'
}
export type Confirmed = (Yes & { dropped: Dropped | undefined }) | No

/** The owner of an address says, with the link sent there, that it is this person's. */
export async function confirmEmail(
  db: Db,
  opened: OpenedSomewhere,
  context: LetterContext,
): Promise<Confirmed> {
  try {
    return await inTransaction(db, (tx) => confirm(tx, opened, context))
  } catch (error) {
    // Somebody else was given the address in the same moment.
    if (isViolationOf('person_email_key', error)) return { ok: false, reason: 'taken' }
    throw error
  }
}

/** Whoever registered with somebody else's address and waits for their yes keeps no way in by it. */
async function confirm(
  tx: Tx,
  { isOwnBrowser, ...opened }: OpenedSomewhere,
  context: LetterContext,
): Promise<Confirmed> {
  const shown = await useProof(tx, { ...opened, purposes: ['confirm-email'] }, context.now)
  if (!shown.ok) return shown
  const { person_id: personId, email } = shown.proof
  const unexpected = await isUnexpected(tx, personId, isOwnBrowser)
  const confirmed = await confirmAddress(tx, { personId, email }, context)
  if (!confirmed.ok) return confirmed
  return { ...confirmed, dropped: unexpected ? await takeOver(tx, personId, context.now) : undefined }
}

async function confirmAddress(
  tx: Tx,
  { personId, email }: { personId: string; email: string },
  context: LetterContext,
): Promise<Yes | No> {
  const person = await findOwnerById(tx, personId)
  if (person === undefined) return { ok: false, reason: 'replaced' }
  const change = await findEmailChange(tx, personId)
  if (change !== undefined && isPending(change, context.now) && isSameAddress(change.email, email))
    return agreeAsNew(tx, person, change, context)
  if (isSameAddress(person.email, email)) return confirmOwn(tx, personId, context.now)
  if (!isSameAddress(person.claimed_email, email)) return { ok: false, reason: 'replaced' }
  return changedOrTaken(await applyChange(tx, person, email, context))
}

async function agreeAsNew(
  tx: Tx,
  person: Owner,
  change: { email: string; old_agreed_at: Date | null },
  context: LetterContext,
): Promise<Yes | No> {
  await updateAgreed(tx, person.id, { new_agreed_at: context.now })
  const decided = decideChange(person, { ...change, new_agreed_at: context.now })
  if (!decided.ok) return { ok: true, now: 'waits-for-old' }
  return changedOrTaken(await applyChange(tx, person, change.email, context))
}

async function confirmOwn(tx: Tx, personId: string, now: Date): Promise<Yes | No> {
  await updateConfirmed(tx, personId, now)
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'person.email-confirmed', subject })
  return { ok: true, now: 'confirmed' }
}

function changedOrTaken(changed: boolean): Yes | No {
  return changed ? { ok: true, now: 'changed' } : { ok: false, reason: 'taken' }
}
