import { type Doing, recordAllInAuditTrail } from '../../../database/audit-trail.ts'
import type { Expertise, Tx } from '../../../database/schema.ts'
import { type ClashRow, listClashes } from '../../planning/queries.ts'
import {
  findSessionRunId,
  listSessions,
  listTrainers,
  lockRun,
  type Run,
  type SessionDetails,
} from '../../queries.ts'
import { askToTellOfMissing } from '../alerts/ask-to-tell.ts'
import { changeTeam } from '../change-team.ts'
import { findExpertise, lockTrainer } from '../queries.ts'
import {
  deleteCover,
  deleteDown,
  deleteStandIn,
  type Down,
  insertDown,
  insertStandIn,
  listDown,
  upsertCover,
} from './queries.ts'
import { type CoverRefusal, decideCover } from './rules.ts'

/** Somebody does not come; somebody else does, or (null) the others give it alone. */
export interface Replacement {
  awayId: string
  comesId: string | null
  /** When the date began as it was shown, in milliseconds; undefined when nobody was shown it. */
  seen?: number | undefined
}

export type Covered =
  | { ok: true; runId: string; dates: number }
  | { ok: false; reason: CoverRefusal | 'not-found' | 'not-a-trainer' | 'other-part' | 'moved-since' }
  | { ok: false; reason: 'busy'; clashes: ClashRow[] }

interface Held {
  run: Run
  sessions: SessionDetails[]
  down: Down[]
  session: SessionDetails
}

/**
 * Replaces somebody on one date. Holds the run: of two who replace them at once, the second is told that it is seen to.
 * Throws when whoever comes was booked for something else meanwhile: `one_trainer_in_one_place_at_once`.
 */
export async function coverDate(
  tx: Tx,
  sessionId: string,
  replacement: Replacement,
  doing: Doing,
): Promise<Covered> {
  const held = await hold(tx, sessionId)
  if (held === undefined) return { ok: false, reason: 'not-found' }
  if (isMoved(held, replacement)) return { ok: false, reason: 'moved-since' }
  return cover(tx, held, [held.session], replacement, doing)
}

/**
 * The same for this date and every later one. Where it is the next that they would give, they leave the team and the
 * other joins it; else they give what is before it still, and the other stands in from it on.
 */
export async function coverFromDateOn(
  tx: Tx,
  sessionId: string,
  { awayId, comesId, seen }: Replacement & { comesId: string },
  doing: Doing,
): Promise<Covered> {
  const held = await hold(tx, sessionId)
  if (held === undefined) return { ok: false, reason: 'not-found' }
  if (isMoved(held, { seen })) return { ok: false, reason: 'moved-since' }
  const theirs = held.sessions.filter(
    ({ id, status, ends_at }) =>
      status === 'planned' && ends_at > doing.now && find(held.down, id, awayId) !== undefined,
  )
  const later = theirs.filter(({ starts_at }) => starts_at >= held.session.starts_at)
  const own = find(held.down, sessionId, awayId)
  if (own === undefined || own.stands_in || later.length < theirs.length)
    return cover(tx, held, later, { awayId, comesId }, doing)
  const comes = { personId: comesId, expertise: own.expertise }
  const changed = await changeTeam(tx, held.run.id, { leaves: awayId, comes, reason: null }, doing)
  if (changed.ok) return { ok: true, runId: held.run.id, dates: later.length }
  if (changed.reason === 'needs-reason' || changed.reason === 'gone-already')
    return { ok: false, reason: 'seen-to' }
  return changed.reason === 'busy' ? changed : { ok: false, reason: changed.reason }
}

/** Somebody comes to a date after all. Throws when they are booked for something else by now. */
export async function endCover(
  tx: Tx,
  sessionId: string,
  awayId: string,
  { now, actorId }: Doing,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'over' | 'seen-to' }> {
  const held = await hold(tx, sessionId)
  if (held === undefined) return { ok: false, reason: 'not-found' }
  if (held.session.ends_at <= now) return { ok: false, reason: 'over' }
  const noted = await deleteCover(tx, sessionId, awayId)
  if (noted === undefined) return { ok: false, reason: 'seen-to' }
  if (noted.cover_id !== null) await deleteStandIn(tx, sessionId, noted.cover_id)
  await insertDown(tx, sessionId, awayId)
  const subject = { kind: 'session' as const, id: sessionId }
  const detail = { away: noted.cover_id, comes: awayId }
  await recordAllInAuditTrail(tx, [{ at: now, actorId, action: 'session.covered', subject, detail }])
  await askToTellOfMissing(tx, held.run.id)
  return { ok: true }
}

/** Whoever cannot come on one day may well come on another. */
function isMoved({ session }: Held, { seen }: Pick<Replacement, 'seen'>): boolean {
  return seen !== undefined && seen !== session.starts_at.getTime()
}

async function hold(tx: Tx, sessionId: string): Promise<Held | undefined> {
  const runId = await findSessionRunId(tx, sessionId)
  const run = runId === undefined ? undefined : await lockRun(tx, runId)
  if (run === undefined) return undefined
  const sessions = await listSessions(tx, [run.id])
  const session = sessions.find(({ id }) => id === sessionId)
  return session && { run, sessions, session, down: await listDown(tx, run.id) }
}

async function cover(
  tx: Tx,
  held: Held,
  dates: SessionDetails[],
  { awayId, comesId }: Replacement,
  doing: Doing,
): Promise<Covered> {
  const refused = await refusal(tx, held, dates, { awayId, comesId }, doing.now)
  if (refused !== undefined) return refused
  const [first] = dates
  const expertise = first && find(held.down, first.id, awayId)?.expertise
  for (const { id } of dates) await coverOne(tx, { ...held, id, expertise }, { awayId, comesId }, doing.now)
  const action = comesId === null ? ('session.goes-ahead' as const) : ('session.covered' as const)
  const entries = dates.map(({ id }) => ({
    at: doing.now,
    actorId: doing.actorId,
    action,
    subject: { kind: 'session' as const, id },
    detail: { away: awayId, comes: comesId },
  }))
  await recordAllInAuditTrail(tx, entries)
  await askToTellOfMissing(tx, held.run.id)
  return { ok: true, runId: held.run.id, dates: dates.length }
}

/** Who comes is there before whoever is away goes, so that no note ever leads to nobody. */
async function coverOne(
  tx: Tx,
  { run, id, expertise = 'lived' }: { run: Run; id: string; expertise?: Expertise | undefined },
  { awayId, comesId }: Replacement,
  now: Date,
): Promise<void> {
  const date = { session_id: id, run_id: run.id }
  if (comesId !== null) await insertStandIn(tx, { ...date, person_id: comesId, expertise }, now)
  await upsertCover(tx, { ...date, away_id: awayId, cover_id: comesId, decided_at: now })
  await deleteDown(tx, id, awayId)
}

async function refusal(
  tx: Tx,
  { run, down }: Held,
  dates: SessionDetails[],
  { awayId, comesId }: Replacement,
  now: Date,
): Promise<Exclude<Covered, { ok: true }> | undefined> {
  const team = await listTrainers(tx, [run.id])
  const teaches = (personId: string) =>
    team.some(({ person_id }) => person_id === personId) ||
    dates.some(({ id }) => find(down, id, personId) !== undefined)
  const facts = dates.map(({ id, status, ends_at }) => ({
    planned: status === 'planned',
    over: ends_at <= now,
    awayIsDown: find(down, id, awayId) !== undefined,
  }))
  const decided = decideCover({ status: run.status, teaches }, facts, comesId)
  if (!decided.ok) return decided
  if (comesId === null) return undefined
  if (!(await lockTrainer(tx, comesId))) return { ok: false, reason: 'not-a-trainer' }
  const [first] = dates
  const wanted = first && find(down, first.id, awayId)?.expertise
  // Somebody is one of the pair in the whole of a run: as the other one they would count for who is there already.
  const part = await findExpertise(tx, run.id, comesId)
  if (part !== undefined && part !== wanted) return { ok: false, reason: 'other-part' }
  const times = dates.map(({ starts_at, ends_at }, row) => ({ row, startsAt: starts_at, endsAt: ends_at }))
  const clashes = await listClashes(tx, times, { roomId: null, trainerIds: [comesId] })
  return clashes.length > 0 ? { ok: false, reason: 'busy', clashes } : undefined
}

function find(down: Down[], sessionId: string, personId: string): Down | undefined {
  return down.find(({ session_id, person_id }) => session_id === sessionId && person_id === personId)
}
