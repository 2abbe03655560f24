import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { findSaid } from './find-prospectus.ts'
import type { Print } from './forms.ts'
import { findEditionSaying, insertEdition, lockEditions } from './queries.ts'

/**
 * Keeps what the prospectus says now, so that a reprint can say what has changed. Where the last edition of that part says
 * the same, it is that one: a form that comes twice makes one.
 */
export async function makeEdition(
  tx: Tx,
  asked: Pick<Print, 'term' | 'venue'>,
  { actorId, now, timeZone }: Doing & Moment,
): Promise<{ ok: true; id: string; isNew: boolean } | { ok: false; reason: 'no-such-part' }> {
  const said = await findSaid(tx, asked, { now, timeZone })
  if (said === undefined) return { ok: false, reason: 'no-such-part' }
  await lockEditions(tx)
  const same = await findEditionSaying(tx, said)
  if (same !== undefined) return { ok: true, id: same, isNew: false }
  const id = await insertEdition(tx, said, now)
  const subject = { kind: 'prospectus-edition' as const, id }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'prospectus.edition-made', subject })
  return { ok: true, id, isNew: true }
}
