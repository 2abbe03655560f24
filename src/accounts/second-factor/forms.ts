import { z } from 'zod'
import { line } from '../../web/form.ts'

const code = line(20, 'Enter the six digits that your app shows')
  .transform((text) => text.replace(/[\s-]/g, ''))
  .pipe(z.string().regex(/^\d{6}$/, { error: 'Enter six digits, like 123456' }))

export const codeForm = z.object({ code })

/** The password is looked at only where it is asked for. */
export const confirmForm = codeForm.extend({ present_password: z.string().max(200).default('') })

export const recoveryForm = z.object({
  recovery_code: line(60, 'Enter one of your recovery codes').pipe(
    z.string().regex(/^([A-Z0-9][ -]*){24}$/i, {
      error: 'Enter a recovery code, like K7QM-2XWP-9DHA-VT4C-B3NE-6RYU',
    }),
  ),
})
