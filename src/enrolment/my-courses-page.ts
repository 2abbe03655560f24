import type { EnrolmentStatus } from '../database/schema.ts'
import { addMinutes } from '../lib/time.ts'
import { counted, momentInWords, timeInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import { sessionLines, shortWhenOf, whereOf } from './dates.ts'
import type { listOwn } from './page-queries.ts'
import type { Moment } from './pages.ts'
import { standingWords, statusWords, withdrawWords } from './words.ts'

export type OwnEnrolment = Awaited<ReturnType<typeof listOwn>>[number]

/** For so long before an online session, joining it is the first thing its card offers. */
const joinableFor = 12 * 60

/** What I was offered, what I have, what I wait for (each with the soonest first), and what is over. */
export function myCoursesPage(own: OwnEnrolment[], sessions: SessionDetails[], at: Moment) {
  const things = own.map((enrolment) => thingOf(enrolment, sessions, at)).sort(soonestFirst)
  const current = (...statuses: EnrolmentStatus[]) =>
    things.filter(({ own: { status }, coming }) => statuses.includes(status) && coming.length > 0)
  const shown = [current('offered', 'lapsed'), current('confirmed'), current('waiting', 'requested')] as const
  const [offered, confirmed, waiting] = shown
  const card = (thing: Thing) => ownCard(thing, at)
  return {
    title: 'My courses',
    offered: offered.map(card),
    confirmed: confirmed.map(card),
    waiting: waiting.map(card),
    past: things
      .filter((thing) => !shown.flat().includes(thing))
      .reverse()
      .map((thing) => pastRow(thing, at)),
    nothing: own.length === 0,
    accountHref: paths.account(),
  }
}

interface Thing {
  own: OwnEnrolment
  sessions: SessionDetails[]
  coming: SessionDetails[]
}

function thingOf(own: OwnEnrolment, all: SessionDetails[], { now }: Moment): Thing {
  const sessions = all.filter(({ run_id }) => run_id === own.run_id)
  return {
    own,
    sessions,
    coming: sessions.filter(({ status, ends_at }) => status === 'planned' && ends_at > now),
  }
}

function soonestFirst(one: Thing, other: Thing): number {
  const [first, second] = [one, other].map(({ coming, sessions }) => (coming[0] ?? sessions[0])?.starts_at)
  return (first?.getTime() ?? 0) - (second?.getTime() ?? 0)
}

function ownCard({ own, sessions, coming }: Thing, at: Moment) {
  const next = coming[0]
  const several = coming.length > 1
  return {
    title: own.title,
    href: paths.run({ id: own.run_id }),
    headingLevel: 3,
    status: statusWords[own.status],
    when: next && shortWhenOf(next, at),
    more: several ? `and ${counted(coming.length - 1, 'more date')}` : undefined,
    where: next && whereOf(next),
    dates: several ? sessionLines(sessions, at) : undefined,
    next: nextSentence(own, next, at),
    nextId: `next-${own.id}`,
    ...ownActions(own, coming),
    join: own.status === 'confirmed' && next ? joining(next, at) : undefined,
  }
}

function pastRow({ own, sessions }: Thing, at: Moment) {
  const first = sessions[0]
  return {
    when: first && shortWhenOf(first, at),
    title: own.title,
    href: paths.run({ id: own.run_id }),
    detail: own.status_reason,
    tags: [statusWords[own.status]],
  }
}

/** The link to an online session, which comes to the front when the session is near. */
function joining(next: SessionDetails, { now }: Moment) {
  if (next.join_link === null) return undefined
  return { href: next.join_link, isNear: isNear(next, now) }
}

function isNear(session: SessionDetails, now: Date): boolean {
  return addMinutes(session.starts_at, -joinableFor) <= now
}

function nextSentence(own: OwnEnrolment, next: SessionDetails | undefined, at: Moment): string {
  switch (own.status) {
    case 'offered':
      return own.offer_expires_at === null
        ? 'This place is kept for you. Please answer soon.'
        : `This place is kept for you until ${momentInWords(own.offer_expires_at, at.timeZone)}.`
    case 'waiting':
      return own.passed_at_vacancy === own.vacancies_opened
        ? 'You said "not this time". You keep your place in line, and we will ask you again when another place comes free.'
        : standingWords(own.rank)
    case 'requested':
      return 'We have your request. Somebody will get in touch with you about it.'
    case 'confirmed':
      return next === undefined ? '' : comingSentence(next, at)
    case 'lapsed':
      return 'We did not hear from you in time. You can go back on the list, where you were in the line.'
    default:
      return own.status_reason ?? ''
  }
}

function comingSentence(next: SessionDetails, { now, timeZone }: Moment): string {
  const welcome = 'We look forward to seeing you.'
  if (!next.venue_online) return `${welcome} The dates are in your calendar invitation.`
  if (next.join_link === null) return `${welcome} The link to join will be here before we begin.`
  if (!isNear(next, now)) return `${welcome} You join from this page, with the link below.`
  return next.starts_at > now
    ? `We begin at ${timeInWords(next.starts_at, timeZone)}. You can join from here.`
    : 'We have begun. You can still join.'
}

function ownActions(own: OwnEnrolment, coming: SessionDetails[]) {
  const live = ['requested', 'waiting', 'offered', 'confirmed'].includes(own.status)
  const passed = own.status === 'waiting' && own.passed_at_vacancy === own.vacancies_opened
  return {
    offerHref: own.offer_id === null ? undefined : paths.offer({ id: own.offer_id }),
    acceptAction: own.offer_id === null ? undefined : paths.acceptance({ id: own.offer_id }),
    returnAction: own.status === 'lapsed' || passed ? paths.return({ id: own.id }) : undefined,
    returnText: passed ? 'Ask me about this place after all' : 'Put me back on the list',
    withdrawAction: live && coming.length > 0 ? paths.withdrawal({ id: own.id }) : undefined,
    withdrawText: withdrawWords(own.status),
    calendarHref:
      own.status === 'confirmed' && coming.length > 0 ? paths.runCalendar({ id: own.id }) : undefined,
  }
}
