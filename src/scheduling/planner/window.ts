import { Temporal } from 'temporal-polyfill'
import { instantOf } from '../../lib/time.ts'

/** Days from Monday to Sunday, ISO. */
export interface Window {
  first: string
  last: string
}

const mondayOf = (day: Temporal.PlainDate) => day.subtract({ days: day.dayOfWeek - 1 })

/** The whole weeks that these days lie in. */
export function wholeWeeks(starts: string, ends: string): Window {
  const [first, last] = [starts, ends].map((day) => mondayOf(Temporal.PlainDate.from(day)))
  return { first: String(first), last: String(last?.add({ days: 6 })) }
}

/** Four weeks, the first of them with this day in it. */
export function fourWeeks(day: string): Window {
  const first = mondayOf(Temporal.PlainDate.from(day))
  return { first: first.toString(), last: first.add({ days: 27 }).toString() }
}

export function plusWeeks(day: string, weeks: number): string {
  return Temporal.PlainDate.from(day).add({ weeks }).toString()
}

/** Its Mondays, one after another. */
export function mondaysOf({ first, last }: Window): string[] {
  const weeks = Temporal.PlainDate.from(first).until(Temporal.PlainDate.from(last)).days / 7
  return Array.from({ length: Math.ceil(weeks) }, (_, week) =>
    Temporal.PlainDate.from(first).add({ weeks: week }).toString(),
  )
}

export function daysFrom(monday: string): string[] {
  return Array.from({ length: 7 }, (_, day) => Temporal.PlainDate.from(monday).add({ days: day }).toString())
}

/** When it begins and ends on the college's clock. */
export function instantsOf({ first, last }: Window, timeZone: string): { from: Date; until: Date } {
  const at = (day: Temporal.PlainDate) => instantOf(day.toZonedDateTime(timeZone))
  return {
    from: at(Temporal.PlainDate.from(first)),
    until: at(Temporal.PlainDate.from(last).add({ days: 1 })),
  }
}
