import { shortDay, timeInWords } from '../../lib/words.ts'
import type { FieldError } from '../../web/form.ts'
import type { PlannedTime } from './dates.ts'
import type { ClashRow } from './queries.ts'

/** Beside each date what stands in its way. */
export function clashErrors(clashes: ClashRow[], times: PlannedTime[], timeZone: string): FieldError[] {
  const rows = new Map<number, string[]>()
  for (const clash of clashes) {
    const row = times[clash.index]?.row ?? 0
    rows.set(row, [...(rows.get(row) ?? []), clashInWords(clash, timeZone)])
  }
  return [...rows].map(([row, words]) => ({ field: `day_${row}`, message: words.join('. ') }))
}

/** `The room is used by Sleep well, Tue 3 Mar, 10am`, `Amal teaches Sleep well, Tue 3 Mar, 10am` */
function clashInWords({ kind, name, title, starts_at }: ClashRow, timeZone: string): string {
  const what = `${title}, ${shortDay(starts_at, timeZone)}, ${timeInWords(starts_at, timeZone)}`
  return kind === 'room' ? `The room is used by ${what}` : `${name ?? 'The trainer'} teaches ${what}`
}
