import { z } from 'zod'
import { calendarDay } from '../../web/form.ts'
import { groupings } from './queries.ts'

const choice = z
  .union([z.literal(''), z.uuid({ error: 'Choose one of these' })], { error: 'Choose one of these' })
  .optional()
  .transform((id) => (id === '' ? undefined : id))

/** A day, or nothing typed. */
const day = z
  .string({ error: 'Enter one day' })
  .optional()
  .transform((text) => (text?.trim() === '' ? undefined : text))
  .pipe(calendarDay('Enter a day').optional())

export const figuresForm = z
  .object({ term: choice, venue: choice, course: choice, from: day, until: day })
  .superRefine(({ from, until }, context) => {
    if (from !== undefined && until !== undefined && until < from)
      context.addIssue({ code: 'custom', path: ['until'], message: 'The last day comes before the first' })
  })

export type FiguresChoice = z.infer<typeof figuresForm>

export const groupingForm = z.object({ by: z.enum(groupings) })
