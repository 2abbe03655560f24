// What a message is about, for the words around it: many readers never see the calendar part.
import { type LiveSlot, type ToldSlot, isLive, sessionAsTold } from './invite.ts'
import type { Kept } from './review.ts'
import type { CalendarSession } from './session.ts'

export interface Place {
  startsAt: Date
  endsAt: Date
  title: string
  location: string
}

export interface Change {
  /**
   * - invited: a new entry.
   * - moved: one session has another time. With the method CANCEL its old occurrence goes, and a new entry follows.
   * - changed: an entry or a session says something else. Before and after are alike where it is only told again.
   * - cancelled-one: one session no longer takes place.
   * - cancelled: the entry goes as a whole. New entries may follow.
   */
  kind: 'invited' | 'moved' | 'changed' | 'cancelled-one' | 'cancelled'
  before?: Place
  after?: Place
  /** The sessions this message is about: as they are now, or, where they no longer take place, as last told. */
  about: CalendarSession[]
}

/** One kept session, told by itself. */
export function toldAlone({ fate, slot, session }: Kept): Change {
  const kind = fate === 'moved' ? 'moved' : 'changed'
  return { kind, ...beforeAndAfter(slot, session), about: [session] }
}

/** Several kept sessions, told at once. The first that changed stands for all. */
export function toldTogether(kept: Kept[]): Change {
  const example = kept.find(({ fate }) => fate === 'edited')
  const places = example === undefined ? {} : beforeAndAfter(example.slot, example.session)
  return { kind: 'changed', ...places, about: kept.map(({ session }) => session) }
}

/** One occurrence goes: for good, or, where a session is given, because that goes on as another entry. */
export function oneGone(slot: LiveSlot, session: CalendarSession | undefined): Change {
  if (session !== undefined) return { kind: 'moved', ...beforeAndAfter(slot, session), about: [session] }
  const told = sessionAsTold(slot)
  return { kind: 'cancelled-one', before: placeOf(told), about: [told] }
}

export function allGone(slots: ToldSlot[]): Change {
  return { kind: 'cancelled', about: slots.filter(isLive).map(sessionAsTold) }
}

export function invited(sessions: CalendarSession[]): Change {
  return { kind: 'invited', about: sessions }
}

function beforeAndAfter(slot: LiveSlot, session: CalendarSession): { before: Place; after: Place } {
  return { before: placeOf(sessionAsTold(slot)), after: placeOf(session) }
}

function placeOf({ startsAt, endsAt, title, location }: CalendarSession): Place {
  return { startsAt, endsAt, title, location }
}
