import { z } from 'zod'
import { email, newPassword, password } from '../forms.ts'

export const emailForm = z.object({ email })

export const codeForm = z.object({
  code: z
    .string({ error: 'Enter the code from the message' })
    .transform((typed) => typed.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6}$/, { error: 'Enter the 6 figures from the message' })),
})

export const newPasswordForm = z.object({ password: newPassword })

export const changePasswordForm = z.object({ present_password: password, password: newPassword })
