// Rows become what the templates show. Nothing is decided here, and no clock is read.
import { pairOf } from '../catalogue/course-page.ts'
import { buttonText, placesWords, whatHappensNext } from '../catalogue/joining-words.ts'
import { decideOpen, type NotOpen } from '../catalogue/open.ts'
import { placeIsFree, type Places } from '../catalogue/places.ts'
import type { EnrolmentStatus } from '../database/schema.ts'
import type { Moment } from '../lib/time.ts'
import { counted, listed } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails, Trainer } from '../scheduling/queries.ts'
import { sessionLines, whereOf } from './dates.ts'
import { type EnrolRefusal, runFacts } from './rules.ts'
import { haveSentences, refusalWords, statusWords, type Words } from './words.ts'

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

function runCard({ run, sessions, trainers, places }: RunRows, at: Moment) {
  const first = sessions.find(({ status }) => status === 'planned')
  const online = run.mode === 'online'
  return {
    heading: 'Dates and place',
    headingLevel: 2,
    places: run.status === 'published' ? placesWords(places) : undefined,
    mode: online ? 'Online' : 'In person',
    where: online ? 'You get the link when you have a place.' : listed([...new Set(sessions.map(whereOf))]),
    whereDetail: [first?.how_to_get_there, first?.venue_access].filter(Boolean).join(' '),
    audience: run.audience,
    code: run.code,
    sessions: sessionLines(sessions, at),
    trainers: pairOf(trainers),
  }
}

function actionFor(rows: RunRows, viewer: Viewer, at: Moment) {
  const own = viewer.kind === 'student' ? viewer.own : undefined
  if (own !== undefined && own.status !== 'lapsed') return { have: haveWords(own) }
  const open = decideOpen(runFacts(rows.run, rows.sessions), at.now)
  if (!open.ok) return { closed: closedWords(open, rows.run, at.timeZone) }
  // While a place is free, somebody whose offer ran out takes it like anybody else; else they go back to their place.
  if (own !== undefined && !placeIsFree(rows.places)) return { have: haveWords(own) }
  const joining = { ...rows.places, needsApproval: rows.run.needs_approval }
  const text = buttonText(joining)
  if (viewer.kind === 'not-a-student') return { staffOnly: true }
  const then = whatHappensNext(joining)
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

function haveWords({ id, status }: { id: string; status: EnrolmentStatus }) {
  return {
    status: statusWords[status],
    sentence: haveSentences[status],
    href: paths.myCourses(),
    returnAction: status === 'lapsed' ? paths.return({ id }) : undefined,
  }
}

function closedWords(refusal: NotOpen, run: Run, timeZone: string) {
  return refusalWords(refusal, paths.course({ slug: run.slug }), timeZone)
}

/** Enrolling was refused: why, and what to do instead. */
export function refusedPage(
  run: Run,
  refusal: Exclude<EnrolRefusal, { reason: 'overlap' }>,
  timeZone: string,
) {
  const words: Words = refusalWords(refusal, paths.course({ slug: run.slug }), timeZone)
  return { title: words.heading, words, runHref: paths.run({ id: run.id }), courseTitle: run.title }
}
