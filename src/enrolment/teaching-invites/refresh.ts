// Keeps the calendars of trainers. Each may run twice: everything is read again under the lock.
import { type CalendarMessage, reconcileInvites, toldSessions } from '../../calendar/reconcile.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { enqueueJobs } from '../../jobs/enqueue.ts'
import { dayOf, instantOf, onTheClock } from '../../lib/time.ts'
import type { Letter } from '../../mail/content.ts'
import { enqueueMails, type Promised } from '../../mail/enqueue.ts'
import { listSessions, lockRun, type Run, type SessionDetails } from '../../scheduling/queries.ts'
import type { Context } from '../context.ts'
import { countComing } from '../coming-queries.ts'
import { calendarSettings, mostEntriesFor } from '../invites.ts'
import { lockPeople } from '../queries.ts'
import { givenDatesLetter, taughtLetter } from './mails.ts'
import { countWithPlace, type Giving, listGiving, listRunsBetween } from './queries.ts'
import { asToldBefore, type HowMany, peopleInWords, taughtSessions } from './sessions.ts'
import { noteDatesTold } from './tell-dates.ts'

/** What may be new for those who give a run. */
export interface TaughtDates {
  run: Run
  sessions: SessionDetails[]
  howMany: HowMany
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
    const sessions = await listSessions(tx, [runId])
    await lockPeople(
      tx,
      (await listGiving(tx, runId)).map(({ id }) => id),
    )
    const dates = { run, sessions, howMany: await countPeople(tx, runId, renew) }
    for (const person of await listGiving(tx, runId)) {
      const { messages, letter } = await teachingNews(tx, person, dates, context)
      const mails: Promised[] = messages.map((calendar) => ({
        calendar,
        letter: letterWith(calendar, dates, context),
      }))
      if (letter !== undefined) mails.push({ letter })
      const about = { now: context.clock(), mailDomain: context.config.mailDomain }
      await enqueueMails(tx, { ...person, id: person.noted_with }, mails, about)
    }
  })
}

export async function countPeople(tx: Tx, runId: string, renew?: string): Promise<HowMany> {
  return { withPlace: await countWithPlace(tx, runId), coming: await countComing(tx, runId), renew }
}

/** What goes with a calendar message that nothing else is to be said with. */
export function letterWith(
  calendar: CalendarMessage,
  { run, howMany }: Pick<TaughtDates, 'run' | 'howMany'>,
  { config }: Pick<Context, 'config'>,
): Letter {
  const { sessions } = calendar.change
  const next =
    sessions.find(({ startsAt }) => dayOf(startsAt, config.timeZone) === howMany.renew) ?? sessions[0]
  const people = next === undefined ? '' : peopleInWords(run, next, howMany, config.timeZone)
  return taughtLetter(calendar, { title: run.title, people }, config)
}

/**
 * Makes the calendar of one of them say what they give now; the messages are still to be mailed, in this order, and a
 * letter where the calendar cannot say it.
 */
export async function teachingNews(
  tx: Tx,
  person: Giving,
  { run, sessions, howMany }: TaughtDates,
  { config, clock }: Context,
): Promise<{ messages: CalendarMessage[]; letter?: Letter }> {
  // Of a draft nobody is told anything, but that it is none of theirs any more where it was published for a while.
  const isGiven = run.status === 'published' || run.status === 'ended'
  const own = sessions.filter(
    ({ id, status }) => isGiven && status === 'planned' && person.own_dates.includes(id),
  )
  const wanted = person.calendar_invitations === 'none' ? [] : own
  const told = await toldSessions(tx, { personId: person.id, runId: run.id, teaching: true })
  const current = taughtSessions(run, wanted, person, howMany, config)
  const now = clock()
  const reconciled = await reconcileInvites(tx, {
    runId: run.id,
    teaching: true,
    recipient: { personId: person.id, name: person.name, address: person.email },
    sessions: asToldBefore(current, told, howMany.renew, config.timeZone),
    now,
    mostEntries: mostEntriesFor(person),
    settings: calendarSettings(config),
  })
  const { messages } = reconciled
  if (!(await noteDatesTold(tx, person, { run, own, now }, reconciled))) return { messages }
  return { messages, letter: givenDatesLetter({ title: run.title, own, now }, config) }
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
