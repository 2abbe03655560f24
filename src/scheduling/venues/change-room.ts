import type { Tx } from '../../database/schema.ts'
import type { Doing } from '../change-session.ts'
import { changesOf, type Details, mergeEdits } from '../editing/merge-edits.ts'
import { recordChange } from '../editing/queries.ts'
import type { Saved } from './change-venue.ts'
import { insertRoom, lockRoom, lockVenue, type Room, updateRoom } from './queries.ts'
import { decideRetire, type RoomDetails } from './rules.ts'

export function roomDetails({ name, capacity, access }: Room): RoomDetails {
  return { name, capacity, access }
}

/** Undefined where there is no such venue. Throws on a name that another room there has: `room_venue_id_name_key`. */
export async function addRoom(
  tx: Tx,
  venueId: string,
  details: RoomDetails,
  doing: Doing,
): Promise<string | undefined> {
  if ((await lockVenue(tx, venueId, doing.now)) === undefined) return undefined
  const id = await insertRoom(tx, { ...details, venue_id: venueId })
  const changes = changesOf({}, details).filter(({ after }) => after !== '')
  await recordChange(tx, { action: 'room.added', subject: { kind: 'room', id }, changes }, doing)
  return id
}

/** As `changeVenue`. */
export async function changeRoom(
  tx: Tx,
  id: string,
  { typed, base }: { typed: RoomDetails; base: Details | undefined },
  doing: Doing,
): Promise<Saved<RoomDetails>> {
  const room = await lockRoom(tx, id, doing.now)
  if (room === undefined) return { ok: false, reason: 'not-found' }
  const current = roomDetails(room)
  const { merged, conflicts, byOthers } = mergeEdits(base ?? current, typed, current)
  if (conflicts.length > 0) return { ok: false, reason: 'changed-meanwhile', conflicts, merged, current }
  const changes = changesOf(current, merged)
  if (changes.length === 0) return { ok: true, byOthers }
  await updateRoom(tx, id, merged)
  await recordChange(tx, { action: 'room.changed', subject: { kind: 'room', id }, changes }, doing)
  return { ok: true, byOthers }
}

/** Nothing new is planned in it from now on. */
export async function retireRoom(tx: Tx, id: string, doing: Doing) {
  const room = await lockRoom(tx, id, doing.now)
  if (room === undefined) return { ok: false, reason: 'not-found' } as const
  const decided = decideRetire({ retired: room.retired_at !== null, comingSessions: room.coming })
  if (!decided.ok) return decided
  await updateRoom(tx, id, { retired_at: doing.now })
  await recordChange(tx, { action: 'room.retired', subject: { kind: 'room', id }, changes: [] }, doing)
  return { ok: true } as const
}

export async function bringRoomBack(tx: Tx, id: string, doing: Doing): Promise<boolean> {
  const room = await lockRoom(tx, id, doing.now)
  if (room === undefined) return false
  if (room.retired_at === null) return true
  await updateRoom(tx, id, { retired_at: null })
  await recordChange(tx, { action: 'room.brought-back', subject: { kind: 'room', id }, changes: [] }, doing)
  return true
}
