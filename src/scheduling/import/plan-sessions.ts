import type { Selectable } from 'kysely'
import type { Change } from '../../editing/merge-edits.ts'
import type { Database } from '../../database/schema.ts'
import { onTheClock } from '../../lib/time.ts'
import type { PlacePlan } from './plan-places.ts'
import type { FileRun, FileSession } from './schedule.ts'

/** The number of a session is the database's to give. */
export type SessionValues = Omit<Selectable<Database['session']>, 'number'>

interface Context {
  places: Pick<PlacePlan, 'venueIdOf' | 'roomIdOf' | 'nameOf'>
  timeZone: string
  now: Date
  newId: () => string
}

interface PlannedSessions {
  sessions: SessionValues[]
  changes: string[]
  edits: Change[]
  /** Other dates are there than the file reckons, and stay. */
  datesKept: boolean
}

/**
 * The sessions of a run as the file wants them. One that is there already, known by its start, keeps its identity and
 * whatever the file does not speak of; one that was cancelled stays cancelled, and is never taken out.
 */
export function planSessions(
  file: FileRun,
  runId: string,
  had: readonly SessionValues[],
  context: Context,
): PlannedSessions {
  const byStart = new Map(cancelledFirst(had).map((session) => [session.starts_at.getTime(), session]))
  const wanted = file.sessions.map((said) =>
    wantedSession(said, runId, byStart.get(said.startsAt.getTime()), context),
  )
  // Only dates that somebody wrote down replace dates that are there: a first date and an interval know no holidays.
  const keepsOthers = file.datesFrom !== 'sessions-file' && had.length > 0
  const sessions = keepsOthers ? keepOthers(wanted, had) : [...wanted, ...cancelledOthers(wanted, had)]
  const datesKept = keepsOthers && wanted.some(({ id }) => !had.some((session) => session.id === id))
  return {
    ...{ sessions, datesKept },
    ...{ changes: changedParts(had, sessions), edits: dateChange(had, sessions, context) },
  }
}

/** So that of two at one time the one that takes place is found. */
function cancelledFirst(sessions: readonly SessionValues[]): SessionValues[] {
  return [...cancelledOf(sessions), ...sessions.filter(({ status }) => status !== 'cancelled')]
}

function cancelledOf(sessions: readonly SessionValues[]): SessionValues[] {
  return sessions.filter(({ status }) => status === 'cancelled')
}

function cancelledOthers(wanted: readonly SessionValues[], had: readonly SessionValues[]): SessionValues[] {
  const spokenOf = new Set(wanted.map(({ id }) => id))
  return cancelledOf(had).filter(({ id }) => !spokenOf.has(id))
}

function keepOthers(wanted: readonly SessionValues[], had: readonly SessionValues[]): SessionValues[] {
  const byId = new Map(wanted.map((session) => [session.id, session]))
  return had.map((session) => byId.get(session.id) ?? session)
}

function wantedSession(
  said: FileSession,
  runId: string,
  old: SessionValues | undefined,
  { places, now, newId }: Context,
): SessionValues {
  const venue_id = places.venueIdOf(said)
  const place = { venue_id, room_id: places.roomIdOf(said), join_link: said.joinLink }
  if (old === undefined) {
    return {
      id: newId(),
      run_id: runId,
      starts_at: said.startsAt,
      ends_at: said.endsAt,
      end_assumed: said.endAssumed,
      ...place,
      status: 'planned',
      note: '',
      revision: 0,
      updated_at: now,
    }
  }
  if (old.status === 'cancelled') return old
  const end = said.endAssumed ? {} : { ends_at: said.endsAt, end_assumed: false }
  const room_id = place.room_id ?? (old.venue_id === venue_id ? old.room_id : null)
  const wanted = { ...old, ...end, venue_id, room_id, join_link: place.join_link ?? old.join_link }
  if (changedParts([old], [wanted]).length === 0) return old
  return { ...wanted, revision: old.revision + 1, updated_at: now }
}

type Part = [words: string, of: (session: SessionValues) => unknown]
const parts: Part[] = [
  ['end time', ({ ends_at, end_assumed }) => `${ends_at.getTime()} ${String(end_assumed)}`],
  ['venue', ({ venue_id }) => venue_id],
  ['room', ({ room_id }) => room_id],
  ['joining link', ({ join_link }) => join_link],
]

/** In words what differs between two lists of sessions. */
function changedParts(had: readonly SessionValues[], wanted: readonly SessionValues[]): string[] {
  const byId = new Map(had.map((session) => [session.id, session]))
  const pairs = wanted.map((session) => ({ session, old: byId.get(session.id) }))
  const sameDates = had.length === wanted.length && pairs.every(({ old }) => old !== undefined)
  const changed = parts.filter(([, of]) =>
    pairs.some(({ session, old }) => old !== undefined && of(old) !== of(session)),
  )
  return [...(sameDates ? [] : ['dates']), ...changed.map(([words]) => words)]
}

/** For the history of the run: its dates and places before and after, one a line. */
function dateChange(
  had: readonly SessionValues[],
  wanted: readonly SessionValues[],
  context: Pick<Context, 'places' | 'timeZone'>,
): Change[] {
  // What stays as it is, is the same object: of a whole prospectus most does, and words cost time.
  if (had.length === wanted.length && wanted.every((session, index) => session === had[index])) return []
  const [before, after] = [had, wanted].map((sessions) =>
    sessions.map((session) => inWords(session, context)).join('\n'),
  ) as [string, string]
  return before === after ? [] : [{ field: 'dates', before, after }]
}

function inWords(session: SessionValues, { places, timeZone }: Pick<Context, 'places' | 'timeZone'>): string {
  const [from, until] = [session.starts_at, session.ends_at].map((at) => onTheClock(at, timeZone))
  const time = (at: typeof from) => at?.toPlainTime().toString({ smallestUnit: 'minute' }) ?? ''
  const end = session.end_assumed ? '' : ` to ${time(until)}`
  return `${from?.toPlainDate().toString() ?? ''} ${time(from)}${end}, ${places.nameOf(session)}`
}
