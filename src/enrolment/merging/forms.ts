import { z } from 'zod'

const which = z.enum(['kept', 'merged'], { error: 'Choose one of the two' })

/** A choice that only one record has is not asked for. */
export const mergeForm = z.object({
  other: z.uuid(),
  email: which.default('kept'),
  contact: which.default('kept'),
  supporter: which.default('kept'),
  checked: z.literal('yes', { error: 'Check that both are the same person, and tick this box' }),
})
