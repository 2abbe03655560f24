// Tells everybody of one run of a change of many dates, in the job that tells of changed dates. Each person hears once:
// one letter with every change in it, and what their calendar needs besides.
import type { CalendarMessage } from '../../calendar/reconcile.ts'
import type { Tx } from '../../database/schema.ts'
import { updateCallsOvertaken } from '../../mail/calls.ts'
import type { Letter } from '../../mail/content.ts'
import { enqueueMails, type Promised, promiseCall } from '../../mail/enqueue.ts'
import type { Run, SessionDetails } from '../../scheduling/queries.ts'
import { calendarLetter } from '../calendar-mails.ts'
import type { Context } from '../context.ts'
import { changedSessions } from '../dates-changed.ts'
import { calendarSessions } from '../invites.ts'
import { type EnrollingPerson, listConfirmed, lockPeople } from '../queries.ts'
import { mustBeCalled } from '../rules.ts'
import { listGiving } from '../teaching-invites/queries.ts'
import { countPeople, letterWith, teachingNews } from '../teaching-invites/refresh.ts'
import { withMovedWords } from '../moved-words.ts'
import { reconcileFor } from '../tell.ts'
import { listMovedWords } from '../word-queries.ts'
import { type ChangeFacts, hopeLetter, placeLetter, taughtCalledOffLetter, trainerLetter } from './letters.ts'
import { listDatesBefore, listHoping, listTeaching, type UntoldChange, updateTold } from './queries.ts'

interface Telling {
  run: Run
  sessions: SessionDetails[]
  change: UntoldChange
  now: Date
}

/** The run is held. Done twice, it tells nobody twice: it is noted in the same transaction. */
export async function tellOfChange(tx: Tx, telling: Telling, context: Context): Promise<void> {
  const { run, sessions, now } = telling
  const { config } = context
  const facts = await factsOf(tx, telling)
  const [hoping, teaching] = [await listHoping(tx, run.id), await listTeaching(tx, run.id, now)]
  const ids = [...(await listConfirmed(tx, run.id)), ...hoping, ...teaching].map(({ id }) => id)
  await lockPeople(tx, ids)
  const since = (moment: Date) =>
    changedSessions(sessions, { datesToldAt: run.dates_told_at, confirmedAt: moment }, now)
  const words = await listMovedWords(tx, run.id, run.dates_told_at)
  for (const place of await listConfirmed(tx, run.id)) {
    const changed = since(place.confirmed_at)
    const wanted = calendarSessions(run, sessions, place, config)
    const { messages } = await reconcileFor(tx, run, place, wanted, now, config)
    const own = words.filter(({ enrolment_id: id }) => id === place.enrolment_id)
    const letter =
      changed.length > 0 ? withMovedWords(placeLetter({ ...facts, changed }, config), own, config) : undefined
    const alone = (calendar: CalendarMessage) => calendarLetter(calendar, run.title, config)
    const news = carried(letter, messages, place, alone)
    await promise(tx, place, { telling, news, letter }, context)
  }
  for (const person of await listHoping(tx, run.id)) {
    const changed = since(person.joined_at)
    const letter = changed.length > 0 ? hopeLetter(person.status, { ...facts, changed }, config) : undefined
    await promise(tx, person, { telling, news: letterAlone(letter), letter }, context)
  }
  const changed = since(new Date(0)).filter(({ id }) => facts.before.has(id))
  if (changed.length > 0)
    await tellTrainers(tx, telling, trainerLetter({ ...facts, changed }, config), context)
  await updateTold(tx, run.id, now)
}

/** Those who teach a run that is called off as a whole; whoever is on it hears by the end of their enrolment. */
export async function tellTrainersOfCallingOff(tx: Tx, telling: Telling, context: Context): Promise<void> {
  const facts = { ...telling, hasInvites: false, reason: telling.change.reason }
  await tellTrainers(tx, telling, taughtCalledOffLetter(facts, context.config), context)
  await updateTold(tx, telling.run.id, telling.now)
}

async function tellTrainers(tx: Tx, telling: Telling, letter: Letter, context: Context): Promise<void> {
  const { run, sessions, now } = telling
  const dates = { run, sessions, howMany: await countPeople(tx, run.id) }
  const giving = new Map((await listGiving(tx, run.id)).map((one) => [one.id, one]))
  for (const person of await listTeaching(tx, run.id, now)) {
    const own = giving.get(person.id)
    // The letter that says why also says which dates there are now.
    const { messages } = own === undefined ? { messages: [] } : await teachingNews(tx, own, dates, context)
    const news = carried(letter, messages, person, (calendar) => letterWith(calendar, dates, context))
    await promise(tx, person, { telling, news, letter }, context)
  }
}

/** The letter travels with the first message to an address that the person still reads. */
function carried(
  letter: Letter | undefined,
  messages: CalendarMessage[],
  { email }: { email: string | null },
  alone: (calendar: CalendarMessage) => Letter,
): Promised[] {
  if (letter === undefined) return messages.map((calendar) => ({ calendar, letter: alone(calendar) }))
  const carrier = messages.find(({ address }) => address === email)
  const news = messages.map((calendar) => ({
    calendar,
    letter: calendar === carrier ? letter : alone(calendar),
  }))
  return carrier === undefined ? [{ letter }, ...news] : news
}

async function factsOf(
  tx: Tx,
  { run, sessions, change, now }: Telling,
): Promise<Omit<ChangeFacts, 'changed'>> {
  const dates = await listDatesBefore(tx, run.id)
  const before = new Map(dates.map(({ session_id, ...was }) => [session_id, was]))
  const reason = change.reason === '' ? undefined : change.reason
  return { run, sessions, before, kind: change.kind, reason, hasInvites: false, now }
}

const letterAlone = (letter: Letter | undefined): Promised[] => (letter === undefined ? [] : [{ letter }])

async function promise(
  tx: Tx,
  person: Omit<EnrollingPerson, 'id'> & { id: string },
  {
    telling: { run, change, now },
    news,
    letter,
  }: { telling: Telling; news: Promised[]; letter: Letter | undefined },
  { config }: Context,
): Promise<void> {
  const about = { now, mailDomain: config.mailDomain, bulkChangeId: change.id }
  await enqueueMails(tx, person, news, about)
  if (letter === undefined || !mustBeCalled(person)) return
  const { template } = letter
  await updateCallsOvertaken(tx, { personId: person.id, runId: run.id, template }, now)
  await promiseCall(tx, person, run.id, letter, about)
}
