import { Temporal } from 'temporal-polyfill'

/** How often a run meets. Two full days in a row are `weekdays`. */
export const rhythms = ['week', 'two-weeks', 'four-weeks', 'weekdays'] as const
export type Rhythm = (typeof rhythms)[number]

export interface Pattern {
  /** An ISO day, `2026-09-14`. */
  firstDay: string
  sessions: number
  rhythm: Rhythm
}

export interface Skipped {
  day: string
  why: string
}

const stepDays: Record<Rhythm, number> = { week: 7, 'two-weeks': 14, 'four-weeks': 28, weekdays: 1 }

/** A college that is closed this often in a row is closed. */
const mostSkipped = 60

/**
 * The days on which a run meets, each a day of its own from here on: a pattern is how they are found, never what they
 * are. Days on which the college is closed (`closedOn` says why) are left out, and the run goes on after them.
 */
export function daysOf(
  { firstDay, sessions, rhythm }: Pattern,
  closedOn: (day: string) => string | undefined,
): { days: string[]; skipped: Skipped[] } {
  const days: string[] = []
  const skipped: Skipped[] = []
  for (
    let day = Temporal.PlainDate.from(firstDay);
    days.length < sessions && skipped.length < mostSkipped;
    day = next(day, rhythm)
  ) {
    const why = closedOn(day.toString())
    if (why === undefined) days.push(day.toString())
    else skipped.push({ day: day.toString(), why })
  }
  return { days, skipped }
}

function next(day: Temporal.PlainDate, rhythm: Rhythm): Temporal.PlainDate {
  const after = day.add({ days: stepDays[rhythm] })
  if (rhythm !== 'weekdays' || after.dayOfWeek <= 5) return after
  return after.add({ days: 8 - after.dayOfWeek })
}

/** Of sessions of one run, the places in the list of those that begin before another one is over. */
export function overlapping(sessions: { startsAt: Date; endsAt: Date }[]): number[] {
  return sessions.flatMap((session, index) => {
    const crosses = sessions.some(
      (other, at) => at < index && other.startsAt < session.endsAt && other.endsAt > session.startsAt,
    )
    return crosses ? [index] : []
  })
}
