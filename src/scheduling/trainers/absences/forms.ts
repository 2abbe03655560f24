import { z } from 'zod'
import { calendarDay, optionalLine } from '../../../web/form.ts'

const overAlready = 'That day is over. Look at the year, or enter a day still to come'

const days = z.object({
  first_day: calendarDay('Enter the first day'),
  last_day: z
    .string({ error: 'Enter one day' })
    .optional()
    .transform((text) => (text ?? '').trim())
    .pipe(
      z.union([z.literal(''), calendarDay('Enter the last day')], {
        error: 'Enter a day that exists, such as 14/9/2026',
      }),
    ),
  note: optionalLine(300),
})

/** Days on which somebody cannot come, not over yet; one day when the last is left empty. */
export function absenceForm(today: string) {
  return days
    .refine(({ first_day, last_day }) => last_day === '' || first_day <= last_day, {
      path: ['last_day'],
      error: 'Enter a day that is not before the first',
    })
    .refine(({ first_day, last_day }) => last_day !== '' || today <= first_day, {
      path: ['first_day'],
      error: overAlready,
    })
    .refine(({ last_day }) => last_day === '' || today <= last_day, {
      path: ['last_day'],
      error: overAlready,
    })
}
