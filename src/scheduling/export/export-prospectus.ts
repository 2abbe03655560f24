import type { Db } from '../../database/schema.ts'
import { grouped } from '../import/grouped.ts'
import { importKey } from '../import/identity.ts'
import { onTheCollegesClock, type TimedSession } from './clock.ts'
import {
  type ExportedRun,
  listExportedRuns,
  listExportedSessions,
  listVenueTexts,
  type Which,
} from './queries.ts'
import { type Carried, type ExportedTables, exportTables } from './rows.ts'
import { refusedRuns } from './refused-runs.ts'
import { decideCarry, type WhyNot } from './rules.ts'

export interface Exported extends ExportedTables {
  /** Runs that no file can carry, and why. */
  leftBehind: { id: string; title: string; reason: WhyNot | { refused: string } }[]
}

/** The prospectus as the import reads it: brought in again, it changes nothing. */
export async function exportProspectus(db: Db, which: Which, timeZone: string): Promise<Exported> {
  const runs = await listExportedRuns(db, which)
  const sessionsOf = await listExportedSessions(db, which)
  const venues = new Map((await listVenueTexts(db)).map((venue) => [venue.name, venue]))
  const all = runs.map((run) => {
    const its = (sessionsOf.get(run.id) ?? []).map((session) => onTheCollegesClock(session, timeZone))
    return { run, its, key: keyOf(run, its[0]) }
  })
  const alike = grouped(all, ({ key }) => key)
  const carried: Carried[] = []
  const leftBehind: Exported['leftBehind'] = []
  for (const { run, its, key } of all) {
    const [first, ...others] = its
    const decided = decideCarry({
      sessions: its.length,
      startsAreClear: its.every((session) => session.startIsClear),
      alike: (alike.get(key) ?? []).length > 1,
    })
    if (decided.ok && first !== undefined) carried.push({ run, sessions: [first, ...others] })
    if (!decided.ok) leftBehind.push({ id: run.id, title: run.title, reason: decided.reason })
  }
  return unrefused(carried, leftBehind, (some) => exportTables(some, venues, timeZone), timeZone)
}

/** The import itself has the last word: what it would refuse stays behind, with what it says. */
function unrefused(
  carried: Carried[],
  leftBehind: Exported['leftBehind'],
  tablesOf: (carried: readonly Carried[]) => ExportedTables,
  timeZone: string,
): Exported {
  const tables = tablesOf(carried)
  const refusals = refusedRuns(tables, timeZone)
  if (refusals.size === 0) return { ...tables, leftBehind }
  const refused = carried.flatMap(({ run: { id, title } }, index) => {
    const words = refusals.get(index)
    return words === undefined ? [] : [{ id, title, reason: { refused: words } }]
  })
  const others = carried.filter((_, index) => !refusals.has(index))
  return unrefused(others, [...leftBehind, ...refused], tablesOf, timeZone)
}

function keyOf({ id, title, mode }: ExportedRun, first: TimedSession | undefined): string {
  if (first === undefined) return id
  const { venue, date: firstDate, start: startTime } = first
  return importKey({ title, mode, venue, firstDate, startTime })
}
