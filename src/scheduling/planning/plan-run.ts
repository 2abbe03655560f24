import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Expertise, Tx } from '../../database/schema.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { insertSession } from '../queries.ts'
import { lockTrainer } from '../trainers/queries.ts'
import type { PlannedTime } from './dates.ts'
import type { Plan } from './forms.ts'
import {
  type ClashRow,
  insertRun,
  insertTrainers,
  isPlannedBefore,
  listClashes,
  lockPlannable,
} from './queries.ts'

export interface Place {
  venueId: string
  roomId: string | null
}

export type Planned =
  | { ok: true; runId: string }
  | { ok: false; reason: 'gone' }
  /** Somebody pressed twice: this is the run. */
  | { ok: false; reason: 'planned-before'; runId: string }
  | { ok: false; reason: 'clashes'; clashes: ClashRow[] }

/**
 * A run with all its dates, as a draft that only the office sees. Throws when another administrator took the room or a
 * trainer meanwhile: `one_session_in_a_room_at_once`, `one_trainer_in_one_place_at_once`.
 */
export async function planRun(
  tx: Tx,
  plan: Plan,
  { place, times }: { place: Place; times: PlannedTime[] },
  { now, actorId }: Doing,
): Promise<Planned> {
  const runId = plan.run
  if (await isPlannedBefore(tx, runId)) return { ok: false, reason: 'planned-before', runId }
  const held = await lockPlannable(tx, { courseId: plan.course, ...place })
  if (held === undefined) return { ok: false, reason: 'gone' }
  const trainers = trainersOf(plan)
  const trainerIds = trainers.map(({ person_id }) => person_id)
  for (const id of trainerIds) if (!(await lockTrainer(tx, id))) return { ok: false, reason: 'gone' }
  const clashes = await listClashes(tx, times, { roomId: place.roomId, trainerIds })
  if (clashes.length > 0) return { ok: false, reason: 'clashes', clashes }
  const { course, term, capacity, audience, code } = plan
  const mode = held.online ? 'online' : 'in-person'
  const rest = { capacity, audience: audience ?? '', code }
  await insertRun(tx, { id: runId, course_id: course, term_id: term, mode, ...rest }, now)
  await insertTrainers(
    tx,
    trainers.map((trainer) => ({ ...trainer, run_id: runId })),
  )
  await insertDates(tx, plan, { place, times, online: held.online }, now)
  const subject = { kind: 'run' as const, id: runId }
  const changes = changesOf({}, { term, capacity, audience, code }).filter(
    ({ after }) => (after ?? '') !== '',
  )
  const detail = { sessions: times.length, from: times[0]?.startsAt, changes }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'run.planned', subject, detail })
  return { ok: true, runId }
}

async function insertDates(
  tx: Tx,
  { run, join_link: link }: Plan,
  { place, times, online }: { place: Place; times: PlannedTime[]; online: boolean },
  now: Date,
): Promise<void> {
  for (const { startsAt, endsAt } of times)
    await insertSession(tx, {
      run_id: run,
      starts_at: startsAt,
      ends_at: endsAt,
      venue_id: place.venueId,
      room_id: place.roomId,
      join_link: online ? link : null,
      updated_at: now,
    })
}

export function trainersOf({ peer, professional }: Pick<Plan, 'peer' | 'professional'>) {
  const pair: [string | null, Expertise][] = [
    [peer, 'lived'],
    [professional, 'professional'],
  ]
  return pair.flatMap(([person_id, expertise]) => (person_id === null ? [] : [{ person_id, expertise }]))
}
