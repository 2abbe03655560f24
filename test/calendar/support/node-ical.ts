// Before node-ical, which makes its own, older one the Temporal of everybody who asks for it later.
import 'temporal-polyfill'
import { type ParameterValue, type VEvent, expandRecurringEvent, sync } from 'node-ical'
import type { Shown } from './correct-calendar.ts'

const from = new Date('2026-01-01T00:00:00Z')
const to = new Date('2029-01-01T00:00:00Z')

/** Everything that node-ical finds in these files. */
export function shownByNodeIcal(files: string[]): Shown[] {
  return files
    .flatMap((file) => Object.values(sync.parseICS(file)))
    .filter((component): component is VEvent => component?.type === 'VEVENT')
    .flatMap((event) => expandRecurringEvent(event, { from, to }))
    .map(({ start, end, event }) => ({
      start: start.toISOString(),
      end: end.toISOString(),
      title: textOf(event.summary),
      location: textOf(event.location),
      description: textOf(event.description),
    }))
}

function textOf(value: ParameterValue | undefined): string {
  return typeof value === 'string' ? value : (value?.val ?? '')
}
