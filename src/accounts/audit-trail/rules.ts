import type { Temporal } from 'temporal-polyfill'
import { instantOf } from '../../lib/time.ts'

/** The instants in which two days of the college lie, both days included; the second is no longer part of them. */
export function instantsOf(
  { from, until }: { from: Temporal.PlainDate | null; until: Temporal.PlainDate | null },
  timeZone: string,
): { from: Date | undefined; until: Date | undefined } {
  const begins = (day: Temporal.PlainDate) => instantOf(day.toZonedDateTime(timeZone))
  return {
    from: from === null ? undefined : begins(from),
    until: until === null ? undefined : begins(until.add({ days: 1 })),
  }
}
