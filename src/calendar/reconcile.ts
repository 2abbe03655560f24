import { randomUUID } from 'node:crypto'
import type { Tx } from '../database/schema.ts'
import { planChanges } from './changes.ts'
import { isLive, sessionAsTold } from './invite.ts'
import { type CalendarMessage, issue } from './issue.ts'
import { type Holder, insertInvite, listActiveInvites, lockInvites, updateInvite } from './queries.ts'
import type { CalendarSession, CalendarSettings, Recipient } from './session.ts'

// Features need this one file: what goes in and what comes out belongs to it.
export type { CalendarMessage, CalendarSession, CalendarSettings, Recipient }

export interface Reconciliation {
  runId: string
  /** As who gives the run. */
  teaching?: boolean
  recipient: Recipient
  /** Every planned session of the run, past ones too; none when the person is out. */
  sessions: CalendarSession[]
  now: Date
  /** The most new entries to send at once: `mostBlocks`, unless the person asked for every date. */
  mostEntries: number
  settings: CalendarSettings
}

export interface Reconciled {
  /** To be sent in this order; those of one `orderKey` strictly so. */
  messages: CalendarMessage[]
  /** True when sessions stay without an entry because they would need too many: offer the feed instead. */
  tooIrregular: boolean
  /** The sessions that had an entry before: of these, and only of these, the messages say what has changed. */
  entered: ReadonlySet<string>
}

/**
 * Makes a person's invites for a run equal to the sessions they should have, and returns the messages that tell their
 * calendar. Locks the person's invites for the run; a second call with the same input returns no messages. Throws for
 * a time zone that cannot be written truthfully (see zoneRules).
 */
export async function reconcileInvites(tx: Tx, input: Reconciliation): Promise<Reconciled> {
  const { runId, teaching = false, recipient, sessions, now, mostEntries, settings } = input
  const { personId, name, address } = recipient
  const holder = { personId, runId, teaching }
  await lockInvites(tx, holder)
  const invites = await listActiveInvites(tx, holder)
  const plan = planChanges(invites, sessions, {
    now,
    address,
    timeZone: settings.timeZone,
    mostEntries,
  })
  const issued = issue(plan, { now, name, address, sessions, settings, newId: randomUUID })
  for (const invite of issued.amended) await updateInvite(tx, invite)
  for (const invite of issued.created) await insertInvite(tx, invite, { ...holder, now })
  const entered = new Set(invites.flatMap(({ slots }) => slots.flatMap(({ sessionId }) => sessionId ?? [])))
  return { messages: issued.messages, tooIrregular: plan.tooIrregular, entered }
}

/** What was last told of each session, by its id, held as reconcileInvites() holds it. */
export async function toldSessions(tx: Tx, holder: Holder): Promise<Map<string, CalendarSession>> {
  await lockInvites(tx, holder)
  const told = (await listActiveInvites(tx, holder)).flatMap(({ slots }) =>
    slots.filter(isLive).map(sessionAsTold),
  )
  return new Map(told.map((session) => [session.id, session]))
}
