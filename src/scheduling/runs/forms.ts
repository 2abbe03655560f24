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

const groups = ['uses-services', 'carer-or-family', 'staff', 'public', 'new'] as const
const chooseGroups = 'Choose from the boxes below'

/** Those that are ticked, in an order of their own, each on a line. */
const tickedGroups = z
  .union([z.string(), z.array(z.string())], { error: chooseGroups })
  .optional()
  .transform((value) => [value ?? []].flat())
  .pipe(z.array(z.enum(groups, { error: chooseGroups }), { error: chooseGroups }))
  .transform((chosen) => [...new Set(chosen)].sort().join('\n'))

const fewDates = optional(
  (text) => (/^[1-9]\d?$/.test(text) ? text : undefined),
  'Enter a whole number such as 3, or leave it empty',
)

export const runForm = z.object({
  term: z.union([z.literal(''), z.uuid({ error: chooseTerm })], { error: chooseTerm }),
  code: words(40),
  audience: words(200),
  audience_confirmed: ticked,
  drop_in: ticked,
  opens_day: day,
  opens_at: time,
  closes_day: day,
  closes_at: time,
  priority_day: day,
  priority_at: time,
  priority_for: tickedGroups,
  first_session_needed: ticked,
  sessions_needed: fewDates,
  waiting_list_mode: z.enum(['auto', 'offer', 'staff'], {
    error: 'Choose what happens when a place comes free',
  }),
  needs_approval: ticked,
})
