// What one line can say that contradicts itself. Each rule answers with words for the report, or nothing.
import { longDate, weekdayOf } from './dates.ts'

export function weekdayDisagrees(date: string, weekday: string): string | undefined {
  const actual = weekdayOf(date)
  return actual === weekday
    ? undefined
    : `${longDate(date)} is a ${actual}, but the file says ${weekday}. Correct the date or the weekday.`
}

export function endBeforeStart(start: string, end: string): string | undefined {
  if (end > start) return undefined
  return end === start
    ? `It ends at ${end}, the moment it starts.`
    : `It ends at ${end}, before it starts at ${start}.`
}

/** `1.30` means half past one at night here; a college that means the afternoon must hear of it. */
export function oddHour(start: string): string | undefined {
  if (start >= '07:00' && start < '22:00') return undefined
  return `It starts at ${start}, at night. If the afternoon is meant, write ${afternoon(start)}.`
}

function afternoon(time: string): string {
  const [hour = '', minute = ''] = time.split(':')
  return Number(hour) < 12 ? `${Number(hour) + 12}:${minute}` : 'the time with am or pm'
}
