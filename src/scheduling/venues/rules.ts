import type { Details } from '../../editing/merge-edits.ts'

/** What the office says of a venue. */
export interface VenueDetails extends Details {
  name: string
  online: boolean
  address: string
  how_to_get_there: string
  access: string
}

export interface RoomDetails extends Details {
  name: string
  capacity: number | null
  access: string
}

/** What people who come need to be told: the other words only make their calendar say it anew. */
const news = ['name', 'online', 'address']

export function isNews(changes: { field: string }[]): boolean {
  return changes.some(({ field }) => news.includes(field))
}

/** A place is used no more once nothing is planned there: what is, must be moved first. */
export function decideRetire(place: {
  retired: boolean
  comingSessions: number
}): { ok: true } | { ok: false; reason: 'retired-before' | 'still-planned' } {
  if (place.retired) return { ok: false, reason: 'retired-before' }
  return place.comingSessions > 0 ? { ok: false, reason: 'still-planned' } : { ok: true }
}
