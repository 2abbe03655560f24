import { z } from 'zod'

/** `date`: on this one; `onward`: from it on; `alone`: it goes ahead without. */
export const replacementForm = z
  .object({
    away: z.uuid({ error: 'Choose who cannot come' }),
    comes: z
      .union([z.literal(''), z.uuid({ error: 'Choose somebody from the list' })], {
        error: 'Choose somebody from the list',
      })
      .optional()
      .transform((id) => (id === undefined || id === '' ? null : id)),
    scope: z.enum(['date', 'onward', 'alone'], { error: 'Press one of the buttons' }),
    back: z.enum(['run', 'trainer'], { error: 'Press one of the buttons' }).catch('run'),
    seen: z.coerce.number().optional().catch(undefined),
  })
  .refine(({ scope, comes }) => scope === 'alone' || comes !== null, {
    path: ['comes'],
    error: 'Choose who comes instead',
  })

export const afterAllForm = z.object({ away: z.uuid({ error: 'Choose who comes after all' }) })
