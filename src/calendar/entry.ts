// The VEVENTs that an invite's slots make: the whole entry, or one occurrence of it.
import type { Invite, ToldSlot } from './invite.ts'
import type { CalendarEvent, Series } from './scheduling-message.ts'
import type { Content } from './session.ts'

/** The whole entry: a series from its first occurrence, with what does not take place left out. */
export function wholeEntry(invite: Invite, slots: ToldSlot[], content: Content, url: string): CalendarEvent {
  const [first] = slots
  if (first === undefined) throw new Error(`Invite ${invite.id} has no slots`)
  if (invite.pattern === null) return occurrence(invite, first, url)
  const startsAt = new Date(first.originalStart)
  const { title, location, description } = content
  return {
    startsAt,
    endsAt: new Date(startsAt.getTime() + usualLength(slots)),
    title,
    location,
    description,
    url,
    series: seriesOf(invite.pattern, slots),
  }
}

/** One occurrence as its slot says; of an entry without a pattern, the entry itself. */
export function occurrence(invite: Invite, slot: ToldSlot, url: string): CalendarEvent {
  return {
    startsAt: new Date(slot.startsAt),
    endsAt: new Date(slot.endsAt),
    title: slot.title,
    location: slot.location,
    description: slot.description,
    url,
    ...(invite.pattern === null ? {} : { recurrenceId: new Date(slot.originalStart) }),
  }
}

function seriesOf(pattern: { frequency: 'DAILY' | 'WEEKLY'; interval: number }, slots: ToldSlot[]): Series {
  const exclusions = slots
    .filter((slot) => slot.sessionId === null)
    .map((slot) => new Date(slot.originalStart))
  return { ...pattern, count: slots.length, exclusions }
}

/** Milliseconds. An occurrence that was never told by itself still has the length the series began with. */
function usualLength(slots: ToldSlot[]): number {
  const usual = slots.find((slot) => slot.overridden !== true) ?? slots[0]
  return usual === undefined ? 0 : new Date(usual.endsAt).getTime() - new Date(usual.startsAt).getTime()
}
