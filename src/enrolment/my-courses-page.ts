import type { EnrolmentStatus } from '../database/schema.ts'
import { attendanceWords, isOutOfReach } from '../catalogue/booking-words.ts'
import { closingTime } from '../catalogue/open.ts'
import { addMinutes, dayOf, type Moment } from '../lib/time.ts'
import { counted, momentInWords, timeInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import { askedOf, hasOneDate, sessionLines, shortWhenOf, whereOf } from './dates.ts'
import type { listOwn } from './page-queries.ts'
import { isLive } from './states.ts'
import { standingWords, statusWords, withdrawWords } from './words.ts'

export type OwnEnrolment = Awaited<ReturnType<typeof listOwn>>[number]

/** For so long before an online session, joining it is the first thing its card offers. */
const joinableFor = 12 * 60

/** What I was offered, what I have, what I wait for (each with the soonest first), and what is over. */
export function myCoursesPage(
  all: OwnEnrolment[],
  sessions: SessionDetails[],
  at: Moment,
  cannotCome: ReadonlySet<string> = new Set(),
) {
  // Beside the place that stays, one that was merged with it would look like a second.
  const own = all.filter(({ status }) => status !== 'merged')
  const things = own.map((enrolment) => thingOf(enrolment, sessions, at)).sort(soonestFirst)
  const current = (...statuses: EnrolmentStatus[]) =>
    things.filter((thing) => statuses.includes(thing.own.status) && isStillTo(thing))
  const shown = [current('offered', 'lapsed'), current('confirmed'), current('waiting', 'requested')] as const
  const [offered, confirmed, waiting] = shown
  const card = (thing: Thing) => ownCard(thing, at, cannotCome)
  return {
    title: 'My courses',
    offered: offered.map(card),
    confirmed: confirmed.map(card),
    waiting: waiting.map(card),
    past: things
      .filter((thing) => !shown.flat().includes(thing))
      .reverse()
      .map((thing) => pastRow(thing, own, at)),
    nothing: own.length === 0,
    accountHref: paths.account(),
  }
}

interface Thing {
  own: OwnEnrolment
  sessions: SessionDetails[]
  coming: SessionDetails[]
  /** Every date that was still to come is cancelled, and it is not yet said whether there are others. */
  allCancelled: boolean
  /** No place can be given any more. */
  listClosed: boolean
}

function isStillTo({ own, coming, allCancelled, listClosed }: Thing): boolean {
  if (own.status === 'lapsed') return !listClosed
  return coming.length > 0 || allCancelled
}

function thingOf(own: OwnEnrolment, all: SessionDetails[], { now }: Moment): Thing {
  const sessions = all.filter(({ run_id }) => run_id === own.run_id)
  const future = sessions.filter(({ ends_at }) => ends_at > now)
  const coming = future.filter(({ status }) => status === 'planned')
  const allCancelled = own.run_status === 'published' && coming.length === 0 && future.length > 0
  const planned = sessions
    .filter(({ status }) => status === 'planned')
    .map((session) => ({ startsAt: session.starts_at, endsAt: session.ends_at }))
  const closes = closingTime({ closesAt: own.enrolment_closes_at, sessions: planned })
  const listClosed = own.drop_in || closes === undefined || closes <= now
  return { own, sessions, coming, allCancelled, listClosed }
}

function soonestFirst(one: Thing, other: Thing): number {
  const [first, second] = [one, other].map(({ coming, sessions }) => (coming[0] ?? sessions[0])?.starts_at)
  return (first?.getTime() ?? 0) - (second?.getTime() ?? 0)
}

function ownCard(thing: Thing, at: Moment, cannotCome: ReadonlySet<string>) {
  const { own, coming, allCancelled } = thing
  const next = coming[0]
  const several = coming.length > 1 || allCancelled
  const ownWord = next && ownWordOf(thing, next, cannotCome, at)
  return {
    title: own.title,
    href: paths.run({ id: own.run_id }),
    headingLevel: 3,
    status: statusWords[own.status],
    when: next && shortWhenOf(next, at),
    more: coming.length > 1 ? `and ${counted(coming.length - 1, 'more date')}` : undefined,
    where: next && whereOf(next),
    ...(several ? allTheDates(thing, cannotCome, at) : {}),
    asked: own.status === 'confirmed' ? askedInWords(thing, at) : [],
    next: ownWord?.said ?? nextSentence(thing, at),
    nextId: `next-${own.id}`,
    ownWord,
    ...ownActions(thing),
    join: own.status === 'confirmed' && next ? joining(next, at) : undefined,
  }
}

/** How much of it to come to, and of a single date, what to do if they cannot. */
function askedInWords({ own, sessions, coming: [next] }: Thing, { now }: Moment): string[] {
  // What was over when they got the place, perhaps after weeks in line, they know; and nothing is asked of them that was
  // out of reach then.
  const asksTooMuch = isOutOfReach(askedOf(own, sessions, own.confirmed_at ?? own.joined_at))
  const needed = asksTooMuch ? { sessionsNeeded: null } : {}
  const asked = attendanceWords({ ...askedOf(own, sessions, now), ...needed, over: 0 })
  if (next === undefined || next.starts_at <= now || !hasOneDate(sessions)) return asked
  return [...asked, 'If you cannot come, please give your place up: somebody else may be glad of it.']
}

/** Every date, and beside each that is still to come, what they can say of it. */
function allTheDates(thing: Thing, cannotCome: ReadonlySet<string>, at: Moment) {
  const lines = sessionLines(thing.sessions, at)
  const dates = thing.sessions.map((session, index) => {
    const ownWord = session.status === 'planned' ? ownWordOf(thing, session, cannotCome, at) : undefined
    return { ...lines[index], whenId: ownWord && `date-${session.id}`, ownWord }
  })
  const toSay = dates.some(({ ownWord }) => ownWord !== undefined)
  return { dates, datesSummary: toSay ? 'All the dates, and if you cannot come to one' : 'All the dates' }
}

/** Whether they can say that they cannot come to a date. Of a single date, giving the place back says it. */
function ownWordOf(
  { own, sessions }: Thing,
  session: SessionDetails,
  cannotCome: ReadonlySet<string>,
  { now, timeZone }: Moment,
) {
  if (own.status !== 'confirmed' || session.starts_at <= now || hasOneDate(sessions)) return undefined
  const said = cannotCome.has(session.id)
  return {
    action: said ? paths.canCome({ id: own.id }) : paths.cannotCome({ id: own.id }),
    text: said ? 'I can come after all' : 'I cannot come to this date',
    hidden: [
      { name: 'session', value: session.id },
      { name: 'day', value: dayOf(session.starts_at, timeZone) },
    ],
    said: said ? 'You told us that you cannot come to this date. Thank you. You keep your place.' : undefined,
  }
}

const noDatesNow =
  'Every date that was still to come is cancelled. We will tell you whether there are new ones. You need do nothing.'

function pastRow({ own, sessions }: Thing, all: OwnEnrolment[], at: Moment) {
  const first = sessions[0]
  return {
    when: first && shortWhenOf(first, at),
    title: own.title,
    href: paths.run({ id: own.run_id }),
    detail: own.status_reason ?? (placeToCount(all, own) === own ? cameWords(own) : null),
    tags: [overWords(own.status)],
    ...(own.status === 'completed' ? certificateOf(own) : {}),
  }
}

const wasTheirs = ({ status }: OwnEnrolment) => ['confirmed', 'completed', 'not-completed'].includes(status)

/** Of several places on one run the classes count together: it is said once, of the one that is theirs, else of the last. */
function placeToCount(all: OwnEnrolment[], { run_id: runId }: OwnEnrolment): OwnEnrolment | undefined {
  const ofRun = all.filter(({ run_id: id }) => id === runId)
  return ofRun.find(wasTheirs) ?? ofRun.findLast(({ confirmed_at: at }) => at !== null) ?? ofRun.at(-1)
}

/** What they came to, of a course that is over for them. Whoever came to nothing is not told so. */
function cameWords(own: OwnEnrolment) {
  const { came, counts, unmarked } = own
  if (came === 0) return null
  // Of a place that they gave up: the classes after that were not theirs to come to.
  if (!wasTheirs(own)) return `You came to ${counted(came, 'class', 'classes')}.`
  if (counts + unmarked === 1) return 'You came to it.'
  // What nobody marked is a lapse of ours, and counts neither way.
  return `You came to ${came} of ${counted(counts, 'class', 'classes')}${unmarked > 0 ? ' that we noted' : ''}.`
}

function certificateOf({ id, title }: OwnEnrolment) {
  return { linkHref: paths.certificate({ id }), linkText: 'Your certificate (PDF)', linkAbout: title }
}

/** A course that is over: whatever somebody had of it, it is over for them too. */
function overWords(status: EnrolmentStatus) {
  if (status === 'confirmed') return statusWords['not-completed']
  return isLive(status) ? statusWords.declined : statusWords[status]
}

/** The link to an online session, which comes to the front when the session is near. */
function joining(next: SessionDetails, { now }: Moment) {
  if (next.join_link === null) return undefined
  return { href: next.join_link, isNear: isNear(next, now) }
}

function isNear(session: SessionDetails, now: Date): boolean {
  return addMinutes(session.starts_at, -joinableFor) <= now
}

function nextSentence({ own, coming: [next], allCancelled, listClosed }: Thing, at: Moment): string {
  if (allCancelled) return noDatesNow
  switch (own.status) {
    case 'offered':
      return own.offer_expires_at === null
        ? 'This place is kept for you. Please answer soon.'
        : `This place is kept for you until ${momentInWords(own.offer_expires_at, at.timeZone)}.`
    case 'waiting':
      if (listClosed) return 'The list has closed. We are sorry: no place came free in time.'
      return own.passed_at_vacancy === own.vacancies_opened
        ? 'You did not take the place that came free. You keep your place in line, and we will ask you again when another comes free.'
        : standingWords(own.rank)
    case 'requested':
      return 'We have your request. Somebody will get in touch with you about it.'
    case 'confirmed':
      return next === undefined ? '' : comingSentence(own, next, at)
    case 'lapsed':
      return 'We did not hear from you in time. You can go back on the list, where you were in the line.'
    default:
      return own.status_reason ?? ''
  }
}

function comingSentence({ invited }: OwnEnrolment, next: SessionDetails, { now, timeZone }: Moment): string {
  const welcome = 'We look forward to seeing you.'
  if (!next.venue_online) return invited ? `${welcome} The dates are in your calendar invitation.` : welcome
  if (next.join_link === null) return `${welcome} The link to join will be here before we begin.`
  if (!isNear(next, now)) return `${welcome} You join from this page, with the link below.`
  return next.starts_at > now
    ? `We begin at ${timeInWords(next.starts_at, timeZone)}. You can join from here.`
    : 'We have begun. You can still join.'
}

function ownActions(thing: Thing) {
  const { own, coming } = thing
  const passed = own.status === 'waiting' && own.passed_at_vacancy === own.vacancies_opened
  return {
    offerHref: own.offer_id === null ? undefined : paths.offer({ id: own.offer_id }),
    acceptAction: own.offer_id === null ? undefined : paths.acceptance({ id: own.offer_id }),
    returnAction: own.status === 'lapsed' || passed ? paths.return({ id: own.id }) : undefined,
    returnText: passed ? 'Ask me about this place after all' : 'Put me back on the list',
    withdrawAction: isLive(own.status) && isStillTo(thing) ? paths.withdrawal({ id: own.id }) : undefined,
    withdrawText: withdrawWords(own.status),
    calendarHref:
      own.status === 'confirmed' && coming.length > 0 ? paths.runCalendar({ id: own.id }) : undefined,
  }
}
