// What has changed in somebody's teaching, in words: how things are now, and how they were. Pure.
import { shortWhenOf, whereOf } from '../../enrolment/dates.ts'
import { addMinutes, later, type Moment } from '../../lib/time.ts'
import { counted, listed, shortDay, timeInWords } from '../../lib/words.ts'
import { momentAt } from '../../scheduling/import/dates.ts'
import type { SessionDetails } from '../../scheduling/queries.ts'
import { sessionWords } from '../../scheduling/sessions/details.ts'
import type { PlaceChange, TeachingEvent } from './change-queries.ts'

const day = 24 * 60

/** Since when changes are shown: since they last said that they had seen them, and never for ever. */
export function shownSince(seenAt: Date | undefined, now: Date): Date {
  return seenAt === undefined ? addMinutes(now, -14 * day) : later(seenAt, addMinutes(now, -60 * day))
}

export interface RunChanges {
  runId: string
  title: string
  /** They do not give it any more, or it is called off: there is no class list to go to. */
  gone: boolean
  lines: string[]
}

interface Changed {
  events: TeachingEvent[]
  places: PlaceChange[]
  sessions: SessionDetails[]
}

/** One entry a run: what became of the run, then of its dates in their order, then how many came and went. */
export function changesInWords(
  { events, places, sessions }: Changed,
  viewerId: string,
  at: Moment,
): RunChanges[] {
  const titles = new Map([...events, ...places].map(({ run_id: id, title }) => [id, title]))
  return [...titles]
    .map(([runId, title]) => {
      const own = events.filter(({ run_id: id }) => id === runId)
      const gone = isGone(own, viewerId)
      const lines = gone ?? [
        ...teamLines(own, viewerId),
        ...sessions
          .filter(({ run_id: id }) => id === runId)
          .flatMap((session) => dateLines(session, own, viewerId, at)),
        ...places.filter(({ run_id: id }) => id === runId).map(placesLine),
      ]
      return { runId, title, gone: gone !== undefined, lines }
    })
    .filter(({ lines }) => lines.length > 0)
}

/** Said alone: nothing else of the run matters to them any more. */
function isGone(events: TeachingEvent[], viewerId: string): string[] | undefined {
  if (events.some(({ action }) => action === 'run.cancelled')) return ['Called off as a whole.']
  const mine = events.filter(
    ({ person_id: id, action }) => id === viewerId && action.startsWith('run.trainer-'),
  )
  return mine.at(-1)?.action === 'run.trainer-left' ? ['You do not give it any more.'] : undefined
}

/** Who came and went on the whole: whoever came and left again in between is not worth a line. */
function teamLines(events: TeachingEvent[], viewerId: string): string[] {
  const turns = events.filter(({ action }) => action.startsWith('run.trainer-'))
  const people = [...new Set(turns.map(({ person_id: id }) => id))]
  const lines = people.flatMap((id) => {
    const own = turns.filter(({ person_id }) => person_id === id)
    const [first, last] = [own[0], own.at(-1)]
    if (last === undefined || first === undefined || (own.length > 1 && first.action !== last.action))
      return []
    const name = last.person_name ?? 'Somebody'
    if (id === viewerId) return ['You give it now.']
    return [
      last.action === 'run.trainer-added'
        ? `${name} gives it with you.`
        : `${name} does not give it any more.`,
    ]
  })
  const published = events.some(({ action }) => action.startsWith('run.published'))
  return published ? [...lines, 'It is in the prospectus now.'] : lines
}

function dateLines(session: SessionDetails, events: TeachingEvent[], viewerId: string, at: Moment): string[] {
  const own = events.filter(({ session_id: id }) => id === session.id)
  if (own.length === 0) return []
  const did = (action: TeachingEvent['action']) => own.some((event) => event.action === action)
  const when = shortWhenOf(session, at)
  if (session.status === 'cancelled') return did('session.cancelled') ? [`Called off: ${when}.`] : []
  const where = whereOf(session)
  if (did('session.added')) return [`A new date: ${when}, ${where}.`]
  return [
    ...(did('session.cancelled') ? [`It takes place after all: ${when}, ${where}.`] : []),
    ...timeLines(session, own, when, at),
    ...detailLines(session, own, when, at),
    ...standInLines(session, own, when, viewerId),
  ]
}

function timeLines(session: SessionDetails, events: TeachingEvent[], when: string, at: Moment): string[] {
  const was = startedBefore(session, events, at)
  const until = firstBefore(events, 'until')
  if (was === undefined)
    return until === undefined || until === sessionWords(session, at.timeZone).until
      ? []
      : [`It ends at another time: ${when}.`]
  const { timeZone } = at
  return [`Moved to ${when}. It was on ${shortDay(was, timeZone)}, ${timeInWords(was, timeZone)}.`]
}

/** When it began before all of these changes; undefined where it begins as it did. */
function startedBefore(
  session: SessionDetails,
  events: TeachingEvent[],
  { timeZone }: Moment,
): Date | undefined {
  const current = sessionWords(session, timeZone)
  const [onDay, from] = [
    firstBefore(events, 'day') ?? current.day,
    firstBefore(events, 'from') ?? current.from,
  ]
  const told = momentAt(onDay, from, timeZone)
  const was = told.ok ? told.instant : session.starts_at
  return was.getTime() === session.starts_at.getTime() ? undefined : was
}

function detailLines(
  session: SessionDetails,
  events: TeachingEvent[],
  when: string,
  { timeZone }: Moment,
): string[] {
  const current = sessionWords(session, timeZone)
  const became = (field: 'place' | 'join_link' | 'note') => {
    const before = firstBefore(events, field)
    return before !== undefined && before !== current[field]
  }
  return [
    ...(became('place') ? [`Another place on ${when}: ${whereOf(session)}.`] : []),
    ...(became('join_link') ? [`Another link to join on ${when}.`] : []),
    ...(became('note') ? [`Another note for those who come on ${when}.`] : []),
  ]
}

function firstBefore(events: TeachingEvent[], field: string): string | undefined {
  const change = events.flatMap(({ changes }) => changes ?? []).find((one) => one.field === field)
  return change === undefined ? undefined : (change.before ?? '')
}

function standInLines(
  session: SessionDetails,
  events: TeachingEvent[],
  when: string,
  viewerId: string,
): string[] {
  const last = events.findLast(
    ({ action }) => action === 'session.covered' || action === 'session.goes-ahead',
  )
  if (last === undefined) return []
  if (last.person_id === viewerId) return [`You come on ${when}.`]
  const names = session.stand_ins
  return [
    names.length > 0
      ? `On ${when}, ${listed(names)} ${names.length === 1 ? 'stands' : 'stand'} in.`
      : `Who gives ${when} has changed.`,
  ]
}

function placesLine({ came, went }: PlaceChange): string {
  const words = [
    ...(came > 0 ? [`${counted(came, 'person', 'people')} got a place`] : []),
    ...(went > 0 ? [`${counted(went, 'person is', 'people are')} not coming any more`] : []),
  ]
  return `${listed(words)}.`
}
