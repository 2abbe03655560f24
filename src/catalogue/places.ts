/** How full a run is at one moment. */
export interface Places {
  capacity: number
  /** Confirmed, offered and still in time, and kept back by staff. */
  taken: number
  /** People waiting who would take a place now (those who said "not this time" to this vacancy are not counted). */
  waiting: number
}

type Fullness = 'free' | 'few' | 'full'

/** A place can be taken at once only when one is free and nobody is before you. */
export function placeIsFree({ capacity, taken, waiting }: Places): boolean {
  return taken < capacity && waiting === 0
}

export function fullness(places: Places): Fullness {
  if (!placeIsFree(places)) return 'full'
  return places.capacity - places.taken <= 3 ? 'few' : 'free'
}
