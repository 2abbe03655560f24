import type { Db } from '../../database/schema.ts'
import { momentAt } from '../import/dates.ts'
import { grouped } from '../import/grouped.ts'
import { importKey } from '../import/identity.ts'
import {
  type ExportedRun,
  type ExportedSession,
  listExportedRuns,
  listExportedSessions,
  listTwinNames,
  listVenueTexts,
  type Which,
} from './queries.ts'
import { type Carried, type ExportedTables, exportTables, timesOf } from './rows.ts'
import { decideCarry, type WhyNot } from './rules.ts'

export interface Exported extends ExportedTables {
  /** Runs that no file can carry, and why. */
  leftBehind: { id: string; title: string; reason: WhyNot }[]
}

/** The prospectus as the import reads it: brought in again, it changes nothing. */
export async function exportProspectus(db: Db, which: Which, timeZone: string): Promise<Exported> {
  const runs = await listExportedRuns(db, which)
  const sessionsOf = await listExportedSessions(db, which)
  const twins = new Set(await listTwinNames(db))
  const venues = new Map((await listVenueTexts(db)).map((venue) => [venue.name, venue]))
  const sessions = (run: ExportedRun) => sessionsOf.get(run.id) ?? []
  const alike = grouped(runs, (run) => keyOf(run, sessions(run)[0], timeZone))
  const carried: Carried[] = []
  const leftBehind: Exported['leftBehind'] = []
  for (const run of runs) {
    const its = sessions(run)
    const [first, ...others] = its
    const decided = decideCarry({
      sessions: its.length,
      startsAreClear: its.every((session) => startIsClear(session, timeZone)),
      meetsTwiceAtOnce: its.some(({ ends_at }, index) => ends_at > (its[index + 1]?.starts_at ?? ends_at)),
      alike: (alike.get(keyOf(run, first, timeZone)) ?? []).length > 1,
      twinNames: [run.title, run.term, ...its.flatMap(({ venue, room }) => [venue, room])].some((name) => twins.has(name ?? '')),
    })
    if (decided.ok && first !== undefined) carried.push({ run, sessions: [first, ...others] })
    if (!decided.ok) leftBehind.push({ id: run.id, title: run.title, reason: decided.reason })
  }
  return { ...exportTables(carried, venues, timeZone), leftBehind }
}

function keyOf({ id, title, mode }: ExportedRun, first: ExportedSession | undefined, timeZone: string): string {
  if (first === undefined) return id
  const { date, start } = timesOf(first, timeZone)
  return importKey({ title, mode, venue: first.venue, firstDate: date, startTime: start })
}

/** Not in the hour that comes twice in autumn, of which a file means the first; and on a whole minute. */
function startIsClear(session: ExportedSession, timeZone: string): boolean {
  const { date, start } = timesOf(session, timeZone)
  const moment = momentAt(date, start, timeZone)
  return moment.ok && moment.instant.getTime() === session.starts_at.getTime()
}
