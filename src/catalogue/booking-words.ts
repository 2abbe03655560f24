// The rules of booking in plain words, for everybody, before anybody signs in. Pure: facts in, sentences out.
import type { PriorityGroup } from '../database/schema.ts'
import type { Moment } from '../lib/time.ts'
import { counted, momentInWords } from '../lib/words.ts'
import { paths } from '../paths.ts'
import { type BookingFacts, enrolmentCloses, type OpenDecision, type Priority } from './open.ts'

export interface RuleFacts {
  dropIn: boolean
  audience: string
  audienceConfirmed: boolean
  firstSessionNeeded: boolean
  sessionsNeeded: number | null
  /** How many dates are planned, and how many of them are over. */
  dates: number
  over: number
  term: { name: string; mostCourses: number | null } | null
  /** Courses to do first. */
  needs: { title: string; slug: string }[]
}

export interface RuleLine {
  text: string
  links?: { text: string; href: string }[]
}

export const noBooking = 'No booking: just come'

/** What somebody should know before they enrol. */
export function bookingRules(run: RuleFacts): RuleLine[] {
  if (run.dropIn)
    return [{ text: `${noBooking}${run.dates > 1 ? ', to any of the dates or all of them' : ''}.` }]
  return [
    ...doFirst(run.needs),
    ...(run.audienceConfirmed
      ? [{ text: `This is for: ${run.audience}. When you enrol, we ask you to say that this is you.` }]
      : []),
    ...attendanceWords(run).map((text) => ({ text })),
    ...mostCourses(run.term),
  ]
}

function doFirst(needs: RuleFacts['needs']): RuleLine[] {
  if (needs.length === 0) return []
  const links = needs.map(({ title, slug }) => ({ text: title, href: paths.course({ slug }) }))
  return [{ text: 'Please do this first:', links }]
}

export function mostCourses(term: RuleFacts['term']): RuleLine[] {
  if (term === null || term.mostCourses === null) return []
  const most = counted(term.mostCourses, 'course')
  return [{ text: `You can take part in ${most} in ${term.name}. Drop-ins do not count.` }]
}

type Asked = Pick<RuleFacts, 'firstSessionNeeded' | 'sessionsNeeded' | 'dates' | 'over'>

/** What is asked of those who come. Nothing is refused by it. */
export function attendanceWords(asked: Asked): string[] {
  const { firstSessionNeeded, sessionsNeeded, dates } = asked
  if (dates < 2) return []
  const some =
    sessionsNeeded === null || sessionsNeeded >= dates
      ? `all ${dates} classes`
      : `at least ${sessionsNeeded} of the ${dates} classes`
  return [
    ...(firstSessionNeeded ? ['Please come to the first class: later ones build on it.'] : []),
    ...joiningLate(asked),
    ...(sessionsNeeded === null || isOutOfReach(asked)
      ? []
      : [`Please come to ${some}. If you cannot, tell us: we will find a way.`]),
  ]
}

/** Whether fewer classes are still to come than the run asks people to come to. */
export function isOutOfReach({ sessionsNeeded, dates, over }: Asked): boolean {
  return sessionsNeeded !== null && dates - over < Math.min(sessionsNeeded, dates)
}

/** A certificate is for the whole course: whoever joins late should know before they hope for one. */
function joiningLate(asked: Asked): string[] {
  const { sessionsNeeded, dates, over } = asked
  if (over === 0) return []
  const been = `${over} of the ${dates} classes ${over === 1 ? 'is' : 'are'} over.`
  if (isOutOfReach(asked))
    return [`${been} You are welcome at the others. For its certificate it is too late this time.`]
  return sessionsNeeded === null
    ? [
        `${been} You are welcome at the others. Its certificate is for those who come to most of all ${dates}.`,
      ]
    : [been]
}

const groupWords: Record<PriorityGroup, string> = {
  'uses-services': 'people who use services',
  'carer-or-family': 'carers and families',
  staff: 'staff',
  public: 'members of the public',
  new: 'people who are new here',
}

export function groupsInWords(whom: PriorityGroup[]): string {
  const words = whom.map((group) => groupWords[group])
  // One of them has an "and" of its own: a comma says where the next begins.
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')}, and ${words.at(-1) ?? ''}`
}

/** `First for carers and families. Everybody can enrol from Monday 7 September 2026 at 9am.` */
export function firstFor({ opensAt, whom }: Priority, timeZone: string): string {
  return `First for ${groupsInWords(whom)}. Everybody can enrol from ${momentInWords(opensAt, timeZone)}.`
}

/** When it opens for those it opens for first, and when for everybody. */
export function opensInTwoSteps(first: Priority, opensAt: Date, timeZone: string): string {
  const [early, late] = [first.opensAt, opensAt].map((moment) => momentInWords(moment, timeZone))
  return `Enrolment opens first for ${groupsInWords(first.whom)}, on ${early}, and for everybody on ${late}.`
}

/** How enrolment opens and closes, or why it is not open and what to do instead. Sessions are the planned ones. */
export function bookingNote(run: BookingFacts & { open: OpenDecision }, { now, timeZone }: Moment): string {
  const { open } = run
  if (open.ok) return openUntil(run, { now, timeZone })
  switch (open.reason) {
    case 'drop-in':
      return ''
    case 'not-open-yet':
      return open.first === undefined
        ? `Enrolment opens on ${momentInWords(open.opensAt, timeZone)}. Please come back then.`
        : opensInTwoSteps(open.first, open.opensAt, timeZone)
    case 'first-for-others':
      return firstFor(open, timeZone)
    case 'closed':
      return 'Enrolment has closed. If you would still like to come, please get in touch: there may be a way.'
    case 'already-started':
      return 'This has begun. If you would like to join late, please get in touch and ask us.'
    case 'first-session-over':
      return 'This has begun, and the later classes build on the first. Please look at other dates, or get in touch.'
    case 'run-cancelled':
      return 'We are sorry: this will not take place. Please look at other dates, or get in touch.'
    case 'not-published':
    case 'over':
      return 'You cannot enrol on this any more.'
  }
}

function openUntil(run: BookingFacts, { now, timeZone }: Moment): string {
  const [first] = run.sessions
  const closes = enrolmentCloses(run)
  if (first === undefined || closes === undefined || closes.getTime() === first.startsAt.getTime())
    return 'Enrolment is open until it begins.'
  const until = momentInWords(closes, timeZone)
  if (closes < first.startsAt) return `Enrolment closes on ${until}.`
  return first.startsAt <= now
    ? `It has begun. You can still join until ${until}.`
    : `You can join until ${until}, also after it has begun.`
}
