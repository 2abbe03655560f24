// Keeps the calendars of trainers. Each may run twice: everything is read again under the lock.
import { reconcileInvites, toldSessions } from '../../calendar/reconcile.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { enqueueJobs } from '../../jobs/enqueue.ts'
import { instantOf, onTheClock } from '../../lib/time.ts'
import { enqueueMails } from '../../mail/enqueue.ts'
import { listSessions, lockRun, type Run, type SessionDetails } from '../../scheduling/queries.ts'
import type { Context } from '../context.ts'
import { comingInWords } from '../feed.ts'
import { calendarSettings, mostEntriesFor } from '../invites.ts'
import { lockPeople } from '../queries.ts'
import { taughtLetter } from './mails.ts'
import { countComing, type Giving, listGiving, listRunsBetween } from './queries.ts'
import { asToldBefore, taughtSessions } from './sessions.ts'

interface Dates {
  run: Run
  sessions: SessionDetails[]
  coming: number
  renew: string | undefined
}

/** Makes the calendar of everyone who gives a run, or gave it, say which of its dates they give now. */
export async function refreshTeaching(
  db: Db,
  { runId, renew }: { runId: string; renew?: string },
  context: Context,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const run = await lockRun(tx, runId)
    if (run === undefined) return
    // Of a draft nobody is told anything, but that it is none of theirs any more where it was published for a while.
    const given = run.status === 'published' || run.status === 'ended'
    const sessions = given ? await listSessions(tx, [runId]) : []
    await lockPeople(
      tx,
      (await listGiving(tx, runId)).map(({ id }) => id),
    )
    const dates = { run, sessions, coming: await countComing(tx, runId), renew }
    for (const person of await listGiving(tx, runId)) await refreshOne(tx, person, dates, context)
  })
}

async function refreshOne(
  tx: Tx,
  person: Giving,
  { run, sessions, coming, renew }: Dates,
  { config, clock }: Context,
): Promise<void> {
  const now = clock()
  const own = sessions.filter(({ id, status }) => status === 'planned' && person.own_dates.includes(id))
  const wanted = person.calendar_invitations === 'none' ? [] : own
  const told = await toldSessions(tx, { personId: person.id, runId: run.id, teaching: true })
  const current = taughtSessions(run, wanted, person, coming, config)
  const { messages } = await reconcileInvites(tx, {
    runId: run.id,
    teaching: true,
    recipient: { personId: person.id, name: person.name, address: person.email },
    sessions: asToldBefore(current, told, renew, config.timeZone),
    now,
    mostEntries: mostEntriesFor(person),
    settings: calendarSettings(config),
  })
  const about = { title: run.title, coming: run.drop_in ? 'It is a drop-in.' : comingInWords(coming) }
  const mails = messages.map((calendar) => ({ calendar, letter: taughtLetter(calendar, about, config) }))
  await enqueueMails(tx, { ...person, id: person.noted_with }, mails, { now, mailDomain: config.mailDomain })
}

export async function askToRefreshTeaching(tx: Tx, runIds: string[]): Promise<void> {
  const jobs = runIds.map((runId) => ({ payload: { runId }, key: `teaching:${runId}` }))
  await enqueueJobs(tx, 'enrolment.refresh-teaching', jobs, 25)
}

/** The hour of the day before at which trainers are told how many come, where it is not what they were told before. */
const hourToTell = 16

/** Once for each date, since this is asked once an hour. An afternoon on which nobody works is not made up for. */
export async function tellHowManyCome(db: Db, { clock, config }: Context): Promise<void> {
  const here = onTheClock(clock(), config.timeZone)
  if (here.hour !== hourToTell) return
  const tomorrow = here.startOfDay().add({ days: 1 })
  const [from, until] = [instantOf(tomorrow), instantOf(tomorrow.add({ days: 1 }))]
  const renew = tomorrow.toPlainDate().toString()
  const runIds = await listRunsBetween(db, from, until)
  const jobs = runIds.map((runId) => ({ payload: { runId, renew }, key: `how-many:${runId}` }))
  await inTransaction(db, (tx) => enqueueJobs(tx, 'enrolment.refresh-teaching', jobs, 25))
}
