import { counted } from '../../lib/words.ts'
import type { College } from './college.ts'
import { saidOf } from './plan-clashes.ts'
import type { PlannedRun } from './plan-runs.ts'
import { type Problem, warningAt } from './problems.ts'

/** Runs with more places than a room of theirs holds, once for each run: not everybody comes, so it stops nobody. */
export function smallRooms(
  planned: readonly PlannedRun[],
  { rooms }: Pick<College, 'rooms'>,
  now: Date,
): Problem[] {
  const roomOf = new Map(rooms.map((room) => [room.id, room]))
  return planned.flatMap(({ file, run, sessions, outcome }) => {
    if (run.drop_in || (outcome !== 'created' && outcome !== 'updated')) return []
    const [first] = sessions.flatMap(({ status, room_id, starts_at, ends_at }) => {
      const room = roomOf.get(room_id ?? '')
      const fits = room === undefined || room.capacity === null || room.capacity >= run.capacity
      return fits || status !== 'planned' || ends_at <= now ? [] : [{ room, starts_at }]
    })
    if (first === undefined) return []
    const message = `The run has ${counted(run.capacity, 'place')}, and ${first.room.name} holds ${first.room.capacity}.`
    return [warningAt(saidOf(file, first.starts_at).place, 'room', message)]
  })
}
