import { z } from 'zod'
import { line, optionalLine, ticked, wholeNumber } from '../web/form.ts'

export const enrolForm = z.object({
  overlap: z.literal('accepted').optional(),
  /** They say that they are whom it is for. */
  confirmed: ticked,
})

/** Why the college says no, or takes a place back. */
export const reasonForm = z.object({
  reason: line(300, 'Say why, in a few words. The person will read it'),
})

export const priorityForm = z.object({
  reason: line(300, 'Say why this person comes first. They can read it if they ask what we keep'),
})

export const callingOffForm = z.object({
  reason: line(300, 'Say why, in a few words'),
})

export const capacityForm = z.object({
  capacity: z
    .string({ error: 'Enter how many places there are' })
    .regex(/^\s*\d{1,4}\s*$/, { error: 'Enter a whole number, such as 12' })
    .transform(Number)
    .pipe(z.number().max(2000, { error: 'Enter 2,000 or fewer' })),
  places_held: wholeNumber(0, 2000, 'Enter how many the office keeps back, or 0').optional(),
  over_full_reason: optionalLine(300),
})
