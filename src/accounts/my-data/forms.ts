import { z } from 'zod'

export const dataForPersonForm = z.object({
  sure: z.literal('yes', { error: 'Tick the box when you have made sure that it is them who ask' }),
})
