import { z } from 'zod'
import { line, paragraphs } from '../../../web/form.ts'
import { isSaidInWords, notSaidInWords, pictureFields } from '../../pictures/picture-field.ts'
import { decideColour } from './rules.ts'

const colour = z
  .string({ error: 'Choose a colour' })
  .trim()
  .toLowerCase()
  .superRefine((value, context) => {
    const decided = decideColour(value)
    if (!decided.ok) context.addIssue({ code: 'custom', message: refusal(decided) })
  })

function refusal(decided: Extract<ReturnType<typeof decideColour>, { ok: false }>): string {
  if (decided.reason === 'not-a-colour') return 'Choose a colour, such as #0f5558'
  return `This colour is too pale to read on white, or to read white on it: its contrast is ${decided.contrast.toFixed(1)}, and 4.5 is needed. Choose a darker one`
}

export const coverForm = z
  .object({
    title: line(120, 'Enter the title, such as Prospectus, autumn 2026'),
    words: paragraphs(400),
    about_us: paragraphs(4000),
    how_to_enrol: paragraphs(4000),
    colour,
    accent: colour,
    ...pictureFields,
  })
  .refine(isSaidInWords, notSaidInWords)
