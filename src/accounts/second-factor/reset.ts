import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { deleteSecondFactor } from './queries.ts'

/**
 * Takes somebody's second factor away, with its recovery codes, for whoever has lost both: `by` is the administrator.
 * They set up a new one at their next sign-in where it is required. False, and nothing noted, when there was none.
 */
export async function resetSecondFactor(
  tx: Tx,
  personId: string,
  by: string,
  now: Date,
): Promise<{ reset: boolean }> {
  const reset = await deleteSecondFactor(tx, personId)
  const subject = { kind: 'person' as const, id: personId }
  if (reset)
    await recordInAuditTrail(tx, { at: now, actorId: by, action: 'person.second-factor-reset', subject })
  return { reset }
}
