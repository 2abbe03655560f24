// Rows become what the templates show. Nothing is decided here, and no clock is read.
import { fullness, type Places } from '../catalogue/places.ts'
import type { EnrolmentStatus } from '../database/schema.ts'
import { counted, momentInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails, Trainer } from '../scheduling/queries.ts'
import { hoursOf, whenOf, whereOf } from './dates.ts'
import { dayInWords } from '../lib/words.ts'
import type { listOwn } from './page-queries.ts'
import { decideOpen, type EnrolRefusal } from './rules.ts'
import { runFacts } from './enrol.ts'
import { refusalWords, standingWords, statusWords, type Words } from './words.ts'

export interface Moment {
  now: Date
  timeZone: string
}

export interface RunRows {
  run: Run
  sessions: SessionDetails[]
  trainers: Trainer[]
  places: Places
}

/** Who looks at the page, and what they already have. */
export type Viewer =
  | { kind: 'visitor' }
  | { kind: 'not-a-student' }
  | { kind: 'student'; own: { id: string; status: EnrolmentStatus } | undefined }

/** A run with everything about it, and the one thing this viewer can do. */
export function runPage(rows: RunRows, viewer: Viewer, at: Moment) {
  const { run, places } = rows
  return {
    title: run.title,
    courseHref: paths.course({ slug: run.slug }),
    run: runCard(rows, at),
    places: counted(Math.max(0, places.capacity - places.taken), 'place'),
    ...actionFor(rows, viewer, at),
  }
}

function runCard({ run, sessions, trainers, places }: RunRows, { timeZone }: Moment) {
  const first = sessions.find(({ status }) => status === 'planned')
  const places_ = [...new Set(sessions.map(whereOf))]
  return {
    heading: 'Dates and place',
    headingLevel: 2,
    places: run.status === 'published' ? placesStatus(places) : undefined,
    mode: run.mode === 'online' ? 'Online' : 'In person',
    where: run.mode === 'online' ? 'You get the link when you have a place.' : places_.join('; '),
    whereDetail: [first?.how_to_get_there, first?.venue_access].filter(Boolean).join(' '),
    audience: run.audience,
    code: run.code,
    sessions: sessions.map((session) => sessionLine(session, timeZone)),
    trainers: trainers.map(({ name, expertise }) => ({
      name,
      role: expertise === 'lived' ? 'Peer trainer' : 'Professional trainer',
    })),
  }
}

function sessionLine(session: SessionDetails, timeZone: string) {
  return {
    date: dayInWords(session.starts_at, timeZone),
    time: hoursOf(session, timeZone),
    where: whereOf(session),
    note: session.note,
    cancelled: session.status === 'cancelled',
  }
}

export function placesStatus(places: Places): { kind: string; text: string } {
  const kind = fullness(places)
  const left = places.capacity - places.taken
  const text = { free: 'Places free', few: `${counted(left, 'place')} left`, full: 'Full' }[kind]
  return { kind, text }
}

function actionFor(rows: RunRows, viewer: Viewer, at: Moment) {
  const own = viewer.kind === 'student' ? viewer.own : undefined
  if (own !== undefined) return { have: haveWords(own) }
  const open = decideOpen(runFacts(rows.run, rows.sessions), at.now)
  if (!open.ok) return { closed: closedWords(open, rows.run, at.timeZone) }
  const text = buttonText(rows)
  if (viewer.kind === 'not-a-student') return { staffOnly: true }
  const then = whatHappensNext(rows)
  if (viewer.kind === 'student')
    return { enrol: { action: paths.enrolments({ id: rows.run.id }), text, then } }
  const next = encodeURIComponent(paths.run({ id: rows.run.id }))
  return {
    visitor: {
      text,
      then,
      signIn: `${paths.signIn()}?next=${next}`,
      register: `${paths.register()}?next=${next}`,
    },
  }
}

export function buttonText({ run, places }: Pick<RunRows, 'run' | 'places'>): string {
  return fullness(places) === 'full' && !run.needs_approval ? 'Join the waiting list' : 'Enrol on this course'
}

function whatHappensNext({ run, places }: RunRows): string {
  if (run.needs_approval)
    return 'This course is agreed with you first: we will get in touch, and then tell you.'
  if (fullness(places) !== 'full')
    return 'You get a place straight away, and a message with the dates for your calendar.'
  return places.waiting === 0
    ? 'Every place is taken. You would be first in line, and we tell you as soon as a place comes free.'
    : `Every place is taken and ${counted(places.waiting, 'person is', 'people are')} waiting. We tell you as soon as it is your turn.`
}

function haveWords({ id, status }: { id: string; status: EnrolmentStatus }) {
  return {
    status: statusWords[status],
    href: paths.myCourses(),
    returnAction: status === 'lapsed' ? paths.return({ id }) : undefined,
  }
}

function closedWords(
  refusal: Exclude<ReturnType<typeof decideOpen>, { ok: true }>,
  run: Run,
  timeZone: string,
) {
  return refusalWords(refusal, paths.course({ slug: run.slug }), timeZone)
}

/** Enrolling was refused: why, what to do instead, and where it can be done all the same, the button for it. */
export function refusedPage(run: Run, refusal: EnrolRefusal, timeZone: string) {
  const words: Words = refusalWords(refusal, paths.course({ slug: run.slug }), timeZone)
  return {
    title: words.heading,
    words,
    runHref: paths.run({ id: run.id }),
    courseTitle: run.title,
    overlap:
      refusal.reason === 'overlap'
        ? {
            action: paths.enrolments({ id: run.id }),
            hidden: [{ name: 'overlap', value: 'accepted' }],
            dates: refusal.overlaps.map(
              ({ title, startsAt, endsAt }) =>
                `${title}: ${whenOf({ starts_at: startsAt, ends_at: endsAt, end_assumed: false }, timeZone)}`,
            ),
          }
        : undefined,
  }
}

export type OwnEnrolment = Awaited<ReturnType<typeof listOwn>>[number]

/** What I was offered, what I have, what I wait for, and what is over. */
export function myCoursesPage(own: OwnEnrolment[], sessions: SessionDetails[], at: Moment) {
  const cards = own.map((enrolment) =>
    ownCard(
      enrolment,
      sessions.filter(({ run_id }) => run_id === enrolment.run_id),
      at,
    ),
  )
  const current = (...statuses: EnrolmentStatus[]) =>
    cards.filter(({ of, finished }) => statuses.includes(of) && !finished)
  const shown = [current('offered', 'lapsed'), current('confirmed'), current('waiting', 'requested')] as const
  const [offered, confirmed, waiting] = shown
  return {
    title: 'My courses',
    offered,
    confirmed,
    waiting,
    past: cards.filter((card) => !shown.flat().includes(card)).reverse(),
    nothing: cards.length === 0,
    accountHref: paths.account(),
  }
}

function ownCard(own: OwnEnrolment, sessions: SessionDetails[], at: Moment) {
  const coming = sessions.filter(({ status, ends_at }) => status === 'planned' && ends_at > at.now)
  const next = coming[0] ?? sessions[0]
  return {
    of: own.status,
    finished: coming.length === 0,
    title: own.title,
    href: paths.run({ id: own.run_id }),
    headingLevel: 3,
    status: statusWords[own.status],
    when: next && whenOf(next, at.timeZone),
    more: coming.length > 1 ? `and ${counted(coming.length - 1, 'more date')}` : undefined,
    where: next && whereOf(next),
    next: nextSentence(own, coming, at),
    nextId: `next-${own.id}`,
    joinLink: own.status === 'confirmed' ? (coming[0]?.join_link ?? undefined) : undefined,
    ...ownActions(own, coming),
  }
}

function nextSentence(own: OwnEnrolment, coming: SessionDetails[], { timeZone }: Moment): string {
  switch (own.status) {
    case 'offered':
      return own.offer_expires_at === null
        ? 'This place is kept for you. Please answer soon.'
        : `This place is kept for you until ${momentInWords(own.offer_expires_at, timeZone)}.`
    case 'waiting':
      return own.passed_at_vacancy === own.vacancies_opened
        ? 'You said "not this time". You keep your place in line, and we will ask you again when another place comes free.'
        : standingWords(own.rank)
    case 'requested':
      return 'We have your request. Somebody will get in touch with you about it.'
    case 'confirmed':
      return coming.length > 0
        ? 'We look forward to seeing you. The dates are in your calendar invitation.'
        : ''
    case 'lapsed':
      return 'We did not hear from you in time. You can go back on the list, where you were in the line.'
    default:
      return own.status_reason ?? ''
  }
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
    withdrawText: own.status === 'confirmed' ? 'Withdraw from this course' : 'Leave the waiting list',
    calendarHref:
      own.status === 'confirmed' && coming.length > 0 ? paths.runCalendar({ id: own.id }) : undefined,
  }
}
