import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { instantOf, type Moment, onTheClock } from '../../lib/time.ts'
import { hasLooked } from './queries.ts'

/**
 * Looking at the trail leaves a line in it: the first look of each day of each person. Every page of it would fill the
 * trail with itself; that it was looked at on that day, and by whom, is what somebody asks later.
 */
export async function noteLook(tx: Tx, personId: string, { now, timeZone }: Moment): Promise<void> {
  const midnight = instantOf(onTheClock(now, timeZone).startOfDay())
  if (await hasLooked(tx, personId, midnight)) return
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'trail.looked-at', subject })
}

/** A copy leaves the house: each one is noted. */
export async function noteDownload(tx: Tx, personId: string, now: Date): Promise<void> {
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'trail.downloaded', subject })
}
