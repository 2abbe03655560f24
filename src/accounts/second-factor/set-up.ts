// Beginning with codes, changing the recovery codes, and ending it.
import type { AuditAction } from '../../database/audit-actions.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { endOtherSessions } from '../sessions/queries.ts'
import { newSecret, stepOfCode } from './codes.ts'
import {
  confirmSecret,
  deleteSecondFactor,
  findSecondFactor,
  replaceRecoveryCodes,
  upsertPendingSecret,
} from './queries.ts'
import { hashOfRecoveryCode, newRecoveryCodes } from './recovery-codes.ts'
import { seal, unseal } from '../sealed.ts'

interface Person {
  personId: string
  /** Of `sealingKey`. */
  key: Buffer
}

/**
 * Makes a secret to scan, and gives it, sealed. It counts for nothing until its first code is typed; one in use is left
 * as it is.
 */
export async function beginSetUp(tx: Tx, { personId, key }: Person, now: Date): Promise<string> {
  const secret = seal(newSecret(), key, personId)
  await upsertPendingSecret(tx, personId, secret, now)
  return secret
}

type Confirmed =
  | { ok: true; recoveryCodes: string[] }
  | { ok: false; reason: 'wrong-code' | 'nothing-to-confirm' | 'on-already' | 'begin-again' }

/**
 * Takes the first code: from now on codes are asked for. Every other session of theirs ends: it began with less, and may
 * be that of whoever found out the password. Gives the recovery codes, which are kept nowhere.
 */
export async function confirmSetUp(
  tx: Tx,
  { personId, key, code, sid }: Person & { code: string; sid: string },
  now: Date,
): Promise<Confirmed> {
  const pending = await findSecondFactor(tx, personId)
  if (pending === undefined) return { ok: false, reason: 'nothing-to-confirm' }
  if (pending.confirmed_at !== null) return { ok: false, reason: 'on-already' }
  const secret = unseal(pending.secret, key, personId)
  if (secret === undefined) return { ok: false, reason: 'begin-again' }
  const step = stepOfCode(secret, code, now)
  if (step === undefined) return { ok: false, reason: 'wrong-code' }
  if (!(await confirmSecret(tx, { personId, secret: pending.secret, step }, now)))
    return { ok: false, reason: 'nothing-to-confirm' }
  await endOtherSessions(tx, personId, sid)
  await note(tx, personId, 'person.second-factor-set-up', now)
  return { ok: true, recoveryCodes: await giveRecoveryCodes(tx, personId, now) }
}

/** New recovery codes; the old ones work no more. Whoever calls this has asked for a code first. */
export async function renewRecoveryCodes(tx: Tx, personId: string, now: Date): Promise<string[]> {
  await note(tx, personId, 'person.recovery-codes-renewed', now)
  return giveRecoveryCodes(tx, personId, now)
}

/** Ends it, with the recovery codes. Whoever calls this has asked for a code first. */
export async function endSecondFactor(tx: Tx, personId: string, now: Date): Promise<void> {
  if (await deleteSecondFactor(tx, personId)) await note(tx, personId, 'person.second-factor-ended', now)
}

async function giveRecoveryCodes(tx: Tx, personId: string, now: Date): Promise<string[]> {
  const codes = newRecoveryCodes()
  await replaceRecoveryCodes(tx, personId, codes.map(hashOfRecoveryCode), now)
  return codes
}

async function note(tx: Tx, personId: string, action: AuditAction, now: Date): Promise<void> {
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action, subject })
}
