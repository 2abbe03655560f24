import type { PreferredContact } from '../../database/schema.ts'
import type { Change } from '../../scheduling/bulk-changes/change.ts'

export type Way = PreferredContact

/** How news reaches somebody: by email, or else as they wish; and if nothing else is known, by letter. */
export function wayTo({
  email,
  phone,
  preferred_contact: preferred,
}: {
  email: string | null
  phone: string | null
  preferred_contact: PreferredContact
}): Way {
  if (preferred !== 'email') return preferred
  if (email !== null) return 'email'
  return phone === null ? 'post' : 'phone'
}

/** As many as one form can bring back. A term of a college with 800 runs a year has about 1,600 dates. */
export const mostDates = 2500

/**
 * How many runs would have one and the same link to join online. Of more than one, people may walk into the class of
 * others, so it is only done when it is meant.
 */
export function runsWithOneLink(change: Change, chosen: { was: { run_id: string } }[]): number {
  if (change.kind !== 'online' || change.joinLink === null) return 0
  return new Set(chosen.map(({ was }) => was.run_id)).size
}

interface Shown {
  id: string
  revision: number
}

const short = (id: string) => id.replaceAll('-', '').slice(0, 12)

/** Each date that is shown and its revision, as short as it may be. */
export function seenIn(dates: Shown[]): string {
  return dates.map(({ id, revision }) => `${short(id)}.${revision}`).join(' ')
}

export interface Difference {
  /** Dates that are otherwise than they were shown. */
  changed: string[]
  /** Dates that were not there. */
  added: string[]
  /** How many were shown and are no longer to come, or no longer planned. */
  gone: number
}

/** What has become of the dates since they were shown; undefined when they are as they were. */
export function differenceSince(seen: string, now: Shown[]): Difference | undefined {
  const before = new Map(seen.split(' ').map((one): [string, string] => [one.slice(0, 12), one.slice(13)]))
  const added = now.filter(({ id }) => !before.has(short(id)))
  const changed = now.filter(({ id, revision }) => {
    const was = before.get(short(id))
    return was !== undefined && was !== String(revision)
  })
  const shownBefore = seen === '' ? 0 : before.size
  const gone = shownBefore - (now.length - added.length)
  if (added.length === 0 && changed.length === 0 && gone === 0) return undefined
  return { changed: changed.map(({ id }) => id), added: added.map(({ id }) => id), gone }
}
