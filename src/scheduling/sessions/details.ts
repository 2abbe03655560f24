import type { Details } from '../../editing/merge-edits.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { onTheClock } from '../../lib/time.ts'
import { momentAt } from '../import/dates.ts'
import type { SessionDetails } from '../queries.ts'

/** What the office says of one date, on the college's clock. */
export interface SessionWords extends Details {
  day: string
  from: string
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
    until: ends?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? '',
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

/** The instants these words mean. Throws `RefusedField` where the clock skips one of them. */
export function timesOf(
  { day, from, until }: SessionWords,
  timeZone: string,
): { startsAt: Date; endsAt: Date } {
  const [starts, ends] = [from, until].map((time) => momentAt(day, time, timeZone))
  if (!starts?.ok || !ends?.ok)
    throw new RefusedField('from', 'The clock jumps over this hour on that day. Choose another')
  return { startsAt: starts.instant, endsAt: ends.instant }
}
