import { z } from 'zod'
import { calendarDay } from '../../web/form.ts'

/** For how many days sheets are printed at once. */
export const spans = ['1', '7'] as const

export const sheetsForm = z.object({
  day: calendarDay('Enter the day of the classes'),
  days: z.enum(spans, { error: 'Choose one of these' }).default('1'),
  venue: z
    .union([z.literal(''), z.uuid({ error: 'Choose one of these' })], { error: 'Choose one of these' })
    .optional()
    .transform((id) => (id === '' ? undefined : id)),
})
