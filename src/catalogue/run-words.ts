// How a run reads on a page: when it is, and how full. Pure: rows in, words out.
import type { Moment } from '../lib/time.ts'
import { counted, listed, shortDay } from '../lib/words.ts'
import { weekdayOf } from './calendar-day.ts'
import { noBooking } from './booking-words.ts'
import { placesWords } from './joining-words.ts'
import { hasRoom, leadRun, type ListedCourse, type ListedRun, takesPeople } from './listing.ts'
import type { Places } from './places.ts'
import type { SessionRow } from './queries.ts'
import { dayOf, placesOf, shortWhenOf } from './session-words.ts'

interface StatusTag {
  kind: 'free' | 'few' | 'full' | 'ended' | 'draft' | 'cancelled'
  text: string
}

/** How full a run is, or why nobody can join it now: a word or two, for a glance. */
export function placesTag(
  run: Pick<ListedRun, 'open'> & Places,
  { timeZone }: Pick<Moment, 'timeZone'>,
): StatusTag {
  const { open } = run
  if (open.ok) return fullnessTag(run)
  switch (open.reason) {
    case 'not-open-yet':
      return { kind: 'draft', text: `Enrolment opens ${shortDay((open.first ?? open).opensAt, timeZone)}` }
    case 'first-for-others':
      return { kind: 'draft', text: `For everybody from ${shortDay(open.opensAt, timeZone)}` }
    case 'drop-in':
      return { kind: 'free', text: noBooking }
    case 'run-cancelled':
      return { kind: 'cancelled', text: 'Called off' }
    case 'already-started':
    case 'first-session-over':
      return { kind: 'ended', text: 'Already started' }
    case 'closed':
      return { kind: 'ended', text: 'Enrolment closed' }
    case 'not-published':
    case 'over':
      return { kind: 'ended', text: 'Not open' }
  }
}

function fullnessTag(places: Places): StatusTag {
  const { kind, text } = placesWords(places)
  return { kind, text: text === 'Full' ? 'Full, waiting list open' : text }
}

export function modeInWords({ mode }: Pick<ListedRun, 'mode'>): string {
  return mode === 'online' ? 'Online' : 'In person'
}

/** `Tuesday 3 March, in person`, `3 Tuesdays from 3 March, online`, `4 dates from Tuesday 3 March, in person` */
export function runHeading(run: ListedRun, moment: Moment): string {
  const sessions = run.coming.length > 0 ? run.sessions.filter(isPlanned) : run.sessions
  const [first] = sessions
  const manner = modeInWords(run).toLowerCase()
  if (first === undefined) return `Dates to be confirmed, ${manner}`
  const day = dayOf(first.startsAt, moment)
  if (sessions.length === 1) return `${day}, ${manner}`
  const weekdays = new Set(sessions.map(({ startsAt }) => weekdayOf(startsAt, moment.timeZone)))
  if (weekdays.size > 1) return `${sessions.length} dates from ${day}, ${manner}`
  const [weekday = '', ...date] = day.split(' ')
  return `${sessions.length} ${weekday}s from ${date.join(' ')}, ${manner}`
}

/** What a list says of a course: its next run, how full that is, and what else there is. */
export function courseCard(course: ListedCourse, moment: Moment, href: string) {
  const about = {
    title: course.title,
    href,
    summary: course.summary,
    categories: course.categories.map(({ name }) => name),
  }
  const lead = leadRun(course)
  const next = lead?.coming[0]
  if (lead === undefined || next === undefined)
    return { ...about, places: { kind: 'draft', text: 'No dates yet' } }
  return {
    ...about,
    next: shortWhenOf(next, moment),
    more: otherDates(course, lead, moment),
    where: placesOf(lead.coming),
    places: placesTag(lead, moment),
  }
}

function otherDates(course: ListedCourse, lead: ListedRun, moment: Moment): string | undefined {
  const further = lead.coming.length > 1 ? [`then ${counted(lead.coming.length - 1, 'more date')}`] : []
  const others = course.runs.filter((run) => run !== lead)
  const free = hasRoom(lead) ? undefined : others.find((run) => takesPeople(run.open) && hasRoom(run))
  const parts = [
    ...further,
    ...(free === undefined ? startsOf(others, moment) : [freeLater(free, others, moment)]),
  ]
  return parts.length === 0 ? undefined : parts.join('; ')
}

function startsOf(others: ListedRun[], moment: Moment): string[] {
  if (others.length === 0) return []
  const named = others.length > 3 ? others.slice(0, 2) : others
  const rest = others.length > named.length ? [`${others.length - named.length} other dates`] : []
  return [`also on ${listed([...named.map((run) => startOf(run, moment)), ...rest])}`]
}

function freeLater(free: ListedRun, others: ListedRun[], moment: Moment): string {
  const rest = others.length > 1 ? `; ${counted(others.length - 1, 'other date')}` : ''
  return `places free on ${startOf(free, moment)}${rest}`
}

function startOf(run: ListedRun, { timeZone }: Moment): string {
  return run.coming[0] === undefined ? '' : shortDay(run.coming[0].startsAt, timeZone)
}

function isPlanned({ status }: SessionRow): boolean {
  return status === 'planned'
}
