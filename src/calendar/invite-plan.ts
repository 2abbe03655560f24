// What one invite's holder must be told, and what the invite says afterwards.
import { type Change, allGone, oneGone, toldAlone, toldTogether } from './change.ts'
import { occurrence, wholeEntry } from './entry.ts'
import { type Invite, type ToldSlot, hasEnded, hasMoved, isLive, toldAs } from './invite.ts'
import { type Kept, type Reviewed, isKept } from './review.ts'
import type { CalendarEvent, Method } from './scheduling-message.ts'
import { type Content, contentOf, sameContent } from './session.ts'

export interface Step {
  method: Method
  event: CalendarEvent
  change: Change
}

export interface InvitePlan {
  invite: Invite
  /** The messages, in order. */
  steps: Step[]
  slots: ToldSlot[]
  status: 'active' | 'cancelled'
}

/** Takes the whole entry out of the calendar. Where nothing of it is still to come, it is closed without a word. */
export function takeBack(invite: Invite, now: Date): InvitePlan {
  const shown = invite.slots.filter((slot) => isLive(slot) && !hasEnded(slot, now))
  const steps = shown.slice(0, 1).map((content): Step => ({
    method: 'CANCEL',
    event: wholeEntry(invite, invite.slots, content, ''),
    change: allGone(shown),
  }))
  return { invite, steps, slots: invite.slots, status: 'cancelled' }
}

/** Keeps the entry and tells what differs: first what goes, then the entry as a whole, then single occurrences. */
export function amend(invite: Invite, reviewed: Reviewed[], now: Date): InvitePlan {
  const kept = reviewed.filter(isKept)
  const whole = invite.pattern === null ? undefined : contentToTellAll(kept)
  const alone = new Set<Reviewed>(kept.filter((one) => mustTellAlone(one, whole)))
  const slots = reviewed.map((one) => slotAfter(one, { alone: alone.has(one), whole: whole !== undefined }))
  const steps = [
    ...reviewed.flatMap((one) => goneStep(invite, one, now)),
    ...(whole === undefined ? [] : [wholeStep(invite, slots, kept, whole)]),
    ...kept.filter((one) => alone.has(one)).map((one) => aloneStep(invite, one)),
  ]
  return { invite, steps, slots, status: 'active' }
}

/**
 * What to say of the whole series, when that takes fewer messages than telling each changed session. Some calendars
 * forget what they were told about single occurrences when the series is told again, and others keep it even where it
 * is outdated; so every such occurrence that has not ended is told once more.
 */
function contentToTellAll(kept: Kept[]): Content | undefined {
  const messages = (whole: Content | undefined) => kept.filter((one) => mustTellAlone(one, whole)).length
  const choices = kept
    .map(({ session }) => contentOf(session))
    .map((content) => ({ content, messages: 1 + messages(content) }))
    .sort((one, other) => one.messages - other.messages)
  const [best] = choices
  return best !== undefined && best.messages < messages(undefined) ? best.content : undefined
}

function mustTellAlone({ fate, slot, session }: Kept, whole: Content | undefined): boolean {
  if (fate === 'moved') return true
  return whole === undefined ? fate === 'edited' : slot.overridden === true || !sameContent(session, whole)
}

function slotAfter(one: Reviewed, told: { alone: boolean; whole: boolean }): ToldSlot {
  if (isKept(one)) {
    const slot = toldAs(one.slot, one.session)
    return told.alone ? { ...slot, overridden: true } : slot
  }
  // A calendar that forgets the move would show it at its old place, perhaps still to come: the series leaves it out.
  const forgotten = one.fate === 'ended' && told.whole && hasMoved(one.slot)
  return one.fate === 'removed' || one.fate === 'displaced' || forgotten
    ? { ...one.slot, sessionId: null }
    : one.slot
}

/** Nothing is said of an occurrence that lies in the past, not even where its session was put off and is still to come. */
function goneStep(invite: Invite, one: Reviewed, now: Date): Step[] {
  if (one.fate !== 'removed' && one.fate !== 'displaced') return []
  if (!isLive(one.slot) || hasEnded(one.slot, now)) return []
  const change = oneGone(one.slot, one.fate === 'displaced' ? one.session : undefined)
  return [{ method: 'CANCEL', event: occurrence(invite, one.slot, ''), change }]
}

function wholeStep(invite: Invite, slots: ToldSlot[], kept: Kept[], whole: Content): Step {
  const event = wholeEntry(invite, slots, whole, kept[0]?.session.url ?? '')
  return { method: 'REQUEST', event, change: toldTogether(kept) }
}

function aloneStep(invite: Invite, one: Kept): Step {
  const slot = toldAs(one.slot, one.session)
  return { method: 'REQUEST', event: occurrence(invite, slot, one.session.url), change: toldAlone(one) }
}
