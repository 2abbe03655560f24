// What a change of many dates can be chosen from, and what was chosen in words.
import type { Db } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, dayInWords, shortDay, timeInWords } from '../../lib/words.ts'
import type { Change } from '../../scheduling/bulk-changes/change.ts'
import type { Scope } from '../../scheduling/bulk-changes/queries.ts'
import { listPlaces, type PlaceRow } from '../../scheduling/planning/queries.ts'
import { findRun, findSessionRunId, listSessions } from '../../scheduling/queries.ts'
import { listTerms, type Term } from '../../scheduling/terms/queries.ts'
import { listVenues } from '../../scheduling/venues/queries.ts'
import { shortWhenOf, whereOf } from '../dates.ts'
import { listRunsForOffice } from '../page-queries.ts'
import { findBulkChange } from './queries.ts'

export interface Choices {
  terms: Term[]
  venues: { id: string; name: string; coming: number }[]
  runs: Awaited<ReturnType<typeof listRunsForOffice>>
  places: PlaceRow[]
  /** The one date that a link led here with. */
  session: { id: string; words: string } | undefined
  /** What an earlier change is called, that a link led here with. */
  changed: string | undefined
}

/** `led`: what the address that leads here names, as far as it does. */
export async function getChoices(db: Db, led: Partial<Record<string, string>>, at: Moment): Promise<Choices> {
  const [terms, venues, runs, places] = await Promise.all([
    listTerms(db),
    listVenues(db, at.now),
    listRunsForOffice(db, at.now),
    listPlaces(db),
  ])
  const session = await findDate(db, led.session, at)
  const changed = isId(led.bulk_change) ? await findBulkChange(db, led.bulk_change) : undefined
  return { terms, venues, runs, places, session, changed: changed?.title }
}

const isId = (id: string | undefined): id is string =>
  id !== undefined && /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)

async function findDate(db: Db, id: string | undefined, at: Moment): Promise<Choices['session']> {
  if (!isId(id)) return undefined
  const runId = await findSessionRunId(db, id)
  const run = runId === undefined ? undefined : await findRun(db, runId)
  const session = run && (await listSessions(db, [run.id])).find((one) => one.id === id)
  return session && { id, words: `${run.title}, ${shortWhenOf(session, at)}` }
}

/** `Sleep well, Tue 3 Mar`, `Town Hall, 3 to 7 March`, `Autumn 2026`. */
export function scopeInWords(
  scope: Scope,
  { terms, venues, runs, session, changed }: Choices,
  at: Moment,
): string {
  switch (scope.scope) {
    case 'session':
      return session?.words ?? 'One date'
    case 'run':
      return runInWords(
        runs.find(({ id }) => id === scope.run),
        at,
      )
    case 'day':
      return dayOf(scope.day)
    case 'venue': {
      const days = [...new Set([scope.from_day, scope.until_day])].map(dayOf)
      return `${named(venues, scope.venue)}, ${days.join(' to ')}`
    }
    case 'term':
      return named(terms, scope.term)
    case 'bulk-change':
      return changed ?? 'An earlier change'
  }
}

const dayOf = (day: string) => dayInWords(new Date(`${day}T12:00:00Z`), 'UTC')
const named = (rows: { id: string; name: string }[], id: string) =>
  rows.find((row) => row.id === id)?.name ?? 'Something that is gone'

function runInWords(run: Choices['runs'][number] | undefined, { timeZone }: Moment): string {
  const next = run?.next_starts_at
  const when = next ? `, from ${shortDay(next, timeZone)}, ${timeInWords(next, timeZone)}` : ''
  return `${run?.title ?? 'One run'}${when}`
}

/** `one week later`, `called off`, `online`, `at Library, Garden room`: after a colon. */
export function changeInWords(change: Change): string {
  switch (change.kind) {
    case 'call-off':
      return 'called off'
    case 'online':
      return 'online'
    case 'place':
      return `at ${whereOf(change.target)}`
    case 'back':
      return 'put back'
    case 'move': {
      const amount = counted(Math.abs(change.by), change.unit.slice(0, -1))
      return `${amount} ${change.by > 0 ? 'later' : 'earlier'}`
    }
  }
}
