import { z } from 'zod'
import { line, paragraphs, ticked } from '../../web/form.ts'

export const venueForm = z.object({
  name: line(120, 'Enter the name of the venue'),
  online: ticked,
  address: paragraphs(500),
  how_to_get_there: paragraphs(2000),
  access: paragraphs(2000),
})

const whole = 'Enter how many people the room holds, as a whole number, or leave it empty'

export const roomForm = z.object({
  name: line(120, 'Enter the name of the room'),
  capacity: z
    .string()
    .optional()
    .transform((text) => (text ?? '').trim())
    .pipe(z.string().regex(/^\d{0,4}$/, { error: whole }))
    .transform((text) => (text === '' ? null : Number(text)))
    .refine((number) => number === null || number > 0, { error: whole }),
  access: paragraphs(2000),
})
