// The dates of a run as rows of a form: each can be changed, emptied or added, with a mistake beside its own field.
import { dayAsTyped, timeAsTyped } from '../../lib/as-typed.ts'
import type { FieldError } from '../../web/form.ts'
import { momentAt } from '../import/dates.ts'
import { overlapping } from './rules.ts'

/** As typed. */
export interface DateRow {
  day: string
  from: string
  until: string
}

/** A session to be, and the row of the form it comes from. */
export interface PlannedTime {
  row: number
  startsAt: Date
  endsAt: Date
}

/** More than a year of weeks. */
export const mostDates = 60

/** The rows of a form: `day_0`, `from_0`, `until_0` and so on. A row without a day is no date. */
export function dateRows(body: unknown): DateRow[] {
  const fields = (body ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof fields[name] === 'string' ? fields[name].trim() : '')
  const numbers = Array.from({ length: mostDates }, (_, row) => row).filter((row) => `day_${row}` in fields)
  const rows = numbers.map((row) => ({
    day: text(`day_${row}`),
    from: text(`from_${row}`),
    until: text(`until_${row}`),
  }))
  return rows.filter(({ day }) => day !== '')
}

/** What the rows mean on the college's clock, or what is wrong beside which field. */
export function readDates(
  rows: DateRow[],
  { now, timeZone }: { now: Date; timeZone: string },
): { times: PlannedTime[]; errors: FieldError[] } {
  const read = rows.map((row, index) => readRow(row, index, timeZone))
  const times = read.flatMap(({ time }) => (time === undefined ? [] : [time]))
  const errors = [...read.flatMap((row) => row.errors), ...wrongInTime(times, now)]
  if (times.length === 0 && errors.length === 0)
    errors.push({ field: 'day_0', message: 'Enter at least one date' })
  return { times, errors }
}

function readRow(
  row: DateRow,
  index: number,
  timeZone: string,
): { time?: PlannedTime; errors: FieldError[] } {
  const [day, from, until] = [dayAsTyped(row.day), timeAsTyped(row.from), timeAsTyped(row.until)]
  const errors = [
    ...wrong(`day_${index}`, day !== undefined, 'Enter a day that exists, such as 14/9/2026'),
    ...wrong(`from_${index}`, from !== undefined, 'Enter when it begins, such as 10:00 or 10am'),
    ...wrong(`until_${index}`, until !== undefined, 'Enter when it ends, such as 12:30 or 12.30pm'),
  ]
  if (day === undefined || from === undefined || until === undefined) return { errors }
  const [starts, ends] = [from, until].map((time) => momentAt(day, time, timeZone))
  if (!starts?.ok || !ends?.ok)
    return {
      errors: wrong(`from_${index}`, false, 'The clock jumps over this hour on that day. Choose another'),
    }
  if (ends.instant <= starts.instant)
    return { errors: wrong(`until_${index}`, false, 'Enter an end that is after the beginning') }
  return { time: { row: index, startsAt: starts.instant, endsAt: ends.instant }, errors: [] }
}

function wrongInTime(times: PlannedTime[], now: Date): FieldError[] {
  const past = times.filter(({ startsAt }) => startsAt <= now)
  const crossing = overlapping(times).flatMap((index) => times[index] ?? [])
  return [
    ...past.flatMap(({ row }) => wrong(`day_${row}`, false, 'This has begun already. Enter a day to come')),
    ...crossing.flatMap(({ row }) => wrong(`from_${row}`, false, 'Another of these dates is not over then')),
  ]
}

function wrong(field: string, fine: boolean, message: string): FieldError[] {
  return fine ? [] : [{ field, message }]
}
