import { type Doing, recordAllInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { updateCallsDone } from '../../mail/calls.ts'
import { listByHand } from './report-queries.ts'
import { type Way, wayTo } from './rules.ts'

/**
 * Somebody of the office has sent the text messages, or posted the letters, of a change: those that were on the page, up
 * to this number. Returns how many nobody had noted before.
 */
export async function noteAllTold(
  tx: Tx,
  { bulkChangeId, way, until }: { bulkChangeId: string; way: Way; until: number },
  { now, actorId }: Doing & { actorId: string },
): Promise<number> {
  const calls = (await listByHand(tx, bulkChangeId)).filter(
    (call) => call.number <= until && wayTo(call) === way,
  )
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
