import { z } from 'zod'

export const enrolForForm = z.object({
  run: z.uuid(),
  overlap: z.literal('accepted').optional(),
  /** The page it was pressed on, to which a "no" leads back. */
  from: z.enum(['person', 'run']).catch('person'),
})
