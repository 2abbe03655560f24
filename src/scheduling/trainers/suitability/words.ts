import type { PartOfDay } from '../../../database/schema.ts'
import { counted, listed, shortDay } from '../../../lib/words.ts'
import { longDate, weekdays } from '../../import/dates.ts'
import type { Days, Reason, Suitability, UsualTime } from './rules.ts'

/** `Ana: free on both dates, gives this course` */
export function nameWithReasons({ name, reasons }: Suitability, timeZone: string): string {
  return `${name}: ${reasons.map((reason) => reasonInWords(reason, timeZone)).join(', ')}`
}

export function reasonInWords(reason: Reason, timeZone: string): string {
  switch (reason.is) {
    case 'free':
      return freeInWords(reason.dates)
    case 'busy': {
      const what = `${reason.title}, ${shortDay(new Date(reason.startsAt), timeZone)}`
      return reason.of === 1 ? `busy (${what})` : `busy on ${reason.dates} of ${reason.of} dates (${what})`
    }
    case 'away':
      return `away ${daysInWords(reason)}`
    case 'not-active':
      return activeInWords(reason)
    case 'not-usual':
      return `not usually free on ${timesInWords(reason.times)}`
    case 'can-give':
      return 'gives this course'
    case 'gave-course':
      return 'gave this course before'
    case 'gave-runs':
      return `gave ${counted(reason.runs, 'run')} like this`
    case 'left-run':
      return `left this run on ${shortDay(new Date(reason.at), timeZone)}`
    case 'other-expertise':
      return 'other expertise'
  }
}

function freeInWords(dates: number): string {
  if (dates === 0) return 'free'
  if (dates === 1) return 'free on this date'
  return dates === 2 ? 'free on both dates' : `free on all ${dates} dates`
}

function activeInWords({ from, until }: { from: string | null; until: string | null }): string {
  return [
    ...(from === null ? [] : [`teaches from ${longDate(from)}`]),
    ...(until === null ? [] : [`teaches until ${longDate(until)}`]),
  ].join(' and ')
}

/** `on Tue 6 Oct`, `Mon 5 Oct to Fri 9 Oct` */
export function daysInWords({ from, until }: Days): string {
  return from === until ? `on ${shortOf(from)}` : `${shortOf(from)} to ${shortOf(until)}`
}

/** Noon is on the same day everywhere it matters. */
function shortOf(day: string): string {
  return shortDay(new Date(`${day}T12:00:00Z`), 'UTC')
}

export const partWords: Record<PartOfDay, string> = {
  morning: 'morning',
  afternoon: 'afternoon',
  evening: 'evening',
}

/** `Tuesday mornings`, `Monday mornings and afternoons` */
export function timesInWords(times: UsualTime[]): string {
  const days = new Map<number, string[]>()
  for (const { weekday, part } of times)
    days.set(weekday, [...(days.get(weekday) ?? []), `${partWords[part]}s`])
  return listed([...days].map(([weekday, parts]) => `${weekdays[weekday - 1] ?? ''} ${listed(parts)}`))
}
