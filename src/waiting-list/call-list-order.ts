// In which order the office reaches people, and who of them stands on which page of the call list.

export interface PersonToReach {
  personId: string
  /** When the soonest of what they are to hear or to be asked begins or runs out; null when it has no date to come. */
  soonest: Date | null
  /** The number of the first piece of news they have not heard; null when they are only offered a place. */
  firstNumber: number | null
}

export const peopleOnPage = 100

/** Whoever is soonest stands first; of one run, whoever has been on the list for longest. What has no date can wait. */
export function inOrder(people: PersonToReach[]): PersonToReach[] {
  return [...people].sort((one, other) => compare(keyOf(one), keyOf(other)))
}

type Key = [soonest: number, firstNumber: number, personId: string]

function keyOf({ soonest, firstNumber, personId }: PersonToReach): Key {
  return [soonest?.getTime() ?? Infinity, firstNumber ?? Infinity, personId]
}

function compare(one: Key, other: Key): number {
  const differing = one.findIndex((part, index) => part !== other[index])
  const [part, otherPart] = [one[differing], other[differing]]
  if (part === undefined || otherPart === undefined) return 0
  return part < otherPart ? -1 : 1
}

/**
 * A hundred of these people. `after`: those that come after this place in the order, which stays where it is whoever is
 * told, or comes onto the list, meanwhile; so nobody slips from one page to another unseen. When nobody comes after it,
 * those at the top.
 */
export function pageOfPeople(ordered: PersonToReach[], after: string | undefined) {
  const key = after === undefined ? undefined : keyIn(after)
  const following = key === undefined ? 0 : ordered.findIndex((one) => compare(keyOf(one), key) > 0)
  const start = Math.max(0, following)
  const shown = ordered.slice(start, start + peopleOnPage)
  const last = shown.at(-1)
  const isMore = start + shown.length < ordered.length
  return {
    ids: shown.map(({ personId }) => personId),
    start,
    /** What `after` is on the page of the next hundred. */
    next: isMore && last !== undefined ? keyOf(last).join('_') : undefined,
  }
}

function keyIn(after: string): Key {
  const [soonest = '', firstNumber = '', personId = ''] = after.split('_')
  return [Number(soonest), Number(firstNumber), personId]
}

const place = /^(\d{1,15}|Infinity)_(\d{1,15}|Infinity)_[0-9a-f-]{36}$/

/** A place in the order, as an address or a form says it; undefined when it is none: then the list begins at the top. */
export function placeIn(after: unknown): string | undefined {
  return typeof after === 'string' && place.test(after) ? after : undefined
}
