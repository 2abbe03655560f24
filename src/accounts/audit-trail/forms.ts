import { Temporal } from 'temporal-polyfill'
import { z } from 'zod'
import { optionalLine } from '../../web/form.ts'

/** A day as the browser's date field sends it, `2026-09-01`; null when left empty. */
const optionalDay = optionalLine(20).transform((text, context) => {
  if (text === null) return null
  try {
    return Temporal.PlainDate.from(text, { overflow: 'reject' })
  } catch {
    context.addIssue({ code: 'custom', message: 'Enter a day, like 2026-09-01' })
    return z.NEVER
  }
})

export const trailForm = z
  .object({
    person: optionalLine(120),
    by: optionalLine(120),
    action: optionalLine(80),
    from: optionalDay,
    until: optionalDay,
    before: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER).optional().catch(undefined),
  })
  .refine(({ from, until }) => !from || !until || Temporal.PlainDate.compare(from, until) <= 0, {
    path: ['until'],
    error: 'The last day is before the first: enter a later one',
  })

export type TrailChoice = z.infer<typeof trailForm>
