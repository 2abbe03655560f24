// Rows become what the templates show. Nothing is decided here, and no clock is read.
import { bookingNote, bookingRules, type RuleFacts } from '../catalogue/booking-words.ts'
import { pairOf } from '../catalogue/course-page.ts'
import { buttonText, placesWords, whatHappensNext } from '../catalogue/joining-words.ts'
import { decideOpen } from '../catalogue/open.ts'
import { placeIsFree, type Places } from '../catalogue/places.ts'
import { placesTag } from '../catalogue/run-words.ts'
import type { EnrolmentStatus } from '../database/schema.ts'
import type { Moment } from '../lib/time.ts'
import { counted, listed } from '../lib/words.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails, Trainer } from '../scheduling/queries.ts'
import { nothingTyped, type Typed, withErrors } from '../web/form-page.ts'
import type { findRulesOfRun } from './booking-rules/queries.ts'
import { type BrokenRule, brokenRules, groupsOf, type PersonFacts } from './booking-rules/rules.ts'
import { ruleWords } from './booking-rules/words.ts'
import { askedOf, sessionLines, whereOf } from './dates.ts'
import { runFacts } from './rules.ts'
import { haveSentences, type Refusal, refusalWords, statusWords, type Words } from './words.ts'

export interface RunRows {
  run: Run
  sessions: SessionDetails[]
  trainers: Trainer[]
  places: Places
  rules: Awaited<ReturnType<typeof findRulesOfRun>>
}

/** Who looks at the page, and what they already have. */
export type Viewer =
  | { kind: 'visitor' }
  | { kind: 'not-a-student' }
  | {
      kind: 'student'
      own: { id: string; status: EnrolmentStatus } | undefined
      facts: PersonFacts
    }

/** A run with everything about it, and the one thing this viewer can do. */
export function runPage(rows: RunRows, viewer: Viewer, at: Moment, form: Typed = nothingTyped) {
  const { run, places } = rows
  return {
    ...withErrors(form),
    title: run.title,
    courseHref: paths.course({ slug: run.slug }),
    run: runCard(rows, at),
    places: run.drop_in ? undefined : counted(Math.max(0, places.capacity - places.taken), 'place'),
    ...actionFor(rows, viewer, at),
  }
}

function runCard(rows: RunRows, at: Moment) {
  const { run, sessions, trainers } = rows
  const first = sessions.find(({ status }) => status === 'planned')
  const online = run.mode === 'online'
  return {
    heading: 'Dates and place',
    headingLevel: 2,
    places: tagOf(rows, at),
    mode: online ? 'Online' : 'In person',
    where: online ? 'You get the link when you have a place.' : listed([...new Set(sessions.map(whereOf))]),
    whereDetail: [first?.how_to_get_there, first?.venue_access].filter(Boolean).join(' '),
    audience: run.audience,
    code: run.code,
    sessions: sessionLines(sessions, at),
    trainers: pairOf(trainers),
    // What is said of a drop-in stands below, where the button would be.
    rules: run.drop_in ? [] : bookingRules(ruleFacts(rows, at.now)),
  }
}

/** How full it is; or, as the page of its course has it, why a place that is free is nobody's to have any more. */
function tagOf({ run, sessions, places }: RunRows, at: Moment) {
  if (run.status !== 'published') return undefined
  const open = decideOpen(runFacts(run, sessions), at.now)
  return open.ok ? placesWords(places) : placesTag({ ...places, open }, at)
}

export function ruleFacts(
  { run, sessions, rules }: Pick<RunRows, 'run' | 'sessions' | 'rules'>,
  now: Date,
): RuleFacts {
  return {
    dropIn: run.drop_in,
    audience: run.audience,
    audienceConfirmed: run.audience_confirmed,
    ...askedOf(run, sessions, now),
    term: rules.term_name === null ? null : { name: rules.term_name, mostCourses: rules.most_courses },
    needs: rules.needs,
  }
}

function actionFor(rows: RunRows, viewer: Viewer, at: Moment) {
  const { run, places } = rows
  const { own, groups } = viewer.kind === 'student' ? known(viewer) : unknown
  if (own !== undefined && own.status !== 'lapsed') return { have: haveWords(own) }
  const facts = runFacts(run, rows.sessions)
  const open = decideOpen(facts, at.now, groups)
  if (!open.ok && open.reason !== 'first-for-others') return { closed: closedWords(open, run, at.timeZone) }
  // While a place is free, somebody whose offer ran out takes it like anybody else; else they go back to their place.
  if (own !== undefined && !placeIsFree(places)) return { have: haveWords(own) }
  if (viewer.kind === 'not-a-student') return { staffOnly: true }
  const note = bookingNote({ ...facts, open }, at)
  if (viewer.kind === 'visitor') return { note, visitor: visitorOf(rows, open.ok) }
  const broken = brokenRules(facts, viewer.facts, at.now)
  if (broken.length > 0) return { broken: broken.map((one) => ruleWords(one, at.timeZone)) }
  const confirm = run.audience_confirmed ? `This is for me: ${run.audience}` : undefined
  return { note, enrol: { ...joiningOf(rows), action: paths.enrolments({ id: run.id }), confirm } }
}

const unknown = { own: undefined, groups: [] }

function known({ own, facts }: Extract<Viewer, { kind: 'student' }>) {
  return { own, groups: groupsOf(facts) }
}

function visitorOf(rows: RunRows, isForEverybody: boolean) {
  const joining = joiningOf(rows)
  return isForEverybody ? joining : { ...joining, then: 'If you are one of them, you can enrol now.' }
}

/** The button, what it does, and where those go who are not signed in. */
function joiningOf({ run, places }: RunRows) {
  const joining = { ...places, needsApproval: run.needs_approval }
  const next = encodeURIComponent(paths.run({ id: run.id }))
  return {
    text: buttonText(joining),
    then: whatHappensNext(joining),
    signIn: `${paths.signIn()}?next=${next}`,
    register: `${paths.register()}?next=${next}`,
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

function closedWords(refusal: Refusal, run: Run, timeZone: string) {
  return refusalWords(refusal, paths.course({ slug: run.slug }), timeZone)
}

/** Enrolling was refused: why, and what to do instead. */
export function refusedPage(run: Run, refusal: Refusal, timeZone: string) {
  const words: Words = refusalWords(refusal, paths.course({ slug: run.slug }), timeZone)
  return { title: words.heading, words, runHref: paths.run({ id: run.id }), courseTitle: run.title }
}

/** Rules of booking speak against it: each, with a way on. */
export function refusedByRulesPage({ id, title }: Run, broken: BrokenRule[], timeZone: string) {
  const words = broken.map((one) => ruleWords(one, timeZone))
  return {
    title: words.length === 1 ? words[0]?.heading : 'Before you can enrol on this',
    broken: words,
    runHref: paths.run({ id }),
    courseTitle: title,
  }
}
