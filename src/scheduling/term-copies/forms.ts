import { z } from 'zod'
import { dayAsTyped } from '../../lib/as-typed.ts'
import { kindsOfGaps } from './words.ts'
import { optionalLine, ticked, tickedIds } from '../../web/form.ts'

const chooseTerm = 'Choose a term, or a new one'
const howManyWeeks = 'Enter how many weeks later, from 1 to 520'

const day = z
  .string()
  .optional()
  .transform((text, context) => {
    const typed = (text ?? '').trim()
    const value = typed === '' ? '' : dayAsTyped(typed)
    if (value === undefined)
      context.addIssue({ code: 'custom', message: 'Enter a day that exists, such as 14/9/2026' })
    return value ?? ''
  })

const weeks = z
  .string()
  .optional()
  .transform((text) => (text ?? '').trim())
  .pipe(z.string().regex(/^\d{0,3}$/, { error: howManyWeeks }))
  .transform((text) => (text === '' ? null : Number(text)))
  .pipe(z.number().min(1, { error: howManyWeeks }).max(520, { error: howManyWeeks }).nullable())

/** Where a term is copied to, by how many weeks, and which of its runs. `mark`: what was shown before it is copied. */
export const copyForm = z
  .object({
    into: z.union([z.literal(''), z.uuid({ error: chooseTerm })], { error: chooseTerm }),
    name: optionalLine(120).transform((name) => name ?? ''),
    starts_on: day,
    ends_on: day,
    weeks,
    with_trainers: ticked,
    as_before: tickedIds('Choose changes from this list'),
    runs: tickedIds('Choose runs of this term'),
    mark: z.string().max(64).optional(),
    copy: z.uuid({ error: chooseTerm }),
  })
  .refine(({ into, name }) => into === '' || name === '', {
    path: ['into'],
    error: 'Choose “A new term” here, or take out the name of the new term below',
  })
  .refine(({ into, name }) => into !== '' || name !== '', {
    path: ['name'],
    error: 'Enter the name of the new term, such as Spring 2027',
  })
  .refine(({ into, starts_on }) => into !== '' || starts_on !== '', {
    path: ['starts_on'],
    error: 'Enter the first day',
  })
  .refine(({ into, ends_on }) => into !== '' || ends_on !== '', {
    path: ['ends_on'],
    error: 'Enter the last day',
  })
  .refine(({ into, starts_on, ends_on }) => into !== '' || ends_on === '' || starts_on <= ends_on, {
    path: ['ends_on'],
    error: 'Enter a last day that is not before the first',
  })

export type CopyForm = z.infer<typeof copyForm>

const kind = z.enum(kindsOfGaps)

/** Those that are ticked, or all of a kind. */
export const seenToForm = z.object({ gaps: tickedIds('Choose from this list'), all_of: kind.optional() })

/** Where somebody is on the page of a copy; what is no such place is its beginning. */
export const placeForm = z.object({
  kind: kind.optional().catch(undefined),
  after: z.uuid().optional().catch(undefined),
})
