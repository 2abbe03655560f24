import type { z } from 'zod'
import { dayOf } from '../../../lib/time.ts'
import type { absenceForm } from './forms.ts'
import type { DaysAway } from './note-absence.ts'

/** One day when the last was left empty. */
export function daysAway({ first_day, last_day, note }: z.infer<ReturnType<typeof absenceForm>>): DaysAway {
  return { first_day, last_day: last_day === '' ? first_day : last_day, note: note ?? '' }
}

/** Of these dates, those on one of these days. */
export function datesIn<Of extends { starts_at: Date }>(
  { first_day, last_day }: DaysAway,
  dates: Of[],
  timeZone: string,
): Of[] {
  return dates.filter(({ starts_at }) => {
    const day = dayOf(starts_at, timeZone)
    return first_day <= day && day <= last_day
  })
}
