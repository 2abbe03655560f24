import { z } from 'zod'
import { type Asked, hadChoices, usual } from './rules.ts'

const monthsError = 'Enter a number of months from 1 to 60'

export const askedForm = z.object({
  months: z
    .string({ error: monthsError })
    .trim()
    .regex(/^\d{1,2}$/, { error: monthsError })
    .transform(Number)
    .pipe(z.number().min(1, { error: monthsError }).max(60, { error: monthsError })),
  had: z.enum(hadChoices, { error: 'Choose whom to show' }).default('all'),
})

/** What is pressed on the page: up to whom it showed. */
export const writingForm = askedForm.extend({ until: z.coerce.date().optional() })

/** What the address asks for; what it does not say, or says wrongly, is as usual. */
export function askedIn(query: unknown): Asked {
  const parsed = askedForm.safeParse(query)
  return parsed.success ? parsed.data : usual
}
