// Compares what a calendar was told with what it should show, occurrence by occurrence.
import {
  type Invite,
  type LiveSlot,
  type ToldSlot,
  hasEnded,
  isLive,
  isToldContent,
  isToldTime,
} from './invite.ts'
import type { CalendarSession } from './session.ts'
import { dayOf } from '../lib/time.ts'

/** Nothing takes place there; nobody is told about it any more, for it has ended; or it should not be there. */
interface WithoutSession {
  fate: 'empty' | 'ended' | 'removed'
  slot: ToldSlot
}

export interface Kept {
  fate: 'same' | 'edited' | 'moved'
  slot: LiveSlot
  session: CalendarSession
}

/** Moved to a day where calendars refuse an occurrence of this series: it has to go on as an entry of its own. */
export interface Displaced {
  fate: 'displaced'
  slot: LiveSlot
  session: CalendarSession
}

export type Reviewed = WithoutSession | Kept | Displaced

export function isKept(one: Reviewed): one is Kept {
  return one.fate === 'same' || one.fate === 'edited' || one.fate === 'moved'
}

export function isDisplaced(one: Reviewed): one is Displaced {
  return one.fate === 'displaced'
}

/** What becomes of each slot. `future` holds the sessions that should be shown and have not ended, by id. */
export function reviewSlots(invite: Invite, future: Map<string, CalendarSession>, now: Date): Reviewed[] {
  const days = neighbouringDays(invite)
  let lastDay = ''
  return invite.slots.map((slot, index): Reviewed => {
    if (!isLive(slot)) return { fate: 'empty', slot }
    const session = future.get(slot.sessionId)
    if (session === undefined) return { fate: hasEnded(slot, now) ? 'ended' : 'removed', slot }
    const day = dayOf(session.startsAt, invite.timeZone)
    const fits = invite.pattern === null || (days(index, day) && day > lastDay)
    if (!isToldTime(slot, session) && !fits) return { fate: 'displaced', slot, session }
    lastDay = day
    return { fate: fateInPlace(slot, session), slot, session }
  })
}

function fateInPlace(slot: LiveSlot, session: CalendarSession): Kept['fate'] {
  if (!isToldTime(slot, session)) return 'moved'
  return isToldContent(slot, session) ? 'same' : 'edited'
}

/**
 * Outlook and Apple refuse an occurrence that starts on the day of the one before or after it, or past that day
 * (PidLidAppointmentRecur; EKError startDateCollidesWithOtherOccurrence). Gaps and cancelled occurrences count too:
 * what a calendar remembers of them is not known. Of a neighbour that has moved both days count: one that forgets
 * moves when the series is told again puts it back on its first day.
 */
function neighbouringDays(invite: Invite): (index: number, day: string) => boolean {
  const daysOf = (slot: ToldSlot | undefined) =>
    slot === undefined
      ? []
      : [slot.originalStart, slot.startsAt].map((at) => dayOf(new Date(at), invite.timeZone))
  return (index, day) =>
    daysOf(invite.slots[index - 1]).every((before) => before < day) &&
    daysOf(invite.slots[index + 1]).every((after) => day < after)
}
