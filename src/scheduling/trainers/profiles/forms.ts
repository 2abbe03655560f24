import { z } from 'zod'
import { dayAsTyped } from '../../../lib/as-typed.ts'
import { calendarDay, line, paragraphs, ticked, tickedIds } from '../../../web/form.ts'
import { usualTimes } from './details.ts'

const optionalDay = z
  .string({ error: (issue) => (issue.input === undefined ? undefined : 'Enter one day') })
  .optional()
  .transform((text, context) => {
    const typed = (text ?? '').trim()
    const day = typed === '' ? null : dayAsTyped(typed)
    if (day === undefined)
      context.addIssue({
        code: 'custom',
        message: 'Enter a day that exists, such as 14/9/2026, or leave it empty',
      })
    return day ?? null
  })

const unknownTime = 'Choose from the times below'

/** Boxes for each part of each day: those that are ticked, from Monday on, each on a line. */
const usual = z
  .union([z.string(), z.array(z.string())], { error: unknownTime })
  .optional()
  .transform((value) => [value ?? []].flat())
  .pipe(z.array(z.enum(usualTimes, { error: unknownTime }), { error: unknownTime }))
  .transform((times) => usualTimes.filter((time) => times.includes(time)).join('\n'))

export const trainerForm = z
  .object({
    lived: ticked,
    professional: ticked,
    about_them: paragraphs(2000),
    active_from: optionalDay,
    active_until: optionalDay,
    courses: tickedIds('Choose from the courses below'),
    usual,
  })
  .refine(
    (form) =>
      form.active_from === null || form.active_until === null || form.active_from <= form.active_until,
    {
      path: ['active_until'],
      error: 'Enter a day that is not before the first',
    },
  )

export const ownTimesForm = z.object({ usual })

export const trainingForm = z
  .object({
    name: line(120, 'Enter the name of the training'),
    done_on: calendarDay('Enter the day it was done'),
    due_again_on: optionalDay,
  })
  .refine(({ done_on, due_again_on }) => due_again_on === null || done_on < due_again_on, {
    path: ['due_again_on'],
    error: 'Enter a day after the one on which it was done',
  })

export type Training = z.infer<typeof trainingForm>
