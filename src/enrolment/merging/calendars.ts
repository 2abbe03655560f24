import type { Tx } from '../../database/schema.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { listSessions, type Run } from '../../scheduling/queries.ts'
import { calendarLetter } from '../calendar-mails.ts'
import type { Context } from '../context.ts'
import { calendarSessions } from '../invites.ts'
import { getPerson, listConfirmedRuns } from '../queries.ts'
import { reconcileFor } from '../tell.ts'

/**
 * Makes the calendar that belongs to a record say what the record has a place on, on each of these runs. What is still
 * to be taken out of a calendar goes to the address it went to before; the mails are noted with `noteWith`.
 */
export async function settleCalendar(
  tx: Tx,
  { personId, noteWith, runs }: { personId: string; noteWith: string; runs: Run[] },
  now: Date,
  { config }: Context,
): Promise<void> {
  const person = await getPerson(tx, personId)
  const placed = new Set(await listConfirmedRuns(tx, personId))
  // Of a run that is called off, everyone hears by another letter.
  for (const run of runs.filter(({ status }) => status !== 'cancelled')) {
    const sessions = placed.has(run.id) ? await listSessions(tx, [run.id]) : []
    const wanted = calendarSessions(run, sessions, person, config)
    const { messages } = await reconcileFor(tx, run, person, wanted, now, config)
    const mails = messages.map((calendar) => ({
      calendar,
      letter: calendarLetter(calendar, run.title, config),
    }))
    await enqueueMails(tx, { ...person, id: noteWith }, mails, { now, mailDomain: config.mailDomain })
  }
}
