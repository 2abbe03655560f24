import { byName } from '../../lib/name-order.ts'
import { addressWith } from '../../lib/path.ts'
import { dayOf } from '../../lib/time.ts'
import { counted, dayInWords, shortDay, timesInWords } from '../../lib/words.ts'
import { paths } from '../../paths.ts'
import type { Term } from '../terms/queries.ts'
import { namesBeside } from '../trainers/namesakes.ts'
import type { PlannerSession } from './queries.ts'
import { daysFrom, mondaysOf, plusWeeks, type Window } from './window.ts'

export const views = ['week', 'room', 'trainer'] as const
export type View = (typeof views)[number]

export interface Asked {
  by: View
  term: string
  venue: string
  /** A day of the first of the four weeks; empty: today. Of no meaning beside a term. */
  from: string
}

export interface PlannerRows {
  sessions: PlannerSession[]
  terms: Term[]
  venues: { id: string; name: string }[]
  window: Window
  closedOn: (day: string) => string | undefined
}

/** What is planned, at a glance: by week, by room or by trainer. */
export function plannerPage(rows: PlannerRows, asked: Asked, at: { timeZone: string; today: string }) {
  const nameOf = namesBeside(rows.sessions.flatMap(({ trainers }) => trainers))
  const cards = rows.sessions
    .map((session) => ({
      ...session,
      trainers: session.trainers.map((one) => ({ ...one, name: nameOf(one) })),
    }))
    .map((session) => ({ session, card: cardOf(session, at.timeZone) }))
  return {
    title: 'The planner',
    back: { href: paths.admin(), text: 'Office' },
    action: paths.adminPlanner(),
    newHref: asked.term === '' ? paths.adminRunNew() : addressWith(paths.adminRunNew(), { term: asked.term }),
    undoHref: paths.adminUndo(),
    bulkHref: bulkHrefFor(rows, asked),
    ...choices(rows, asked),
    count: counted(rows.sessions.length, 'date'),
    from: asked.term === '' ? asked.from : '',
    around: asked.term === '' ? aroundIt(rows.window, asked) : undefined,
    weeks: asked.by === 'week' ? weeksOf(rows, cards, { ...at, term: asked.term }) : undefined,
    groups: asked.by === 'week' ? undefined : groupsOf(cards, asked.by),
    nothing: rows.sessions.length === 0,
  }
}

function aroundIt({ first }: Window, { by, venue }: Asked) {
  const to = (from: string) => addressWith(paths.adminPlanner(), { by, venue, from })
  return { earlier: to(plusWeeks(first, -4)), later: to(plusWeeks(first, 4)) }
}

/** What is looked at is chosen there: the term, or else the venue in the days shown. */
function bulkHrefFor({ window }: PlannerRows, { term, venue }: Asked): string {
  const days = { from_day: window.first, until_day: window.last }
  const chosen: Record<string, string> =
    venue !== '' ? { scope: 'venue', venue, ...days } : term === '' ? {} : { scope: 'term', term }
  return addressWith(paths.adminBulkChangeNew(), chosen)
}

function choices({ terms, venues }: PlannerRows, asked: Asked) {
  const option = (value: string, text: string, chosen: string) => ({
    value,
    text,
    selected: value === chosen,
  })
  const words = { week: 'By week', room: 'By room', trainer: 'By trainer' }
  return {
    views: views.map((value) => option(value, words[value], asked.by)),
    terms: [
      option('', 'Four weeks', asked.term),
      ...terms.map(({ id, name }) => option(id, name, asked.term)),
    ],
    venues: [
      option('', 'Everywhere', asked.venue),
      ...venues.map(({ id, name }) => option(id, name, asked.venue)),
    ],
  }
}

type Card = ReturnType<typeof cardOf>
interface Placed {
  session: PlannerSession
  card: Card
}

function cardOf(session: PlannerSession, timeZone: string) {
  const { id, title, starts_at, ends_at, venue, room, trainers, taken, capacity, run_status } = session
  return {
    href: paths.adminSession({ id }),
    title,
    day: shortDay(starts_at, timeZone),
    times: timesInWords(starts_at, ends_at, timeZone),
    where: room === null ? venue : `${venue}, ${room}`,
    trainers: trainers.map(({ name }) => name).join(', ') || 'No trainer yet',
    places: `${taken} of ${capacity}`,
    tag: session.cancelled
      ? { kind: 'cancelled', text: 'Cancelled' }
      : run_status === 'draft'
        ? { kind: 'draft', text: 'Draft' }
        : undefined,
  }
}

/** Each week with its days: those on which something is planned, and the working days, of a term its own. */
function weeksOf(
  { window, terms, closedOn }: PlannerRows,
  placed: Placed[],
  at: { timeZone: string; today: string; term: string },
) {
  const term = terms.find(({ id }) => id === at.term)
  const isOfTerm = (day: string) => term === undefined || (term.starts_on <= day && day <= term.ends_on)
  const byDay = new Map<string, Card[]>()
  for (const { session, card } of placed) {
    const day = dayOf(session.starts_at, at.timeZone)
    byDay.set(day, [...(byDay.get(day) ?? []), card])
  }
  return mondaysOf(window).map((monday) => ({
    heading: `Week of ${wordsOf(monday)}`,
    days: daysShown(daysFrom(monday), isOfTerm, (day) => byDay.has(day)).map((day) => ({
      name: shortDay(noon(day), 'UTC'),
      closed: closedOn(day),
      isToday: day === at.today,
      sessions: byDay.get(day) ?? [],
    })),
  }))
}

/** A term may have no other day than a Saturday. */
function daysShown(week: string[], isOfTerm: (day: string) => boolean, isPlanned: (day: string) => boolean) {
  const shown = week.filter((day) => isPlanned(day) || (isOfTerm(day) && !isWeekend(day)))
  return shown.length > 0 ? shown : week.filter(isOfTerm)
}

function groupsOf(placed: Placed[], by: 'room' | 'trainer') {
  const groups = new Map<string, { heading: string; sessions: Card[] }>()
  const add = (key: string, heading: string, card: Card) => {
    const group = groups.get(key) ?? { heading, sessions: [] }
    group.sessions.push(card)
    groups.set(key, group)
  }
  for (const { session, card } of placed)
    if (by === 'room') add(session.room_id ?? session.venue_id, card.where, card)
    else if (session.trainers.length === 0) add('', 'No trainer yet', card)
    else for (const { id, name } of session.trainers) add(id, name, card)
  return [...groups.values()]
    .sort((one, other) => byName(one.heading, other.heading))
    .map((group) => ({ ...group, count: counted(group.sessions.length, 'date') }))
}

const noon = (day: string) => new Date(`${day}T12:00:00Z`)
const wordsOf = (day: string) => dayInWords(noon(day), 'UTC').replace(/^\w+ /, '')
const isWeekend = (day: string) => [0, 6].includes(noon(day).getUTCDay())
