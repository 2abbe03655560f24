import { z } from 'zod'
import { paragraphs } from '../../../web/form.ts'
import type { LineField } from './line-details.ts'

const weeks = 'Enter a whole number of weeks from -1040 to 1040, such as 52, or 0'

export const moveForm = z.object({
  shift_weeks: z
    .string({ error: weeks })
    .transform((text) => text.trim().replace(/^[−–]/, '-'))
    .pipe(z.string().regex(/^[+-]?\d{1,4}$/, { error: weeks }))
    .transform((text) => Number(text) + 0)
    .pipe(z.number().min(-1040, { error: weeks }).max(1040, { error: weeks })),
})

/** Whatever stands in a cell may stand in a draft: what is wrong with it is said beside it afterwards. */
export function lineForm(fields: readonly LineField[]) {
  const cell = paragraphs(6000)
  return z.object(Object.fromEntries(fields.flatMap(({ name, tooLong }) => (tooLong ? [] : [[name, cell]]))))
}

export const confirmationForm = z.object({
  seen: z.string().optional(),
  publish: z
    .string()
    .optional()
    .transform((value) => value !== undefined),
})
