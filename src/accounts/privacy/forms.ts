import { z } from 'zod'
import type { SensitiveKind } from '../../database/schema.ts'
import { optionalLine, ticked } from '../../web/form.ts'
import { reasonsFor } from './rules.ts'

const words = optionalLine(300)
const chooseReason = { error: 'Choose why you need to read this' }

const wordsForOther = {
  path: ['words'],
  error: 'Say in a few words what the reason is',
}

export const emergencyForm = z
  .object({ reason: z.enum(reasonsFor.trainer, chooseReason), words })
  .refine(({ reason, words }) => reason !== 'other' || words !== null, wordsForOther)

/** The kinds somebody can ask for by themselves; each is a box to tick, named like the kind. */
export const readableKinds = ['what-helps', 'emergency-contact', 'access-needs', 'student-kind'] as const

export const sensitiveForm = z
  .object({
    'what-helps': ticked,
    'emergency-contact': ticked,
    'access-needs': ticked,
    'student-kind': ticked,
    reason: z.enum(reasonsFor.administrator, chooseReason),
    words,
  })
  .refine((form) => readableKinds.some((kind) => form[kind]), {
    path: [readableKinds[0]],
    error: 'Choose what you need to read',
  })
  .refine(({ reason, words }) => reason !== 'other' || words !== null, wordsForOther)

export function chosenKinds(form: z.infer<typeof sensitiveForm>): SensitiveKind[] {
  return readableKinds.filter((kind) => form[kind])
}
