// What stands in the way of a date: its room is taken, or somebody who gives it is elsewhere.
import type { Db } from '../../database/schema.ts'
import { isViolationOf } from '../../database/transaction.ts'
import { type ClashRow, listClashes } from '../planning/queries.ts'
import { listGiving } from '../trainers/covers/queries.ts'

/** By time. `id`: null of a date that is not there yet, which the team of its run would give. */
export async function findClashes(
  db: Db,
  runId: string,
  date: { id: string | null; times: { startsAt: Date; endsAt: Date }; roomId: string | null },
): Promise<ClashRow[]> {
  const { id, times, roomId } = date
  const trainerIds = (await listGiving(db, runId, id)).map(({ person_id }) => person_id)
  return listClashes(db, [{ row: 0, ...times }], { roomId, trainerIds, but: id })
}

/** The reason behind a constraint's refusal, when another administrator was quicker than the check. */
export function clashRefusal(error: unknown): 'room-taken' | 'trainer-busy' | undefined {
  if (isViolationOf('one_session_in_a_room_at_once', error)) return 'room-taken'
  return isViolationOf('one_trainer_in_one_place_at_once', error) ? 'trainer-busy' : undefined
}
