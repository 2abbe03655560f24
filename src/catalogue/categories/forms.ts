import { z } from 'zod'
import { line } from '../../web/form.ts'

export const categoryForm = z.object({
  name: line(80, 'Enter the name of the category, such as Everyday skills'),
})
