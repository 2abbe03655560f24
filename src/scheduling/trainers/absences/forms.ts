import { z } from 'zod'
import { calendarDay, optionalLine } from '../../../web/form.ts'

/** Days on which somebody cannot come; one day when the last is left empty. */
export const absenceForm = z
  .object({
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
  .refine(({ first_day, last_day }) => last_day === '' || first_day <= last_day, {
    path: ['last_day'],
    error: 'Enter a day that is not before the first',
  })
