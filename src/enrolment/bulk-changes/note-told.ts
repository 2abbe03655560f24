import { type Doing, recordAllInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { updateCallsDone } from '../../mail/calls.ts'
import { listByHand } from './report-queries.ts'

/**
 * Somebody of the office has sent these text messages, or posted these letters, of a change: exactly those that were on
 * the page, by their numbers. Returns how many nobody had noted before.
 */
export async function noteAllTold(
  tx: Tx,
  { bulkChangeId, numbers }: { bulkChangeId: string; numbers: number[] },
  { now, actorId }: Doing & { actorId: string },
): Promise<number> {
  const sent = new Set(numbers)
  const calls = (await listByHand(tx, bulkChangeId)).filter(({ number }) => sent.has(number))
  const noted = new Set(
    await updateCallsDone(
      tx,
      calls.map(({ id }) => id),
      actorId,
      now,
    ),
  )
  await recordAllInAuditTrail(
    tx,
    calls
      .filter(({ id }) => noted.has(id))
      .map(({ id, person_id, run_id }) => ({
        at: now,
        actorId,
        action: 'person.told',
        subject: { kind: 'person', id: person_id },
        detail: { callId: id, runId: run_id },
      })),
  )
  return noted.size
}
