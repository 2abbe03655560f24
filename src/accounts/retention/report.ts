import type { RetentionSettings } from '../../config/retention.ts'
import type { Db } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { counted } from '../../lib/words.ts'
import { countDue } from './queries.ts'
import { keptUntil, type RetentionKind, retentionKinds, retentionRules } from './rules.ts'

/** How much of each kind has been kept long enough, and would go now. Changes nothing. */
export async function countAllDue(
  db: Db,
  settings: RetentionSettings,
  at: Moment,
): Promise<Record<RetentionKind, number>> {
  const counts: Partial<Record<RetentionKind, number>> = {}
  for (const kind of retentionKinds)
    counts[kind] = await countDue(db, kind, keptUntil(kind, settings, at), at.now)
  return counts as Record<RetentionKind, number>
}

/** `90 days`, `2 years` */
export function timeKept(kind: RetentionKind, settings: RetentionSettings): string {
  const { years, months, days } = retentionRules[kind].keep(settings)
  if (years !== undefined) return counted(years, 'year')
  return months === undefined ? counted(days ?? 0, 'day') : counted(months, 'month')
}

/** For the command line: a line for each kind, with how long it is kept and how many there are. */
export function reportLines(counts: Record<RetentionKind, number>, settings: RetentionSettings): string[] {
  return retentionKinds.map((kind) => {
    const { what, since } = retentionRules[kind]
    return `${String(counts[kind]).padStart(7)}  ${what} (${timeKept(kind, settings)} since ${since})`
  })
}
