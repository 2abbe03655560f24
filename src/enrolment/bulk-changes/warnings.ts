// What is worth a look before many dates are changed, and stops nobody.
import type { Db } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { dayOf } from '../../lib/time.ts'
import type { Change } from '../../scheduling/bulk-changes/change.ts'
import type { DateInScope } from '../../scheduling/bulk-changes/queries.ts'
import { listClosures } from '../../scheduling/closures/queries.ts'
import { closedDays } from '../../scheduling/planning/closed-days.ts'
import { findCautions } from '../../scheduling/planning/trainer-warnings.ts'
import { listTermsOfRuns, type NamedDays } from '../../scheduling/terms/queries.ts'
import { outsideWords } from '../../scheduling/terms/words.ts'
import { lateOpenings } from './late-openings.ts'
import { listElsewhere } from './elsewhere-queries.ts'

export type Warning =
  | { reason: 'closed'; why: string }
  | { reason: 'people-elsewhere'; people: number }
  | { reason: 'outside-term'; words: string }
  /** When enrolment opens, nobody can enrol any more. */
  | { reason: 'late-opening'; words: string }
  /** Whoever gives it is away then, or usually cannot. */
  | { reason: 'trainer-away'; words: string }
  | { reason: 'room-small'; capacity: number; room: number }
  /** It is online already, with a link of its own. */
  | { reason: 'loses-its-link' }

interface DateBeforeAndAfter {
  was: DateInScope
  /** Undefined where it cannot be at all. */
  is: DateInScope | undefined
  chosen: boolean
}

/** By date. */
export async function warningsFor(
  db: Db,
  dates: DateBeforeAndAfter[],
  change: Change,
  at: Moment & { country: string },
): Promise<Map<string, Warning[]>> {
  const warnings = await warningsOf(db, dates, change, at)
  if (change.kind === 'online' || change.kind === 'place') return warnings
  const chosen = dates.filter((date) => date.chosen)
  for (const [id, words] of await lateOpenings(db, chosen, at))
    warnings.set(id, [...(warnings.get(id) ?? []), { reason: 'late-opening', words }])
  return warnings
}

async function warningsOf(
  db: Db,
  dates: DateBeforeAndAfter[],
  change: Change,
  at: Moment & { country: string },
): Promise<Map<string, Warning[]>> {
  if (change.kind === 'call-off') return new Map()
  if (change.kind === 'online') return new Map(dates.map((date) => [date.was.id, linkWarning(date)]))
  const after = dates.flatMap(({ is }) => (is === undefined ? [] : [is]))
  if (change.kind === 'place')
    return new Map(after.map((date) => [date.id, roomWarning(date, change.target.room_capacity)]))
  // Of none that can be, nothing is to be said besides.
  if (after.length === 0) return new Map()
  return warningsOfTimes(db, dates, at)
}

async function warningsOfTimes(
  db: Db,
  dates: DateBeforeAndAfter[],
  at: Moment & { country: string },
): Promise<Map<string, Warning[]>> {
  const after = dates.flatMap(({ is }) => (is === undefined ? [] : [is]))
  const wasOn = new Map(dates.map(({ was }) => [was.id, dayOf(was.starts_at, at.timeZone)]))
  const dayIt = (date: DateInScope) => dayOf(date.starts_at, at.timeZone)
  const days = after.map(dayIt).sort()
  const closedOn = closedDays(await listClosures(db, days[0] ?? '', at.timeZone), at.country)
  const terms = await listTermsOfRuns(db, [...new Set(after.map(({ run_id }) => run_id))])
  const elsewhere = await listElsewhere(db, after, at.now)
  const cautions = await findCautions(db, after.map(givenOf), at.timeZone)
  return new Map(
    after.map((date, index) => {
      const [why, people] = [closedOn(dayIt(date)), elsewhere.get(date.id) ?? 0]
      const warnings: Warning[] = [
        ...(why === undefined ? [] : [{ reason: 'closed' as const, why }]),
        ...outsideTerm(dayIt(date), wasOn.get(date.id), terms.get(date.run_id)),
        ...(people === 0 ? [] : [{ reason: 'people-elsewhere' as const, people }]),
        ...(cautions[index] ?? []).map((words) => ({ reason: 'trainer-away' as const, words })),
      ]
      return [date.id, warnings]
    }),
  )
}

/** One that was outside before is no news. */
function outsideTerm(day: string, was: string | undefined, term: NamedDays | undefined): Warning[] {
  if (term === undefined || (was !== undefined && outsideWords([was], term) !== undefined)) return []
  const words = outsideWords([day], term)
  return words === undefined ? [] : [{ reason: 'outside-term', words }]
}

function givenOf({ starts_at: startsAt, ends_at: endsAt, trainers }: DateInScope) {
  return { startsAt, endsAt, trainerIds: trainers.map(({ id }) => id) }
}

function linkWarning({ was, is }: DateBeforeAndAfter): Warning[] {
  const loses =
    was.venue_online && was.join_link !== null && is !== undefined && is.join_link !== was.join_link
  return loses ? [{ reason: 'loses-its-link' }] : []
}

function roomWarning({ run_capacity: capacity }: DateInScope, room: number | null): Warning[] {
  return room !== null && room < capacity ? [{ reason: 'room-small', capacity, room }] : []
}
