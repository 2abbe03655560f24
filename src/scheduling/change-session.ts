import type { AuditAction } from '../database/audit-actions.ts'
import { type Doing, recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { isViolationOf } from '../database/transaction.ts'
import type { Change } from '../editing/merge-edits.ts'
import { enqueueJob } from '../jobs/enqueue.ts'
import { addMinutes } from '../lib/time.ts'
import {
  type Clash,
  findClash,
  findSessionRunId,
  insertSession,
  listSessions,
  lockRun,
  type Run,
  type SessionDetails,
  updateSession,
} from './queries.ts'
import { decideSessionTimes, type SessionRefusal } from './rules.ts'
import { sayAnew } from './say-anew.ts'

export type SessionChanged =
  | { ok: true; sessionId: string }
  | { ok: false; reason: SessionRefusal }
  | { ok: false; reason: 'room-taken' | 'trainer-busy'; clash: Clash }

interface Held {
  run: Run
  session: SessionDetails
}

/** Another day or time. Everyone confirmed is told, in their calendar too. */
export async function moveSession(
  tx: Tx,
  sessionId: string,
  times: { startsAt: Date; endsAt: Date },
  { timeZone, ...doing }: Doing & { timeZone: string },
): Promise<SessionChanged> {
  return withSession(tx, sessionId, async ({ run, session }) => {
    if (session.status === 'cancelled') return { ok: false, reason: 'already-cancelled' }
    const refused = await refusal(tx, run, { id: session.id, roomId: session.room_id, ...times }, doing.now)
    if (refused !== undefined) return refused
    await updateSession(tx, session.id, { starts_at: times.startsAt, ends_at: times.endsAt }, doing.now)
    const moved = { sessionId: session.id, from: session.starts_at, to: times.startsAt }
    await sayAnew(tx, [moved], timeZone, doing)
    return changed(tx, session, 'session.moved', { from: session.starts_at, to: times.startsAt }, doing)
  })
}

/** Another venue, room or link; the time stays. */
export async function moveSessionToPlace(
  tx: Tx,
  sessionId: string,
  place: { venueId: string; roomId: string | null; joinLink: string | null },
  doing: Doing,
): Promise<SessionChanged> {
  return withSession(tx, sessionId, async ({ run, session }) => {
    if (session.status === 'cancelled') return { ok: false, reason: 'already-cancelled' }
    const times = { startsAt: session.starts_at, endsAt: session.ends_at }
    const refused = await refusal(tx, run, { id: session.id, roomId: place.roomId, ...times }, doing.now)
    if (refused !== undefined) return refused
    const change = { venue_id: place.venueId, room_id: place.roomId, join_link: place.joinLink }
    await updateSession(tx, session.id, change, doing.now)
    return changed(tx, session, 'session.place-changed', { from: session.venue_id, to: place.venueId }, doing)
  })
}

export async function cancelSession(tx: Tx, sessionId: string, doing: Doing): Promise<SessionChanged> {
  return withSession(tx, sessionId, async ({ session }) => {
    if (session.status === 'cancelled') return { ok: false, reason: 'already-cancelled' }
    if (session.starts_at <= doing.now) return { ok: false, reason: 'in-the-past' }
    await updateSession(tx, session.id, { status: 'cancelled' }, doing.now)
    return changed(tx, session, 'session.cancelled', {}, doing)
  })
}

/** A cancelled session takes place after all. */
export async function reinstateSession(tx: Tx, sessionId: string, doing: Doing): Promise<SessionChanged> {
  return withSession(tx, sessionId, async ({ run, session }) => {
    if (session.status === 'planned') return { ok: false, reason: 'not-cancelled' }
    const times = { startsAt: session.starts_at, endsAt: session.ends_at }
    const refused = await refusal(tx, run, { id: session.id, roomId: session.room_id, ...times }, doing.now)
    if (refused !== undefined) return refused
    await updateSession(tx, session.id, { status: 'planned' }, doing.now)
    return changed(tx, session, 'session.reinstated', {}, doing)
  })
}

export async function addSession(
  tx: Tx,
  runId: string,
  planned: {
    startsAt: Date
    endsAt: Date
    venueId: string
    roomId: string | null
    joinLink: string | null
    note?: string
    /** What was typed, for the history. */
    changes?: Change[]
  },
  doing: Doing,
): Promise<SessionChanged> {
  const run = await lockRun(tx, runId)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  const refused = await refusal(tx, run, { id: null, ...planned }, doing.now)
  if (refused !== undefined) return refused
  const id = await insertSession(tx, {
    run_id: runId,
    starts_at: planned.startsAt,
    ends_at: planned.endsAt,
    venue_id: planned.venueId,
    room_id: planned.roomId,
    join_link: planned.joinLink,
    note: planned.note ?? '',
    updated_at: doing.now,
  })
  return changed(
    tx,
    { id, run_id: runId },
    'session.added',
    { at: planned.startsAt, changes: planned.changes },
    doing,
  )
}

/** The reason behind a constraint's refusal, when another administrator was quicker than the check. */
export function clashRefusal(error: unknown): 'room-taken' | 'trainer-busy' | undefined {
  if (isViolationOf('one_session_in_a_room_at_once', error)) return 'room-taken'
  return isViolationOf('one_trainer_in_one_place_at_once', error) ? 'trainer-busy' : undefined
}

async function withSession(
  tx: Tx,
  sessionId: string,
  work: (held: Held) => Promise<SessionChanged>,
): Promise<SessionChanged> {
  const runId = await findSessionRunId(tx, sessionId)
  const run = runId === undefined ? undefined : await lockRun(tx, runId)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  const session = (await listSessions(tx, [run.id])).find(({ id }) => id === sessionId)
  return session === undefined ? { ok: false, reason: 'not-found' } : work({ run, session })
}

async function refusal(
  tx: Tx,
  run: Run,
  wanted: { id: string | null; roomId: string | null; startsAt: Date; endsAt: Date },
  now: Date,
): Promise<Exclude<SessionChanged, { ok: true }> | undefined> {
  const decided = decideSessionTimes(wanted, run, now)
  if (!decided.ok) return decided
  const clash = await findClash(tx, { ...wanted, runId: run.id })
  if (clash === undefined) return undefined
  return { ok: false, reason: clash.kind === 'room' ? 'room-taken' : 'trainer-busy', clash }
}

async function changed(
  tx: Tx,
  session: { id: string; run_id: string },
  action: AuditAction,
  detail: Record<string, unknown>,
  { now, actorId }: Doing,
): Promise<SessionChanged> {
  await recordInAuditTrail(tx, {
    at: now,
    actorId,
    action,
    subject: { kind: 'session', id: session.id },
    detail,
  })
  await tellCalendars(tx, session.run_id)
  return { ok: true, sessionId: session.id }
}

/** Several changes within a few minutes become one message: staff often correct themselves at once. */
export async function tellCalendars(tx: Tx, runId: string): Promise<void> {
  const runAt = addMinutes(new Date(), 5)
  await enqueueJob(tx, 'enrolment.refresh-invites', { runId }, { key: `invites:${runId}`, runAt })
}
