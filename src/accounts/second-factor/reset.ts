import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { codesResetLetter, type LetterContext, promiseLetter } from '../proofs/mails.ts'
import { lockOwner } from '../proofs/queries.ts'
import { endOtherSessions } from '../sessions/queries.ts'
import { deleteSecondFactor } from './queries.ts'

/**
 * Takes somebody's second factor away, with its recovery codes, for whoever has lost both: `by` is the administrator.
 * They set up a new one at their next sign-in where it is required. Whoever persuaded the office may not be them, and
 * whoever has their phone may be signed in: every session of theirs ends, and they are told. False, and nothing done,
 * when there was none.
 */
export async function resetSecondFactor(
  tx: Tx,
  personId: string,
  by: string,
  { config, now }: LetterContext,
): Promise<{ reset: boolean }> {
  const person = await lockOwner(tx, personId)
  const reset = await deleteSecondFactor(tx, personId)
  if (person === undefined || !reset) return { reset: false }
  await endOtherSessions(tx, personId, null)
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: by, action: 'person.second-factor-reset', subject })
  if (person.email !== null)
    await promiseLetter(tx, { ...person, email: person.email }, codesResetLetter(now, config), {
      config,
      now,
    })
  return { reset }
}
