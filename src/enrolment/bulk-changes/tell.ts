// Tells everybody of one run of a change of many dates, in the job that tells of changed dates. Each person hears once:
// one letter with every change in it, and what their calendar needs besides.
import { type CalendarMessage, toldSessions } from '../../calendar/reconcile.ts'
import type { Tx } from '../../database/schema.ts'
import { updateCallsOvertaken } from '../../mail/calls.ts'
import type { Letter } from '../../mail/content.ts'
import { enqueueMails, type Promised, promiseCall } from '../../mail/enqueue.ts'
import type { Run, SessionDetails } from '../../scheduling/queries.ts'
import { placeOf } from '../../scheduling/sessions/details.ts'
import { calendarLetter } from '../calendar-mails.ts'
import type { Context } from '../context.ts'
import { asTold } from '../dates-as-told.ts'
import { whereOf } from '../dates.ts'
import { datesChangedTemplate, type Known } from '../dates-changed.ts'
import { calendarSessions } from '../invites.ts'
import { knownByHand, knownFrom } from '../known-dates.ts'
import { doneSince, newsOfDates } from '../news-of-dates.ts'
import { type EnrollingPerson, listConfirmed, lockPeople } from '../queries.ts'
import { mustBeCalled } from '../rules.ts'
import { listGiving } from '../teaching-invites/queries.ts'
import { countPeople, letterWith, teachingNews } from '../teaching-invites/refresh.ts'
import { withMovedWords } from '../moved-words.ts'
import { reconcileFor } from '../tell.ts'
import type { DateChange } from '../slips.ts'
import { listMovedWords, type MovedWord } from '../word-queries.ts'
import {
  type ChangedDate,
  type ChangeFacts,
  hopeLetter,
  placeLetter,
  taughtCalledOffLetter,
  trainerLetter,
} from './letters.ts'
import {
  listHoping,
  listTeaching,
  listUntoldDates,
  listWhere,
  type UntoldChange,
  updateTold,
} from './queries.ts'

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
  const facts = factsOf(telling)
  const [hoping, teaching] = [await listHoping(tx, run.id), await listTeaching(tx, run.id, now)]
  const ids = [...(await listConfirmed(tx, run.id)), ...hoping, ...teaching].map(({ id }) => id)
  await lockPeople(tx, ids)
  const newsFor = await newsOfRun(tx, telling, context)
  const words = await listMovedWords(tx, run.id, run.dates_told_at)
  for (const place of await listConfirmed(tx, run.id)) {
    const wanted = calendarSessions(run, sessions, place, config)
    const { messages } = await reconcileFor(tx, run, place, wanted, now, config)
    const own = words.filter(({ enrolment_id: id }) => id === place.enrolment_id)
    const write = (changed: ChangedDate[]) =>
      withMovedWords(placeLetter({ ...facts, changed }, config), own, config)
    const { letter, byHand } = lettersOf(newsFor(place.id, place.confirmed_at, own), write)
    const alone = (calendar: CalendarMessage) => calendarLetter(calendar, run.title, config)
    await promise(tx, place, { telling, news: carried(letter, messages, place, alone), byHand }, context)
  }
  for (const person of await listHoping(tx, run.id)) {
    const write = (changed: ChangedDate[]) => hopeLetter(person.status, { ...facts, changed }, config)
    const { letter, byHand } = lettersOf(newsFor(person.id, person.joined_at, []), write)
    await promise(tx, person, { telling, news: letterAlone(letter), byHand }, context)
  }
  const changed = newsFor('', new Date(0), []).byMail.filter(({ ofThis }) => ofThis)
  await tellTrainers(tx, telling, context, async (person) => {
    const own = new Set(person.own_dates)
    const news = changed.filter(({ session }) => own.has(session.id))
    if (news.length === 0) return undefined
    const theirs = { ...facts, sessions: sessions.filter(({ id }) => own.has(id)) }
    return trainerLetter({ ...theirs, changed: await asTrainerKnows(tx, telling, person, news) }, config)
  })
  await updateTold(tx, run.id, now)
}

/** A date on which somebody stands in is new to them as long as nothing has told them of it. */
async function asTrainerKnows(
  tx: Tx,
  { run }: Telling,
  { id: personId, stands_in: standsIn }: Teaching,
  changed: ChangedDate[],
): Promise<ChangedDate[]> {
  if (!standsIn) return changed
  const told = await toldSessions(tx, { personId, runId: run.id, teaching: true })
  const written = (await listGiving(tx, run.id)).find(({ id }) => id === personId)?.dates_told ?? []
  const known = new Set([...told.keys(), ...written.map(({ sessionId }) => sessionId)])
  return changed.map((date) => (known.has(date.session.id) ? date : { ...date, before: undefined }))
}

/** Those who teach a run that is called off as a whole; whoever is on it hears by the end of their enrolment. */
export async function tellTrainersOfCallingOff(tx: Tx, telling: Telling, context: Context): Promise<void> {
  const facts = { ...telling, hasInvites: false, reason: telling.change.reason }
  const letter = taughtCalledOffLetter(facts, context.config)
  await tellTrainers(tx, telling, context, () => Promise.resolve(letter))
  await updateTold(tx, telling.run.id, telling.now)
}

type Teaching = Awaited<ReturnType<typeof listTeaching>>[number]

/** What each is written, or nothing but what their calendar needs. */
async function tellTrainers(
  tx: Tx,
  telling: Telling,
  context: Context,
  letterFor: (person: Teaching) => Promise<Letter | undefined>,
): Promise<void> {
  const { run, sessions, now } = telling
  const dates = { run, sessions, howMany: await countPeople(tx, run.id) }
  const giving = new Map((await listGiving(tx, run.id)).map((one) => [one.id, one]))
  for (const person of await listTeaching(tx, run.id, now)) {
    const own = giving.get(person.id)
    const letter = await letterFor(person)
    // The letter that says why also says which dates there are now.
    const { messages } = own === undefined ? { messages: [] } : await teachingNews(tx, own, dates, context)
    const news = carried(letter, messages, person, (calendar) => letterWith(calendar, dates, context))
    await promise(tx, person, { telling, news, byHand: letter }, context)
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

function factsOf({ run, sessions, change, now }: Telling): Omit<ChangeFacts, 'changed'> {
  const reason = change.reason === '' ? undefined : change.reason
  return { run, sessions, kind: change.kind, reason, hasInvites: false, now }
}

/** What is news to somebody by mail, and by hand: nobody may have told them yet of what a mail would have. */
interface News {
  byMail: ChangedDate[]
  byHand: ChangedDate[]
}

function lettersOf({ byMail, byHand }: News, write: (changed: ChangedDate[]) => Letter) {
  const letterOf = (changed: ChangedDate[]) => (changed.length > 0 ? write(changed) : undefined)
  return { letter: letterOf(byMail), byHand: letterOf(byHand) }
}

/** What is news to each person, who knows the dates since that moment, beside how they know it. */
async function newsOfRun(tx: Tx, { run, sessions, now }: Telling, { config: { timeZone } }: Context) {
  const { done, byHand } = await knownFrom(tx, run)
  const ofThis = await listUntoldDates(tx, run.id)
  const where = await listWhere(tx, placesNamed(sessions, done))
  return (personId: string, confirmedAt: Date, words: MovedWord[]): News => {
    const newsSince = (known: Known) =>
      newsOfDates({ sessions, done, now }, known, words).map((session): ChangedDate => {
        const was = asTold(session, doneSince(done, session.id, known), timeZone)
        const before = was && { ...was, where: where.get(was.place) ?? whereOf(session) }
        return { session, before, ofThis: ofThis.has(session.id) }
      })
    const known = { datesToldAt: run.dates_told_at, confirmedAt }
    return { byMail: newsSince(known), byHand: newsSince(knownByHand(byHand, personId, known)) }
  }
}

/** Every place that the dates are at or have been. */
function placesNamed(sessions: SessionDetails[], done: DateChange[]): string[] {
  const before = done
    .flatMap(({ changes }) => changes)
    .flatMap(({ field, before: place }) => (field === 'place' && typeof place === 'string' ? [place] : []))
  return [...new Set([...sessions.map(placeOf), ...before])]
}

const letterAlone = (letter: Letter | undefined): Promised[] => (letter === undefined ? [] : [{ letter }])

async function promise(
  tx: Tx,
  person: Omit<EnrollingPerson, 'id'> & { id: string },
  {
    telling: { run, change, now },
    news,
    byHand,
  }: { telling: Telling; news: Promised[]; byHand: Letter | undefined },
  { config }: Context,
): Promise<void> {
  const about = { now, mailDomain: config.mailDomain, bulkChangeId: change.id }
  await enqueueMails(tx, person, news, about)
  if (!mustBeCalled(person)) return
  // What nobody has told them yet is no news once it is put back.
  const template = byHand?.template ?? datesChangedTemplate
  await updateCallsOvertaken(tx, { personId: person.id, runId: run.id, template }, now)
  if (byHand !== undefined) await promiseCall(tx, person, run.id, byHand, about)
}
