import { z } from 'zod'
import { paragraphs } from '../../web/form.ts'
import { callOutcomes } from './rules.ts'

/** Who was calling when the page was shown; empty for nobody. */
export const takingForm = z.object({ seen: z.union([z.uuid(), z.literal('')]).default('') })

export const callForm = z
  .object({
    id: z.uuid({ error: 'Please open the page again' }),
    outcome: z.enum(callOutcomes, { error: 'Choose what came of the call' }),
    words: paragraphs(500),
  })
  .superRefine(({ outcome, words }, context) => {
    if (outcome === 'for-the-office' && words === '')
      context.addIssue({
        code: 'custom',
        path: ['words'],
        message: 'Say what they would like the office to do',
      })
  })
