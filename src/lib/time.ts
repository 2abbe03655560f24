import { Temporal } from 'temporal-polyfill'
import { kept } from './kept.ts'

/** When it is, and on whose clock the days are told. */
export interface Moment {
  now: Date
  timeZone: string
}

/** An instant seen on the college's clock. A `Date` is always an instant; wall-clock time is always Temporal. */
export const onTheClock = kept((instant: Date, timeZone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(timeZone),
)

export function instantOf(time: Temporal.ZonedDateTime): Date {
  return new Date(time.epochMilliseconds)
}

export function addMinutes(instant: Date, minutes: number): Date {
  return new Date(instant.getTime() + minutes * 60_000)
}

export function earlier(one: Date, other: Date): Date {
  return one < other ? one : other
}

export function later(one: Date, other: Date): Date {
  return one > other ? one : other
}

/** `2026-09-01`, on the college's calendar. */
export const dayOf = kept((instant: Date, timeZone: string): string =>
  onTheClock(instant, timeZone).toPlainDate().toString(),
)
