import { mostBlocks } from '../../../src/calendar/blocks.ts'
import { randomUUID } from 'node:crypto'
import { planChanges } from '../../../src/calendar/changes.ts'
import { type Invite } from '../../../src/calendar/invite.ts'
import { type CalendarMessage, issue } from '../../../src/calendar/issue.ts'
import type { CalendarSession } from '../../../src/calendar/session.ts'
import { settings } from './timetable.ts'

/** One person's invites for one run, kept in memory: what reconcileInvites keeps in the database. */
export class Student {
  invites: Invite[] = []
  name: string
  address: string | null

  constructor(address: string | null = 'amal@example.org', name = 'Amal Haddad') {
    this.address = address
    this.name = name
  }

  /** Makes the invites equal to these sessions; returns the messages that tell it. */
  should(see: CalendarSession[], now: Date): { messages: CalendarMessage[]; tooIrregular: boolean } {
    const { address, name } = this
    const { timeZone } = settings
    const plan = planChanges(this.invites, see, { now, address, timeZone, mostEntries: mostBlocks })
    const issued = issue(plan, { now, name, address, sessions: see, settings, newId: randomUUID })
    const changed = new Map(issued.amended.map((invite) => [invite.id, invite]))
    this.invites = [
      ...this.invites.map((invite) => changed.get(invite.id) ?? invite),
      ...issued.created,
    ].filter((invite) => changed.get(invite.id)?.status !== 'cancelled')
    return { messages: issued.messages, tooIrregular: plan.tooIrregular }
  }
}

/** `REQUEST moved`, `CANCEL cancelled-one`, … */
export function inWords(messages: CalendarMessage[]): string[] {
  return messages.map(({ method, change }) => `${method} ${change.kind}`)
}
