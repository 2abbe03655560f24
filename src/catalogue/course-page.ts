import type { LiveStatus } from '../database/schema.ts'
import type { Moment } from '../lib/time.ts'
import { momentInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import { buttonText, liveStatusWords, whatHappensNext } from './joining-words.ts'
import { type ListedRun, takesPeople } from './listing.ts'
import type { OpenDecision } from './open.ts'
import type { CourseDetails, SessionRow, TrainerRow, VenueDetails } from './queries.ts'
import { modeInWords, placesTag, runHeading } from './run-words.ts'
import { placesOf, sessionLines } from './session-words.ts'

/** Who looks at the page, and what they have of this course already, by run. */
export type Viewer =
  { kind: 'visitor' } | { kind: 'not-a-student' } | { kind: 'student'; own: Map<string, LiveStatus> }

export interface CourseRows {
  course: CourseDetails
  runs: ListedRun[]
  /** By run. */
  trainers: Map<string, TrainerRow[]>
  venues: VenueDetails[]
}

/** One course: what it is, who it is for, and every coming run with the one thing this viewer can do about it. */
export function coursePage({ course, runs, trainers, venues }: CourseRows, viewer: Viewer, moment: Moment) {
  return {
    title: course.title,
    description: course.summary,
    coursesHref: paths.courses(),
    categories: course.categories.map(({ name, slug }) => ({
      name,
      href: `${paths.courses()}?category=${slug}`,
    })),
    summary: course.summary,
    whatToExpect: paragraphsOf(course.whatToExpect),
    whoItIsFor: paragraphsOf(course.whoItIsFor),
    datesInShort: datesInShort(runs, moment),
    runs: runs.map((run) => runCard(run, trainers.get(run.id) ?? [], viewer, moment)),
    venues: venues.map((venue) => ({
      name: venue.name,
      address: linesOf(venue.address),
      howToGetThere: paragraphsOf(venue.howToGetThere),
      access: paragraphsOf(venue.access),
    })),
    anyOnline: runs.some(({ mode, open }) => mode === 'online' && isStillOn(open)),
  }
}

function datesInShort(runs: ListedRun[], moment: Moment): string | undefined {
  const open = runs.filter((run) => takesPeople(run.open))
  const [first] = open
  if (first === undefined) return undefined
  return open.length === 1
    ? `Coming up: ${runHeading(first, moment)}`
    : `${open.length} dates to choose from, the first on ${runHeading(first, moment)}`
}

function runCard(run: ListedRun, trainers: TrainerRow[], viewer: Viewer, moment: Moment) {
  const action = actionFor(run, viewer)
  return {
    heading: runHeading(run, moment),
    anchor: `run-${run.id}`,
    places: placesTag(run, moment),
    mode: modeInWords(run),
    where: run.mode === 'online' ? 'You get the link when you have a place.' : placesOf(placeSessions(run)),
    audience: run.audience,
    code: run.code,
    notes: [bookingNote(run, moment)].filter(Boolean),
    sessions: sessionLines(sessionsAsTheyStand(run), moment),
    trainers: pairOf(trainers),
    ...action,
    hasAction: action !== undefined,
  }
}

function placeSessions(run: ListedRun): SessionRow[] {
  return run.coming.length > 0 ? run.coming : run.sessions
}

/** A course that is called off has no date left, whatever became of its sessions. */
function sessionsAsTheyStand({ status, sessions }: ListedRun): SessionRow[] {
  return status === 'cancelled' ? sessions.map((session) => ({ ...session, status })) : sessions
}

/** Stands where a trainer's name will be. */
export const unnamed = 'To be announced'

/** Both kinds of trainer, always: somebody with lived experience and somebody with professional expertise. */
export function pairOf(trainers: TrainerRow[]) {
  const kinds = [
    ['lived', 'Peer trainer'],
    ['professional', 'Professional trainer'],
  ] as const
  return kinds.flatMap(([expertise, role]) => {
    const named = trainers.filter((trainer) => trainer.expertise === expertise)
    return named.length > 0 ? named.map(({ name }) => ({ name, role })) : [{ name: unnamed, role }]
  })
}

/** How enrolment opens and closes, or why it is not open and what to do instead. */
function bookingNote(run: ListedRun, { timeZone }: Moment): string {
  const { open, closesAt } = run
  if (open.ok) {
    return closesAt === null
      ? 'Enrolment is open until it begins.'
      : `Enrolment closes on ${momentInWords(closesAt, timeZone)}.`
  }
  switch (open.reason) {
    case 'not-open-yet':
      return `Enrolment opens on ${momentInWords(open.opensAt, timeZone)}. Please come back then.`
    case 'closed':
      return 'Enrolment has closed. If you would still like to come, please get in touch: there may be a way.'
    case 'already-started':
      return 'This has begun. If you would like to join late, please get in touch and ask us.'
    case 'run-cancelled':
      return 'We are sorry: this will not take place. Please look at other dates, or get in touch.'
    case 'not-published':
    case 'over':
      return 'You cannot enrol on this any more.'
  }
}

function isStillOn(open: OpenDecision): boolean {
  return open.ok || open.reason !== 'run-cancelled'
}

function actionFor(run: ListedRun, viewer: Viewer) {
  const own = viewer.kind === 'student' ? viewer.own.get(run.id) : undefined
  if (own !== undefined) return { own: { tag: liveStatusWords[own], href: paths.myCourses() } }
  if (!run.open.ok) return undefined
  if (viewer.kind === 'not-a-student') return { staffOnly: true }
  const action = { text: buttonText(run), then: whatHappensNext(run), thenId: `then-${run.id}` }
  return viewer.kind === 'student'
    ? { form: { ...action, action: paths.enrolments({ id: run.id }) } }
    : { link: { ...action, href: paths.run({ id: run.id }) } }
}

function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => (paragraph.trim() === '' ? [] : [paragraph.trim()]))
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
