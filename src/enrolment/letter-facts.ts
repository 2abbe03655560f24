// What a letter knows, and the parts that letters have in common.
import type { Config } from '../config/config.ts'
import { dayInWords, momentInWords, shortDay, timeInWords } from '../lib/words.ts'
import type { MailContent } from '../mail/content.ts'
import { paths } from '../paths.ts'
import type { Run, SessionDetails } from '../scheduling/queries.ts'
import { attendanceWords } from '../catalogue/booking-words.ts'
import { askedOf, comingDates, comingPlaces } from './dates.ts'

export interface LetterFacts {
  run: Run
  /** Every session of the run, cancelled ones too. */
  sessions: SessionDetails[]
  offer?: { id: string; expiresAt: Date } | undefined
  reason?: string | undefined
  hasInvites: boolean
  now: Date
}

export type Settings = Pick<Config, 'baseUrl' | 'timeZone'>

/** A letter without the parts that most letters leave out. */
export type Draft = { subject: string } & Partial<MailContent> & Pick<MailContent, 'heading' | 'paragraphs'>
export type Drafts<Name extends string> = Record<Name, (facts: LetterFacts, settings: Settings) => Draft>

/** Where people with a place find the link. Letters go to people too who never see a page of ours. */
const onMyCourses =
  'The link to join is on your My courses page before we begin. If you cannot see that page, please ring us.'

/** `howToJoin` is said of what meets online. */
export function datesAndPlace(
  { sessions, now }: LetterFacts,
  { timeZone }: Settings,
  howToJoin = onMyCourses,
): MailContent['facts'] {
  const lines = comingDates(sessions, now, timeZone)
  return [
    { label: lines.length === 1 ? 'When' : 'Dates', lines },
    { label: 'Where', lines: comingPlaces(sessions, now) },
    ...(isOnline(sessions, now) ? [{ label: 'How to join', lines: [howToJoin] }] : []),
  ].filter((fact) => fact.lines.length > 0)
}

function isOnline(sessions: SessionDetails[], now: Date): boolean {
  return sessions.some(
    ({ venue_online, status, ends_at }) => venue_online && status === 'planned' && ends_at > now,
  )
}

/** How much of it people are asked to come to. The first class is not spoken of once it has been. */
export function askedToCome({ run, sessions, now }: Pick<LetterFacts, 'run' | 'sessions' | 'now'>): string[] {
  return attendanceWords(askedOf(run, sessions, now))
}

/** For the end of a subject: `: Tue 6 Oct, 10am`. */
export function andDay(facts: LetterFacts, settings: Settings): string {
  const day = nextDay(facts, settings)
  return day === undefined ? '' : `: ${day}`
}

/** `Sleep well (Tue 6 Oct, 10am)`: a course may have several runs, and this tells which. */
export function withDay(facts: LetterFacts, settings: Settings): string {
  const day = nextDay(facts, settings)
  return day === undefined ? facts.run.title : `${facts.run.title} (${day})`
}

function nextDay({ sessions, now }: LetterFacts, { timeZone }: Settings): string | undefined {
  const coming = sessions.filter(({ ends_at }) => ends_at > now)
  const next = coming.find(({ status }) => status === 'planned') ?? coming[0] ?? sessions[0]
  return next && `${shortDay(next.starts_at, timeZone)}, ${timeInWords(next.starts_at, timeZone)}`
}

/** `until 5pm today`, `until Friday 4 September 2026 at 5pm` */
export function untilWhen({ offer, now }: LetterFacts, { timeZone }: Settings): string {
  if (offer === undefined) return 'for now'
  const today = dayInWords(offer.expiresAt, timeZone) === dayInWords(now, timeZone)
  return today
    ? `until ${timeInWords(offer.expiresAt, timeZone)} today`
    : `until ${momentInWords(offer.expiresAt, timeZone)}`
}

export function said(reason: string | undefined): string[] {
  return reason === undefined ? [] : [`This is why: ${reason}`]
}

export function myCourses({ baseUrl }: Settings) {
  return { text: 'See my courses', href: baseUrl + paths.myCourses() }
}

export function allCourses({ baseUrl }: Settings) {
  return { text: 'See all courses', href: baseUrl + paths.courses() }
}
