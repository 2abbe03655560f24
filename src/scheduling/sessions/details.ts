import type { Details } from '../../editing/merge-edits.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { onTheClock } from '../../lib/time.ts'
import { momentAt } from '../import/dates.ts'
import type { SessionDetails } from '../queries.ts'
import { endWanted } from './forms.ts'

/** What the office says of one date, on the college's clock. */
export interface SessionWords extends Details {
  day: string
  from: string
  /** Empty while nobody knows: then the end that is kept is a guess, and people read that it is to be confirmed. */
  until: string
  /** A venue, or a room in it: `venue`, `venue/room`. */
  place: string
  join_link: string
  note: string
}

export function sessionWords(session: SessionDetails, timeZone: string): SessionWords {
  const [starts, ends] = [session.starts_at, session.ends_at].map((instant) => onTheClock(instant, timeZone))
  return {
    day: starts?.toPlainDate().toString() ?? '',
    from: starts?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? '',
    until: session.end_assumed ? '' : (ends?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? ''),
    place: placeOf(session),
    join_link: session.join_link ?? '',
    note: session.note,
  }
}

/** As a form names it. */
export function placeOf({ venue_id, room_id }: Pick<SessionDetails, 'venue_id' | 'room_id'>): string {
  return room_id === null ? venue_id : `${venue_id}/${room_id}`
}

/** Do these words leave it when it is? */
export function staysThen(session: SessionDetails, words: SessionWords, timeZone: string): boolean {
  const now = sessionWords(session, timeZone)
  return words.day === now.day && words.from === now.from && words.until === now.until
}

/**
 * The instants these words mean. Without an end it lasts as long as the guess did: `milliseconds`. Throws `RefusedField`
 * where the clock skips one of them, and where there is no end and no guess.
 */
export function timesOf(
  { day, from, until }: SessionWords,
  timeZone: string,
  milliseconds: number | undefined,
): { startsAt: Date; endsAt: Date } {
  const starts = momentAt(day, from, timeZone)
  if (!starts.ok) throw skippedByTheClock()
  if (until !== '') {
    const ends = momentAt(day, until, timeZone)
    if (!ends.ok) throw skippedByTheClock()
    return { startsAt: starts.instant, endsAt: ends.instant }
  }
  if (milliseconds === undefined) throw new RefusedField('until', endWanted)
  return { startsAt: starts.instant, endsAt: new Date(starts.instant.getTime() + milliseconds) }
}

function skippedByTheClock(): RefusedField {
  return new RefusedField('from', 'The clock jumps over this hour on that day. Choose another')
}
