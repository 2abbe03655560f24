import { z } from 'zod'
import { dayAsTyped, timeAsTyped } from '../../lib/as-typed.ts'
import { optionalLine, ticked } from '../../web/form.ts'

/** Left empty, or as this reads it. */
function optional(read: (text: string) => string | undefined, wrong: string) {
  return z
    .string()
    .optional()
    .transform((text, context) => {
      const typed = (text ?? '').trim()
      const value = typed === '' ? '' : read(typed)
      if (value === undefined) context.addIssue({ code: 'custom', message: wrong })
      return value ?? ''
    })
}

const day = optional(dayAsTyped, 'Enter a day that exists, such as 14/9/2026')
const time = optional(timeAsTyped, 'Enter a time, such as 10:00 or 10am')
const words = (most: number) => optionalLine(most).transform((text) => text ?? '')
const chooseTerm = 'Choose a term, or none'

export const runForm = z.object({
  term: z.union([z.literal(''), z.uuid({ error: chooseTerm })], { error: chooseTerm }),
  code: words(40),
  audience: words(200),
  opens_day: day,
  opens_at: time,
  closes_day: day,
  closes_at: time,
  waiting_list_mode: z.enum(['auto', 'offer', 'staff'], {
    error: 'Choose what happens when a place comes free',
  }),
  needs_approval: ticked,
})
