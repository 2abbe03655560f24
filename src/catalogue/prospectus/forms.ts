import { z } from 'zod'
import { type PrintForm, printForms } from './model.ts'

/** What somebody asks to be printed. `since`: an edition, whose part of the college is then shown. */
export interface Print {
  form: PrintForm
  term: string
  venue: string
  since: string
}

const slug = z
  .string()
  .max(200)
  .regex(/^([a-z0-9]+(-[a-z0-9]+)*)?$/)

const shape = z.object({
  form: z.enum(printForms),
  term: slug,
  venue: slug,
  since: z.union([z.literal(''), z.uuid()]),
})

/** Reads the address of a prospectus; undefined when it asks for what cannot be. Names we do not know are passed over. */
export function readPrint(parameters: URLSearchParams): Print | undefined {
  const given = (name: string) => (parameters.get(name) ?? '').trim()
  const parsed = shape.safeParse({
    form: given('form') === '' ? 'standard' : given('form'),
    term: given('term'),
    venue: given('venue'),
    since: given('since'),
  })
  return parsed.success ? parsed.data : undefined
}

/** The same prospectus always has the same query, whatever the order in which it was asked. */
export function queryOf({ form, term, venue, since }: Print): string {
  const query = new URLSearchParams()
  if (form !== 'standard') query.set('form', form)
  // An edition has its own part of the college.
  if (since !== '') query.set('since', since)
  else {
    if (term !== '') query.set('term', term)
    if (venue !== '') query.set('venue', venue)
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

const unknownPart = { error: 'Choose from the list' }
const choice = z.string(unknownPart).trim().pipe(z.string().max(200, unknownPart)).default('')

/** Which part of the college an edition keeps. */
export const editionForm = z.object({ term: choice, venue: choice })
