import { z } from 'zod'
import { password } from '../forms.ts'

/** What somebody without a password types, so that it cannot be pressed by mistake. */
export const closingWord = 'close'

export const withPasswordForm = z.object({ password })

export const withWordForm = z.object({
  word: z
    .string({ error: `Type the word ${closingWord}` })
    .transform((text) => text.trim().toLowerCase())
    .pipe(
      z.literal(closingWord, { error: `Type the word ${closingWord}, if you want to close your account` }),
    ),
})

export const closingForPersonForm = z.object({
  sure: z.literal('yes', { error: 'Tick the box when you have made sure that it is them who ask' }),
})
