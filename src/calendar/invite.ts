// What one entry in a person's calendar has been told so far.
import type { InviteSlot } from '../database/schema.ts'
import type { Block } from './blocks.ts'
import type { Pattern } from './scheduling-message.ts'
import { type CalendarSession, contentOf, sameContent } from './session.ts'

/** An occurrence as it was last told. */
export type ToldSlot = InviteSlot

export interface Invite {
  id: string
  uid: string
  address: string
  timeZone: string
  /** Null for a single event. */
  pattern: Pattern | null
  /** Every occurrence of the pattern, in order; `sessionId` is null where nothing takes place. */
  slots: ToldSlot[]
  sequence: number
  lastDtstamp: Date
}

export type LiveSlot = ToldSlot & { sessionId: string }

export function isLive(slot: ToldSlot): slot is LiveSlot {
  return slot.sessionId !== null
}

export function hasEnded(slot: ToldSlot, now: Date): boolean {
  return new Date(slot.endsAt) <= now
}

export function hasMoved(slot: ToldSlot): boolean {
  return slot.startsAt !== slot.originalStart
}

export function isToldTime(slot: ToldSlot, session: CalendarSession): boolean {
  return slot.startsAt === session.startsAt.toISOString() && slot.endsAt === session.endsAt.toISOString()
}

export function isToldContent(slot: ToldSlot, session: CalendarSession): boolean {
  return sameContent(slot, session)
}

/** The slot once its occurrence stands for this session, as the session is now. */
export function toldAs(slot: ToldSlot, session: CalendarSession): ToldSlot {
  return {
    ...slot,
    sessionId: session.id,
    startsAt: session.startsAt.toISOString(),
    endsAt: session.endsAt.toISOString(),
    ...contentOf(session),
  }
}

/** The session as the person's calendar shows it. */
export function sessionAsTold(slot: LiveSlot): CalendarSession {
  return {
    id: slot.sessionId,
    startsAt: new Date(slot.startsAt),
    endsAt: new Date(slot.endsAt),
    ...contentOf(slot),
    url: '',
  }
}

/** The slots of a new entry: every session of a block says the same, so its gaps may say it too. */
export function firstSlots(block: Block): ToldSlot[] {
  const [first] = block.slots
  if (first === undefined || first.session === null) throw new Error('A block begins with a session')
  const content = contentOf(first.session)
  return block.slots.map(({ start, end, session }) => ({
    originalStart: start.toISOString(),
    sessionId: session?.id ?? null,
    startsAt: start.toISOString(),
    endsAt: end.toISOString(),
    ...content,
  }))
}
