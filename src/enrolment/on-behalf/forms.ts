import { z } from 'zod'
import { ticked, tickedIds, withoutControls } from '../../web/form.ts'

export const enrolForForm = z.object({
  run: z.uuid(),
  overlap: z.literal('accepted').optional(),
  /** The page it was pressed on, to which a "no" leads back. */
  from: z.enum(['person', 'run']).catch('person'),
  /** The rules were shown before. */
  asked: z.literal('yes').optional(),
  /** Why a rule is gone past. How long it may be is said beside it, and not here. */
  reason: z
    .string()
    .optional()
    .transform((text) =>
      withoutControls(text ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
    ),
  confirmed: ticked,
  /** Courses they did before, as they say. */
  done: tickedIds('Choose from the courses below'),
})

export type EnrolForForm = z.output<typeof enrolForForm>
