import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { stepOfCode } from './codes.ts'
import { countRecoveryCodes, findSecondFactor, useRecoveryHash, useStep } from './queries.ts'
import { hashOfRecoveryCode } from './recovery-codes.ts'
import { unseal } from '../sealed.ts'

export type CodeRefusal = 'wrong-code' | 'used-code' | 'unreadable' | 'not-set-up'

/** Takes a code from the app: one of this half minute or a neighbour, and each only once. */
export async function useCode(
  tx: Tx,
  { personId, key, code }: { personId: string; key: Buffer; code: string },
  now: Date,
): Promise<{ ok: true } | { ok: false; reason: CodeRefusal }> {
  const row = await findSecondFactor(tx, personId)
  if (row?.last_step === undefined || row.last_step === null) return { ok: false, reason: 'not-set-up' }
  const secret = unseal(row.secret, key, personId)
  if (secret === undefined) return { ok: false, reason: 'unreadable' }
  const step = stepOfCode(secret, code, now)
  if (step === undefined) return { ok: false, reason: 'wrong-code' }
  return (await useStep(tx, personId, step)) ? { ok: true } : { ok: false, reason: 'used-code' }
}

/** Takes a recovery code, which then works no more. Says how many are left. */
export async function useRecoveryCode(
  tx: Tx,
  { personId, code }: { personId: string; code: string },
  now: Date,
): Promise<{ ok: true; left: number } | { ok: false; reason: 'wrong-code' }> {
  if (!(await useRecoveryHash(tx, personId, hashOfRecoveryCode(code), now)))
    return { ok: false, reason: 'wrong-code' }
  const left = await countRecoveryCodes(tx, personId)
  const subject = { kind: 'person' as const, id: personId }
  const detail = { left }
  const action = 'person.recovery-code-used'
  await recordInAuditTrail(tx, { at: now, actorId: personId, action, subject, detail })
  return { ok: true, left }
}
