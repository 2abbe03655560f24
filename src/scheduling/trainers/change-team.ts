import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { AuditAction } from '../../database/audit-actions.ts'
import type { Expertise, Tx } from '../../database/schema.ts'
import type { PlannedTime } from '../planning/dates.ts'
import { type ClashRow, listClashes } from '../planning/queries.ts'
import { listSessions, listTrainers, lockRun, type Run, type Trainer, updateRun } from '../queries.ts'
import { askToTellOfMissing } from './alerts/ask-to-tell.ts'
import { deleteCoversOf } from './covers/queries.ts'
import { deleteTrainer, endStandingIn, findExpertise, insertTrainer, lockTrainer } from './queries.ts'
import { decideTeam } from './rules.ts'

/** Who leaves, who comes in their place, and why nobody does. */
export interface TeamChange {
  leaves: string | null
  comes: { personId: string; expertise: Expertise } | null
  reason: string | null
}

export type TeamChanged =
  | { ok: true }
  | {
      ok: false
      reason: 'not-found' | 'run-over' | 'needs-reason' | 'not-a-trainer' | 'there-already' | 'gone-already'
    }
  | { ok: false; reason: 'busy'; clashes: ClashRow[] }

/**
 * Changes who gives a run, from now on. Throws when the trainer was booked for something else meanwhile:
 * `one_trainer_in_one_place_at_once`.
 */
export async function changeTeam(
  tx: Tx,
  runId: string,
  change: TeamChange,
  doing: Doing,
): Promise<TeamChanged> {
  const run = await lockRun(tx, runId)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  const team = await listTrainers(tx, [runId])
  const refused = await refusal(tx, run, team, change, doing.now)
  if (refused !== undefined) return refused
  const leaver = team.find(({ person_id }) => person_id === change.leaves)
  const after = expertiseAfter(team, change)
  const decided = decideTeam(
    { status: run.status, overridden: run.co_delivery_override !== null },
    after,
    change.reason,
  )
  if (!decided.ok) return decided
  const lost = leaver !== undefined && !after.includes(leaver.expertise)
  await keepPair(tx, run, { broken: decided.broken, lost }, change.reason, doing)
  if (change.leaves !== null) {
    const takenOver = change.comes !== null
    await deleteCoversOf(tx, { runId, personId: change.leaves, takenOver }, doing.now)
    await endStandingIn(tx, { runId, personId: change.leaves }, doing.now)
    await deleteTrainer(tx, runId, change.leaves, doing.now)
    const expertise = leaver?.expertise
    await record(tx, 'run.trainer-left', run, { personId: change.leaves, expertise }, doing)
  }
  if (change.comes !== null) {
    const { personId, expertise } = change.comes
    // Nobody is both of a pair: where they stood in for the other one, that one is missing again.
    if ((await findExpertise(tx, runId, personId)) !== expertise)
      await endStandingIn(tx, { runId, personId }, doing.now)
    await insertTrainer(tx, { run_id: runId, person_id: personId, expertise }, doing.now)
    await record(tx, 'run.trainer-added', run, { personId, expertise }, doing)
  }
  await askToTellOfMissing(tx, runId)
  return { ok: true }
}

async function refusal(
  tx: Tx,
  run: Run,
  team: Trainer[],
  { leaves, comes }: TeamChange,
  now: Date,
): Promise<Exclude<TeamChanged, { ok: true }> | undefined> {
  const isThere = (personId: string) => team.some(({ person_id }) => person_id === personId)
  if (leaves !== null && !isThere(leaves)) return { ok: false, reason: 'gone-already' }
  if (comes === null) return undefined
  if (isThere(comes.personId)) return { ok: false, reason: 'there-already' }
  if (!(await lockTrainer(tx, comes.personId))) return { ok: false, reason: 'not-a-trainer' }
  const clashes = await listClashes(tx, await timesOf(tx, run, now), {
    roomId: null,
    trainerIds: [comes.personId],
    butRun: run.id,
  })
  return clashes.length > 0 ? { ok: false, reason: 'busy', clashes } : undefined
}

/** Dates of the run that are still to come. */
async function timesOf(tx: Tx, run: Run, now: Date): Promise<PlannedTime[]> {
  const sessions = await listSessions(tx, [run.id])
  return sessions
    .filter(({ status, ends_at }) => status === 'planned' && ends_at > now)
    .map(({ starts_at, ends_at }, row) => ({ row, startsAt: starts_at, endsAt: ends_at }))
}

function expertiseAfter(team: Trainer[], { leaves, comes }: TeamChange): Expertise[] {
  const staying = team.filter(({ person_id }) => person_id !== leaves).map(({ expertise }) => expertise)
  return comes === null ? staying : [...staying, comes.expertise]
}

/**
 * A published run that lost half of its pair is marked until somebody comes; then its reason goes too. One that was
 * published with half of it has lost nothing when somebody takes over from the other half.
 */
async function keepPair(
  tx: Tx,
  run: Run,
  { broken, lost }: { broken: boolean; lost: boolean },
  reason: string | null,
  { now }: Doing,
): Promise<void> {
  if (broken && lost) {
    const why = reason ?? run.co_delivery_override
    await updateRun(tx, run.id, { pair_broken_at: run.pair_broken_at ?? now, co_delivery_override: why }, now)
  }
  if (!broken && run.pair_broken_at !== null)
    await updateRun(tx, run.id, { pair_broken_at: null, co_delivery_override: null }, now)
}

async function record(
  tx: Tx,
  action: AuditAction,
  run: Run,
  detail: Record<string, unknown>,
  { now, actorId }: Doing,
): Promise<void> {
  await recordInAuditTrail(tx, { at: now, actorId, action, subject: { kind: 'run', id: run.id }, detail })
}
