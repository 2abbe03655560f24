import { z } from 'zod'
import { line } from '../../web/form.ts'
import { readCode } from './code.ts'

const missing = 'Enter the code that stands at the foot of the certificate'

export const checkForm = z.object({
  code: line(100, missing).transform((typed, context) => {
    const code = readCode(typed)
    if (code === undefined)
      context.addIssue({
        code: 'custom',
        message: 'A code has sixteen letters and digits, such as 7K2M-PQ4D-X9TB-3HWC. Please look again',
      })
    return code ?? ''
  }),
})
