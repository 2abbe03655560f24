import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { recordChange } from '../../editing/queries.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import { findRoom, insertRoom, lockRoom, lockVenue, type Room, updateRoom } from './queries.ts'
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
  edits: Edits<RoomDetails>,
  doing: Doing,
): Promise<Saved<RoomDetails>> {
  const room = await lockRoom(tx, id, doing.now)
  if (room === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'room' as const, id }
  const thing = { subject, action: 'room.changed' as const, current: roomDetails(room) }
  return saveEdits(tx, thing, edits, (merged) => updateRoom(tx, id, merged), doing)
}

/** Nothing new is planned in it from now on. */
export async function retireRoom(tx: Tx, id: string, doing: Doing) {
  await lockRoom(tx, id, doing.now)
  // As with a venue.
  const room = await findRoom(tx, id, doing.now)
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
