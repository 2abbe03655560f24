import { z } from 'zod'
import { optionalLine } from '../../web/form.ts'

const nobody = z
  .union([z.literal(''), z.uuid({ error: 'Choose somebody from the list' })], {
    error: 'Choose somebody from the list',
  })
  .optional()
  .transform((id) => (id === undefined || id === '' ? null : id))

/** Somebody leaves; another takes over, or nobody does and it is said why. */
export const leavingForm = z.object({
  leaves: z.uuid({ error: 'Choose who cannot come' }),
  comes: nobody,
  reason: optionalLine(300),
})

export const joiningForm = z.object({
  comes: z.uuid({ error: 'Choose somebody' }),
  expertise: z.enum(['lived', 'professional'], { error: 'Choose what they bring' }),
})
