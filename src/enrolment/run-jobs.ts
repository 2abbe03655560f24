// What the worker does for enrolment. Each may run twice: everything is read again under the lock.
import type { Db, Tx } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { updateCallsOvertaken } from '../mail/calls.ts'
import { enqueueMails, type Promised, promiseCall } from '../mail/enqueue.ts'
import { listSessions, lockRun, type Run, type SessionDetails, updateRun } from '../scheduling/queries.ts'
import { findUntoldChange, listTeaching } from './bulk-changes/queries.ts'
import { tellOfChange, tellTrainersOfCallingOff } from './bulk-changes/tell.ts'
import { calendarLetter } from './calendar-mails.ts'
import { type Context, machine } from './context.ts'
import { knownByHand, knownFrom } from './known-dates.ts'
import {
  changedSessions,
  datesChangedLetter,
  datesChangedTemplate,
  invitationsStoppedLetter,
  type Known,
} from './dates-changed.ts'
import { calendarSessions } from './invites.ts'
import { listConfirmed, listConfirmedRuns, listLive, lockEnrolment, lockPeople } from './queries.ts'
import { mustBeCalled } from './rules.ts'
import { askToRefreshTeaching, refreshTeaching } from './teaching-invites/refresh.ts'
import { listRunsInCalendar } from './teaching-invites/queries.ts'
import { withMovedWords } from './moved-words.ts'
import { type DatesDone, newsOfDates } from './news-of-dates.ts'
import { reconcileFor } from './tell.ts'
import { transition } from './transition.ts'
import { listMovedWords, type MovedWord } from './word-queries.ts'

/** Makes the calendar of everyone with a place say what the run's sessions say now, and tells those it cannot tell. */
export async function refreshInvites(db: Db, runId: string, context: Context): Promise<void> {
  await inTransaction(db, async (tx) => {
    const run = await lockRun(tx, runId)
    // Of a run that is called off, everyone hears by another letter.
    if (run === undefined || run.status === 'cancelled') return
    const now = context.clock()
    const sessions = await listSessions(tx, [runId])
    const change = await findUntoldChange(tx, runId)
    if (change === undefined) await tellEverybody(tx, { run, sessions, now }, context)
    else await tellOfChange(tx, { run, sessions, change, now }, context)
    const latest = Math.max(...sessions.map(({ updated_at }) => updated_at.getTime()))
    if (sessions.length > 0) await updateRun(tx, runId, { dates_told_at: new Date(latest) }, now)
    await askToRefreshTeaching(tx, [runId])
  })
}

async function tellEverybody(
  tx: Tx,
  dates: Pick<Dates, 'run' | 'sessions' | 'now'>,
  context: Context,
): Promise<void> {
  const people = await listConfirmed(tx, dates.run.id)
  await lockPeople(
    tx,
    people.map(({ id }) => id),
  )
  const words = await listMovedWords(tx, dates.run.id, dates.run.dates_told_at)
  const { done, byHand } = await knownFrom(tx, dates.run)
  for (const place of await listConfirmed(tx, dates.run.id)) {
    const own = words.filter(({ enrolment_id: id }) => id === place.enrolment_id)
    const known = { datesToldAt: dates.run.dates_told_at, confirmedAt: place.confirmed_at }
    const hand = knownByHand(byHand, place.id, known)
    await tellDates(tx, { ...dates, place, words: own, done, known, hand }, context)
  }
}

interface Dates extends DatesDone {
  run: Run
  place: Awaited<ReturnType<typeof listConfirmed>>[number]
  /** What they had told us of classes that moved since. */
  words: MovedWord[]
  /** Since when they know the dates; and since when, if they are told by hand. */
  known: Known
  hand: Known
}

async function tellDates(tx: Tx, dates: Dates, { config }: Context): Promise<void> {
  const { run, sessions, place, words, now } = dates
  const wanted = calendarSessions(run, sessions, place, config)
  const { messages, tooIrregular, entered } = await reconcileFor(tx, run, place, wanted, now, config)
  const changed = newsOfDates(dates, dates.known, words)
  const facts = { run, sessions, hasInvites: false, now }
  const letter = withMovedWords(datesChangedLetter(changed, facts, config), words, config)
  const nothingLeft = wanted.every(({ endsAt }) => endsAt <= now)
  const stopped = place.calendar_invitations === 'none'
  const tells = Math.max(
    0,
    messages.findIndex(({ change }) => change.kind === 'moved'),
  )
  const mails: Promised[] = messages.map((calendar, index) => {
    // "Taken out of your calendar" alone would leave people wondering whether they still have their place.
    if (stopped && !nothingLeft) return { calendar, letter: invitationsStoppedLetter(facts, config) }
    if (index === 0 && nothingLeft) return { calendar, letter }
    const about = calendarLetter(calendar, run.title, config)
    return { calendar, letter: index === tells ? withMovedWords(about, words, config) : about }
  })
  const isNews = (session: SessionDetails) =>
    stopped ||
    (!entered.has(session.id) && (tooIrregular || session.status === 'cancelled' || session.revision > 0))
  const plain = changed.some(isNews) && !mails.some((mail) => mail.letter === letter) ? [{ letter }] : []
  await enqueueMails(tx, place, [...mails, ...plain], { now, mailDomain: config.mailDomain })
  if (changedSessions(sessions, dates.known, now).length > 0 && mustBeCalled(place))
    await tellByHand(tx, dates, config)
}

/** It says how all dates are now, so it takes the place of what nobody has told them yet: and that may be no news any more. */
async function tellByHand(tx: Tx, dates: Dates, config: Context['config']): Promise<void> {
  const { run, sessions, place, words, hand, now } = dates
  await updateCallsOvertaken(tx, { personId: place.id, runId: run.id, template: datesChangedTemplate }, now)
  const changed = newsOfDates(dates, hand, words)
  const letter = datesChangedLetter(changed, { run, sessions, hasInvites: false, now }, config)
  if (changed.length > 0) await promiseCall(tx, place, run.id, withMovedWords(letter, words, config), { now })
}

/** The same for every run on which one person has a place. */
export async function refreshPerson(db: Db, personId: string, context: Context): Promise<void> {
  for (const runId of await listConfirmedRuns(db, personId)) await refreshInvites(db, runId, context)
  for (const runId of await listRunsInCalendar(db, personId, context.clock()))
    await refreshTeaching(db, { runId }, context)
}

/** Ends every live enrolment of a cancelled run, and tells each person. */
export async function endCancelledRun(db: Db, runId: string, context: Context): Promise<void> {
  await inTransaction(db, async (tx) => {
    const run = await lockRun(tx, runId)
    if (run?.status !== 'cancelled') return
    const now = context.clock()
    const change = await findUntoldChange(tx, runId)
    const reason = run.cancelled_reason === null ? {} : { reason: run.cancelled_reason }
    const step = { action: 'cancel-run' as const, by: machine, now, ...reason }
    const live = await listLive(tx, runId)
    const teaching = change === undefined ? [] : await listTeaching(tx, runId, now)
    await lockPeople(tx, [...live.map(({ person_id }) => person_id), ...teaching.map(({ id }) => id)])
    for (const { id } of live) {
      const enrolment = await lockEnrolment(tx, id)
      if (enrolment !== undefined)
        await transition(tx, { run, enrolment }, step, { ...context, bulkChangeId: change?.id })
    }
    await askToRefreshTeaching(tx, [runId])
    if (change !== undefined) await tellTrainersOfCallingOff(tx, { run, sessions: [], change, now }, context)
  })
}
