import { z } from 'zod'
import { optionalLine } from '../../web/form.ts'
import type { Said } from './decide.ts'

export const decisionForm = z
  .object({
    outcome: z.enum(['completed', 'not-completed', 'marks'], { error: 'Choose one of the three' }),
    reason: optionalLine(300),
  })
  .superRefine(({ outcome, reason }, context) => {
    if (outcome !== 'marks' && reason === null)
      context.addIssue({
        code: 'custom',
        path: ['reason'],
        message: 'Say why, in a few words. The person can read it if they ask what we keep',
      })
  })

export function saidIn({ outcome, reason }: z.infer<typeof decisionForm>): Said {
  return outcome === 'marks' ? 'marks' : { completed: outcome === 'completed', reason: reason ?? '' }
}
