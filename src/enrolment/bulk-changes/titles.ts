// What a change of many dates is called: which dates, and what becomes of them.
import type { Db } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { counted, dayInWords, shortDay, timeInWords } from '../../lib/words.ts'
import type { Change } from '../../scheduling/bulk-changes/change.ts'
import type { Scope } from '../../scheduling/bulk-changes/queries.ts'
import { findRunToChange, type RunToChange } from '../../scheduling/bulk-changes/run-queries.ts'
import { findRun, findSessionRunId, listSessions } from '../../scheduling/queries.ts'
import { findTerm } from '../../scheduling/terms/queries.ts'
import { findVenue } from '../../scheduling/venues/queries.ts'
import { shortWhenOf, whereOf } from '../dates.ts'
import { findBulkChange } from './queries.ts'

/** `Town Hall, 3 to 7 March: one week later` */
export async function titleOf(db: Db, scope: Scope, change: Change | undefined, at: Moment): Promise<string> {
  return `${await scopeInWords(db, scope, at)}: ${change === undefined ? '' : changeInWords(change)}`
}

/** `Sleep well, Tue 3 Mar`, `Town Hall, 3 to 7 March`, `Autumn 2026`. */
async function scopeInWords(db: Db, scope: Scope, at: Moment): Promise<string> {
  switch (scope.scope) {
    case 'session':
      return (await dateInWords(db, scope.session, at)) ?? 'One date'
    case 'run':
      return runInWords(await findRunToChange(db, scope.run, at.now), at)
    case 'day':
      return dayOf(scope.day)
    case 'venue': {
      const days = [...new Set([scope.from_day, scope.until_day])].map(dayOf)
      return `${nameOf(await findVenue(db, scope.venue, at.now))}, ${days.join(' to ')}`
    }
    case 'term':
      return nameOf(await findTerm(db, scope.term))
    case 'bulk-change':
      return (await findBulkChange(db, scope.bulk_change))?.title ?? 'An earlier change'
  }
}

const dayOf = (day: string) => dayInWords(new Date(`${day}T12:00:00Z`), 'UTC')
const nameOf = (found: { name: string } | undefined) => found?.name ?? 'Something that is gone'

/** `Sleep well, Tue 3 Mar, 10am`; undefined when there is no such date. */
export async function dateInWords(db: Db, id: string, at: Moment): Promise<string | undefined> {
  const runId = await findSessionRunId(db, id)
  const run = runId === undefined ? undefined : await findRun(db, runId)
  const session = run && (await listSessions(db, [run.id])).find((one) => one.id === id)
  return session && `${run.title}, ${shortWhenOf(session, at)}`
}

function runInWords(run: RunToChange | undefined, { timeZone }: Moment): string {
  if (run === undefined) return 'One run'
  const { title, next_starts_at: next } = run
  return `${title}, from ${shortDay(next, timeZone)}, ${timeInWords(next, timeZone)}`
}

/** `one week later`, `called off`, `online`, `at Library, Garden room`: after a colon. */
function changeInWords(change: Change): string {
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
