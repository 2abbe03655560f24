import { z } from 'zod'
import { dayAsTyped, timeAsTyped } from '../lib/as-typed.ts'

export interface FieldError {
  field: string
  message: string
}

/** What came of reading a form: typed values, or the errors beside each field with everything that was typed. */
export type Read<Values> =
  { ok: true; values: Values } | { ok: false; errors: FieldError[]; typed: Record<string, string> }

/** Reads a posted form. Only the first error of each field is told: one thing at a time. */
export function readForm<Schema extends z.ZodObject>(schema: Schema, body: unknown): Read<z.infer<Schema>> {
  const fields = typeof body === 'object' && body !== null ? (body as Record<string, unknown>) : {}
  const parsed = schema.safeParse(fields)
  if (parsed.success) return { ok: true, values: parsed.data }
  return { ok: false, errors: firstOfEach(parsed.error.issues), typed: typedIn(fields) }
}

function firstOfEach(issues: z.core.$ZodIssue[]): FieldError[] {
  const errors = new Map<string, FieldError>()
  for (const issue of issues) {
    const field = String(issue.path[0])
    if (!errors.has(field)) errors.set(field, { field, message: issue.message })
  }
  return [...errors.values()]
}

/** What the person typed, to show again; a password is never sent back. */
function typedIn(fields: Record<string, unknown>): Record<string, string> {
  const texts = Object.entries(fields).flatMap(([name, value]): [string, string][] => {
    if (typeof value === 'string') return [[name, value]]
    return isTexts(value) ? [[name, value.join('\n')]] : []
  })
  return Object.fromEntries(texts.filter(([name]) => !name.includes('password') && !name.startsWith('_')))
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string')
}

const oneText = {
  error: (issue: { input?: unknown }) => (issue.input === undefined ? undefined : 'Enter one value'),
}

/** A line of text, trimmed, without control characters. `missing` is said when it is empty. */
export function line(most: number, missing: string, tooLong = `Use ${most} characters or fewer`) {
  return z
    .string({ error: missing })
    .transform((text) => withoutControls(text).replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1, { error: missing }).max(most, { error: tooLong }))
}

/** A line that may be left empty: then null. */
export function optionalLine(most: number, tooLong = `Use ${most} characters or fewer`) {
  return z
    .string(oneText)
    .optional()
    .transform((text) =>
      withoutControls(text ?? '')
        .replace(/\s+/g, ' ')
        .trim(),
    )
    .pipe(z.string().max(most, { error: tooLong }))
    .transform((text) => (text === '' ? null : text))
}

/** Several lines that may be left empty. */
export function paragraphs(most: number, tooLong = `Use ${most} characters or fewer`) {
  return z
    .string(oneText)
    .optional()
    .transform((text) => withoutControls((text ?? '').replace(/\r\n?/g, '\n')).trim())
    .pipe(z.string().max(most, { error: tooLong }))
}

/** A day as browsers send it (`2026-09-14`), or as people type it where their browser knows no days: `14/9/2026`. */
export function calendarDay(missing: string) {
  return z
    .string({ error: missing })
    .trim()
    .min(1, { error: missing })
    .transform((text, context) => {
      const day = dayAsTyped(text)
      if (day === undefined)
        context.addIssue({ code: 'custom', message: 'Enter a day that exists, such as 14/9/2026' })
      return day ?? ''
    })
}

/** A time of day, `10:00` as browsers send it, or as people type it: `10am`, `1.30 pm`, `13.30`. */
export function clockTime(missing: string) {
  return z
    .string({ error: missing })
    .trim()
    .transform((text, context) => {
      const time = timeAsTyped(text)
      if (time === undefined) context.addIssue({ code: 'custom', message: missing })
      return time ?? ''
    })
}

/** A whole number between these two, themselves among them. */
export function wholeNumber(least: number, most: number, message: string) {
  return z
    .string({ error: message })
    .trim()
    .regex(/^\d{1,6}$/, { error: message })
    .transform(Number)
    .pipe(z.number().min(least, { error: message }).max(most, { error: message }))
}

/** A box that is ticked or not. */
export const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined)

/** Boxes that share a name, each with a row's id: those that are ticked, in an order of their own, each on a line. */
export function tickedIds(unknown: string) {
  return z
    .union([z.string(), z.array(z.string())], { error: unknown })
    .optional()
    .transform((value) => [value ?? []].flat())
    .pipe(z.array(z.uuid({ error: unknown }), { error: unknown }))
    .transform((ids) => [...new Set(ids)].sort().join('\n'))
}

// The last three stand for what is no character, or got lost on its way; no workbook carries them.
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd-\uffff]/g

export function withoutControls(text: string): string {
  return text.replace(controls, '')
}
