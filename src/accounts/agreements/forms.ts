import { z } from 'zod'
import { line, paragraphs } from '../../web/form.ts'

const kind = z.enum(['agreement', 'privacy-notice'], { error: 'Choose which text this is' })

export const versionForm = z.object({
  kind,
  title: line(120, 'Enter a title'),
  body: paragraphs(20_000).pipe(z.string().min(1, { error: 'Enter the text' })),
  /** A day on the college's calendar; empty for at once. */
  effective_from: z
    .union([z.literal(''), z.iso.date()], { error: 'Enter a day, or leave it empty for today' })
    .default(''),
})

const shown = z.union([z.uuid(), z.literal('')]).default('')

/** Which words stood on the page that was agreed to. */
export const againForm = z.object({ 'privacy-notice': shown, agreement: shown })
