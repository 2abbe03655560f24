// What the worker does for enrolment. Each may run twice: everything is read again under the lock.
import type { Db } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { enqueueMails } from '../mail/enqueue.ts'
import { listSessions, lockRun } from '../scheduling/queries.ts'
import { calendarLetter } from './calendar-mails.ts'
import { type Context, machine } from './context.ts'
import { calendarSessions } from './invites.ts'
import { listConfirmed, listConfirmedRuns, listLive, lockEnrolment } from './queries.ts'
import { mailDomain, reconcileFor } from './tell.ts'
import { transition } from './transition.ts'

/** Makes the calendar of everyone with a place say what the run's sessions say now. */
export async function refreshInvites(db: Db, runId: string, context: Context): Promise<void> {
  await inTransaction(db, async (tx) => {
    const run = await lockRun(tx, runId)
    if (run === undefined) return
    const now = context.clock()
    const sessions = await listSessions(tx, [runId])
    for (const person of await listConfirmed(tx, runId)) {
      const wanted = calendarSessions(run, sessions, person, context.config)
      const messages = await reconcileFor(tx, run, person, wanted, now, context.config)
      const mails = messages.map((message) => ({
        letter: calendarLetter(message, run.title, context.config),
        calendar: message,
      }))
      await enqueueMails(tx, person, mails, { now, mailDomain: mailDomain(context.config) })
    }
  })
}

/** The same for every run on which one person has a place. */
export async function refreshPerson(db: Db, personId: string, context: Context): Promise<void> {
  for (const runId of await listConfirmedRuns(db, personId)) await refreshInvites(db, runId, context)
}

/** Ends every live enrolment of a cancelled run, and tells each person. */
export async function endCancelledRun(db: Db, runId: string, context: Context): Promise<void> {
  await inTransaction(db, async (tx) => {
    const run = await lockRun(tx, runId)
    if (run?.status !== 'cancelled') return
    const now = context.clock()
    const reason = run.cancelled_reason === null ? {} : { reason: run.cancelled_reason }
    for (const { id } of await listLive(tx, runId)) {
      const enrolment = await lockEnrolment(tx, id)
      if (enrolment === undefined) continue
      await transition(tx, { run, enrolment }, { action: 'cancel-run', by: machine, now, ...reason }, context)
    }
  })
}
