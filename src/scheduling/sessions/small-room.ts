import type { Db } from '../../database/schema.ts'
import { counted } from '../../lib/words.ts'
import { findSmallRoom } from './queries.ts'

/**
 * That a run has more places than a room of it holds, of one date or of all to come: somebody would stand at the door. It
 * may be meant, since not everybody comes, so it is said and stops nobody.
 */
export async function smallRoomWarning(
  db: Db,
  dates: { runId: string; sessionId: string } | { runId: string; after: Date },
): Promise<string | undefined> {
  const small = await findSmallRoom(db, dates)
  if (small === undefined) return undefined
  return `${smallRoomWords(small)}.`
}

/** `It has 12 places, and Blue room holds 8` */
export function smallRoomWords({
  places,
  room,
  holds,
}: {
  places: number
  room: string
  holds: number
}): string {
  return `It has ${counted(places, 'place')}, and ${room} holds ${holds}`
}
