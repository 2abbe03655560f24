import type { AuditAction } from '../../database/audit-actions.ts'
import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { withCourseHeld } from '../course-queries.ts'
import { type SessionDetails, updateModes, updateSession } from '../queries.ts'
import { decideSessionTimes, type SessionRefusal } from '../rules.ts'
import { tellCalendars } from '../tell-calendars.ts'
import { findClashes } from './clashes.ts'
import { type HeldDate, holdDate } from './hold-date.ts'
import { lockPlaceInUse } from './queries.ts'

/** Whether a date was called off, or put back on. */
export type Turned =
  | { ok: true; sessionId: string }
  | { ok: false; reason: SessionRefusal | 'place-unused' | 'room-taken' | 'trainer-busy' | 'changed-since' }

/** `seen`: the revision of the date that somebody was shown; what became of it since, they have not seen. */
export async function cancelSession(tx: Tx, sessionId: string, doing: Doing, seen?: number): Promise<Turned> {
  return withSession(tx, sessionId, async ({ session }) => {
    const isAsSeen = seen === undefined || seen === session.revision
    if (session.status === 'planned' && !isAsSeen) return { ok: false, reason: 'changed-since' }
    if (session.status === 'cancelled') return { ok: false, reason: 'already-cancelled' }
    if (session.starts_at <= doing.now) return { ok: false, reason: 'in-the-past' }
    await updateSession(tx, session.id, { status: 'cancelled' }, doing.now)
    return turned(tx, session, 'session.cancelled', doing)
  })
}

/** A cancelled session takes place after all. */
export async function reinstateSession(tx: Tx, sessionId: string, doing: Doing): Promise<Turned> {
  return withSession(tx, sessionId, async ({ run, session }) => {
    if (session.status === 'planned') return { ok: false, reason: 'not-cancelled' }
    const times = { startsAt: session.starts_at, endsAt: session.ends_at }
    const decided = decideSessionTimes(times, await withCourseHeld(tx, run), doing.now)
    if (!decided.ok) return decided
    // A venue goes out of use once nothing is planned there; what was called off did not count.
    const place = { venueId: session.venue_id, roomId: session.room_id }
    if (!(await lockPlaceInUse(tx, place))) return { ok: false, reason: 'place-unused' }
    const [clash] = await findClashes(tx, run.id, { id: session.id, times, roomId: session.room_id })
    if (clash !== undefined)
      return { ok: false, reason: clash.kind === 'room' ? 'room-taken' : 'trainer-busy' }
    await updateSession(tx, session.id, { status: 'planned' }, doing.now)
    return turned(tx, session, 'session.reinstated', doing)
  })
}

async function withSession(
  tx: Tx,
  sessionId: string,
  work: (held: HeldDate) => Promise<Turned>,
): Promise<Turned> {
  const held = await holdDate(tx, sessionId)
  return held === undefined ? { ok: false, reason: 'not-found' } : work(held)
}

async function turned(
  tx: Tx,
  { id, run_id: runId }: SessionDetails,
  action: AuditAction,
  { now, actorId }: Doing,
): Promise<Turned> {
  await recordInAuditTrail(tx, { at: now, actorId, action, subject: { kind: 'session', id }, detail: {} })
  await updateModes(tx, [runId])
  await tellCalendars(tx, runId)
  return { ok: true, sessionId: id }
}
