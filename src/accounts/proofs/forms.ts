import { z } from 'zod'
import { email, newPassword, password } from '../forms.ts'
import { figuresOfCode } from './secrets.ts'

export const emailForm = z.object({ email })

/** Whoever has a password gives it as well; with no field for it on the page, none is there. */
export const changeEmailForm = z.object({
  email,
  present_password: z.string({ error: 'Enter your password' }).max(200).optional(),
})

export const codeForm = z.object({
  code: z
    .string({ error: 'Enter the code from the message' })
    .transform((typed) => typed.replace(/[\s-]/g, ''))
    .pipe(
      z.string().regex(new RegExp(`^\\d{${figuresOfCode}}$`), {
        error: `Enter the ${figuresOfCode} figures from the message`,
      }),
    ),
})

export const newPasswordForm = z.object({ password: newPassword })

export const changePasswordForm = z.object({ present_password: password, password: newPassword })
