import { z } from 'zod'
import { line } from '../../web/form.ts'
import { administratorForm } from '../forms.ts'

export const firstRunForm = z.object({
  set_up_code: line(40, 'Enter the set-up code'),
  ...administratorForm.shape,
})
