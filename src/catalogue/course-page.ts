import type { LiveStatus } from '../database/schema.ts'
import type { Moment } from '../lib/time.ts'
import { paths } from '../paths.ts'
import { bookingNote, bookingRules } from './booking-words.ts'
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
    runs: runs.map((run) => runCard({ course, run, trainers: trainers.get(run.id) ?? [] }, viewer, moment)),
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

interface RunOfCourse {
  course: CourseDetails
  run: ListedRun
  trainers: TrainerRow[]
}

function runCard({ course, run, trainers }: RunOfCourse, viewer: Viewer, moment: Moment) {
  const action = actionFor(run, viewer)
  const planned = run.sessions.filter(({ status }) => status === 'planned')
  return {
    heading: runHeading(run, moment),
    anchor: `run-${run.id}`,
    places: placesTag(run, moment),
    mode: modeInWords(run),
    where: run.mode === 'online' ? 'You get the link when you have a place.' : placesOf(placeSessions(run)),
    audience: run.audience,
    code: run.code,
    notes: [bookingNote({ ...run, sessions: planned }, moment)].filter(Boolean),
    rules: takesPeople(run.open)
      ? bookingRules({
          ...run,
          needs: course.needs,
          dates: planned.length,
          over: planned.filter(({ endsAt }) => endsAt <= moment.now).length,
        })
      : undefined,
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

function isStillOn(open: OpenDecision): boolean {
  return open.ok || open.reason !== 'run-cancelled'
}

function actionFor(run: ListedRun, viewer: Viewer) {
  const own = viewer.kind === 'student' ? viewer.own.get(run.id) : undefined
  if (own !== undefined) return { own: { tag: liveStatusWords[own], href: paths.myCourses() } }
  const isFirst = !run.open.ok && run.open.reason === 'first-for-others'
  if (!run.open.ok && !isFirst) return undefined
  if (viewer.kind === 'not-a-student') return { staffOnly: true }
  const action = { text: buttonText(run), then: whatHappensNext(run), thenId: `then-${run.id}` }
  const href = paths.run({ id: run.id })
  const then = isFirst ? 'If you are one of them, you can enrol now.' : action.then
  if (viewer.kind === 'visitor') return { link: { ...action, then, href, signIn: true } }
  // The page of the run asks what is to be confirmed, and knows for whom it is first.
  if (isFirst) return { link: { ...action, text: 'See whether you can enrol now', then: '', href } }
  return run.audienceConfirmed
    ? { link: { ...action, href } }
    : { form: { ...action, action: paths.enrolments({ id: run.id }) } }
}

function paragraphsOf(text: string): string[] {
  return text.split(/\n\s*\n/).flatMap((paragraph) => (paragraph.trim() === '' ? [] : [paragraph.trim()]))
}

function linesOf(text: string): string[] {
  return text.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line.trim()]))
}
