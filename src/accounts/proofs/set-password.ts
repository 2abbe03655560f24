import { hasFeed } from '../../calendar/queries.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { endOtherSessions } from '../sessions/queries.ts'
import { endChange } from './answer-change.ts'
import { type LetterContext, passwordChangedLetter, promiseLetter } from './mails.ts'
import { findOwnerById, type Owner, updateConfirmed, upsertPassword } from './queries.ts'
import { isSameAddress, mustOldAgree, type ProofRefusal } from './rules.ts'
import { dropWaysIn, isUnexpected, type WayDropped } from './take-over.ts'
import { type OpenedSomewhere, useProof } from './use-proof.ts'

interface NewPassword {
  /** Its hash, made before anything is held. */
  secret: string
  /** The session it is set from, which goes on; null to end them all. */
  sessionId: string | null
}

export interface PasswordSet {
  /** A change of address that is off now: whoever asked for it has to ask again. */
  stoppedChange: boolean
  /** They have a private calendar link, which goes on. */
  keepsFeed: boolean
}

/** Sets a password with a link sent by mail, whatever the old one was. */
export async function resetPassword(
  tx: Tx,
  { secret, sessionId, isOwnBrowser, ...opened }: NewPassword & OpenedSomewhere,
  context: LetterContext,
): Promise<
  ({ ok: true; dropped: WayDropped | undefined } & PasswordSet) | { ok: false; reason: ProofRefusal }
> {
  const shown = await useProof(tx, { ...opened, purposes: ['new-password'] }, context.now)
  if (!shown.ok) return shown
  const person = await findOwnerById(tx, shown.proof.person_id)
  if (person === undefined || !isSameAddress(person.email, shown.proof.email))
    return { ok: false, reason: 'replaced' }
  // What was set up before the address was shown to be theirs may be of whoever registered with it.
  const unexpected = await isUnexpected(tx, person.id, isOwnBrowser)
  const dropped = unexpected ? await dropWaysIn(tx, person.id, context.now) : undefined
  await updateConfirmed(tx, person.id, context.now)
  const set = await setPassword(tx, person, { secret, sessionId }, 'person.password-reset', context)
  return { ok: true, dropped, ...set }
}

/** Sets another password for somebody who has just typed the one they have, and is held. */
export async function changePassword(
  tx: Tx,
  { personId, ...password }: NewPassword & { personId: string },
  context: LetterContext,
): Promise<PasswordSet> {
  const person = await findOwnerById(tx, personId)
  if (person === undefined) return { stoppedChange: false, keepsFeed: false }
  return setPassword(tx, person, password, 'person.password-changed', context)
}

async function setPassword(
  tx: Tx,
  person: Owner,
  { secret, sessionId }: NewPassword,
  action: 'person.password-reset' | 'person.password-changed',
  context: LetterContext,
): Promise<PasswordSet> {
  await upsertPassword(tx, person.id, secret, context.now)
  await endOtherSessions(tx, person.id, sessionId)
  // Whoever knew the old password may have asked for it; an address that nobody confirmed has no say in it.
  const stoppedChange = !mustOldAgree(person) && (await endChange(tx, person.id, context.now))
  const subject = { kind: 'person' as const, id: person.id }
  await recordInAuditTrail(tx, { at: context.now, actorId: person.id, action, subject })
  if (person.email !== null)
    await promiseLetter(
      tx,
      { ...person, email: person.email },
      passwordChangedLetter(context.config),
      context,
    )
  return { stoppedChange, keepsFeed: await hasFeed(tx, person.id) }
}
