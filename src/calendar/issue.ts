// Numbers the messages of a plan and writes their text.
import { type Change, invited } from './change.ts'
import { type Plan } from './changes.ts'
import type { Block } from './blocks.ts'
import { wholeEntry } from './entry.ts'
import type { InvitePlan, Step } from './invite-plan.ts'
import { type Invite, firstSlots } from './invite.ts'
import { type Method, schedulingMessage } from './scheduling-message.ts'
import { type CalendarSession, type CalendarSettings, byStart } from './session.ts'

export interface CalendarMessage {
  method: Method
  /** The calendar object, CRLF and all, ready to be sent as it is. */
  text: string
  uid: string
  inviteId: string
  /** Where to send it: the old address, when an invitation moves to a new one. */
  address: string
  /** Messages of one key must be sent in order: those of one entry. */
  orderKey: string
  change: Change & {
    /** All dates of the run still to come, in order, once this batch has been read. */
    sessions: CalendarSession[]
  }
}

export interface Issued {
  messages: CalendarMessage[]
  created: Invite[]
  amended: (Invite & { status: 'active' | 'cancelled' })[]
}

export interface Issuing {
  now: Date
  name: string
  address: string | null
  sessions: CalendarSession[]
  settings: CalendarSettings
  /** A new random UUID. */
  newId: () => string
}

/** Gives every message its SEQUENCE and DTSTAMP: both rise with every message of an entry, whatever it says. */
export function issue(plan: Plan, context: Issuing): Issued {
  const amended = plan.invites.map((one) => issueSteps(one, context))
  const { address } = context
  const created = address === null ? [] : plan.blocks.map((block) => issueBlock(block, address, context))
  return {
    messages: [...amended, ...created].flatMap(({ messages }) => messages),
    created: created.map(({ invite }) => invite),
    amended: amended.map(({ invite, status }) => ({ ...invite, status })),
  }
}

function issueSteps({ invite, steps, slots, status }: InvitePlan, context: Issuing) {
  const messages: CalendarMessage[] = []
  let last = invite
  for (const step of steps) {
    last = { ...last, sequence: last.sequence + 1, lastDtstamp: nextStamp(last.lastDtstamp, context.now) }
    messages.push(message(last, step, context))
  }
  return { messages, invite: { ...last, slots }, status }
}

function issueBlock(block: Block, address: string, context: Issuing) {
  const sessions = block.slots.flatMap(({ session }) => session ?? [])
  const [first] = sessions
  if (first === undefined) throw new Error('A block begins with a session')
  const invite = newInvite(block, address, context)
  const event = wholeEntry(invite, invite.slots, first, first.url)
  return {
    messages: [message(invite, { method: 'REQUEST', event, change: invited(sessions) }, context)],
    invite,
  }
}

function newInvite(block: Block, address: string, { settings, now, newId }: Issuing): Invite {
  return {
    id: newId(),
    uid: `${newId()}@${settings.domain}`,
    address,
    timeZone: settings.timeZone,
    pattern: block.pattern,
    slots: firstSlots(block),
    sequence: 0,
    lastDtstamp: wholeSecond(now),
  }
}

function message(invite: Invite, { method, event, change }: Step, context: Issuing): CalendarMessage {
  const { settings, name, sessions, now } = context
  const envelope = {
    method,
    uid: invite.uid,
    sequence: invite.sequence,
    dtstamp: invite.lastDtstamp,
    timeZone: invite.timeZone,
    organizer: { name: settings.organizerName, address: settings.organizerAddress },
    attendee: { name, address: invite.address },
  }
  return {
    method,
    text: schedulingMessage(envelope, event),
    uid: invite.uid,
    inviteId: invite.id,
    address: invite.address,
    orderKey: `calendar ${invite.uid}`,
    change: { ...change, sessions: sessions.filter(({ endsAt }) => endsAt > now).sort(byStart) },
  }
}

/** DTSTAMP has whole seconds, and calendars drop a message whose stamp is not later than the one before. */
function nextStamp(last: Date, now: Date): Date {
  return new Date(Math.max(wholeSecond(now).getTime(), last.getTime() + 1000))
}

function wholeSecond(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 1000) * 1000)
}
