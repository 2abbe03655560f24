// Dates and numbers as a person says them, in the college's time zone.
import { kept } from './kept.ts'

const long = formats({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
const short = formats({ weekday: 'short', day: 'numeric', month: 'short' })
const month = formats({ month: 'long', year: 'numeric' })
const clock = formats({ hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** `Tuesday 3 March 2026` */
export const dayInWords = kept((instant: Date, timeZone: string): string =>
  long(timeZone).format(instant).replace(',', ''),
)

/** `Tue 3 Mar` */
export function shortDay(instant: Date, timeZone: string): string {
  return short(timeZone).format(instant).replace(',', '')
}

/** `March 2026` */
export function monthInWords(instant: Date, timeZone: string): string {
  return month(timeZone).format(instant)
}

/** `10am`, `1:30pm`, `midday` */
export const timeInWords = kept((instant: Date, timeZone: string): string => {
  const [hour = 0, minute = 0] = clock(timeZone).format(instant).split(':').map(Number)
  if (minute === 0 && hour === 12) return 'midday'
  if (minute === 0 && hour === 0) return 'midnight'
  const twelve = hour % 12 === 0 ? 12 : hour % 12
  const minutes = minute === 0 ? '' : `:${String(minute).padStart(2, '0')}`
  return `${twelve}${minutes}${hour < 12 ? 'am' : 'pm'}`
})

/** `10am to 1pm` */
export function timesInWords(starts: Date, ends: Date, timeZone: string): string {
  return `${timeInWords(starts, timeZone)} to ${timeInWords(ends, timeZone)}`
}

/** `Tuesday 3 March 2026 at 5pm` */
export function momentInWords(instant: Date, timeZone: string): string {
  return `${dayInWords(instant, timeZone)} at ${timeInWords(instant, timeZone)}`
}

/** `1st`, `2nd`, `3rd`, `11th`, `22nd` */
export function ordinal(number: number): string {
  const lastTwo = number % 100
  if (lastTwo >= 11 && lastTwo <= 13) return `${number}th`
  return `${number}${['th', 'st', 'nd', 'rd'][number % 10] ?? 'th'}`
}

/** `1 place`, `3 places` */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** `Ana`, `Ana and Ben`, `Ana, Ben and Caz` */
export function listed(items: string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`
}

/** One formatter a zone, kept: making one takes a hundred times as long as using it. */
function formats(options: Intl.DateTimeFormatOptions): (timeZone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (timeZone) => {
    const format = made.get(timeZone) ?? new Intl.DateTimeFormat('en-GB', { timeZone, ...options })
    made.set(timeZone, format)
    return format
  }
}
