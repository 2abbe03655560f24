import type { z } from 'zod'
import type { absenceForm } from './forms.ts'
import type { DaysAway } from './note-absence.ts'

/** One day when the last was left empty. */
export function daysAway({ first_day, last_day, note }: z.infer<ReturnType<typeof absenceForm>>): DaysAway {
  return { first_day, last_day: last_day === '' ? first_day : last_day, note: note ?? '' }
}
