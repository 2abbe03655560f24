import type { z } from 'zod'
import { isViolationOf } from '../database/transaction.ts'
import { readForm } from '../web/form.ts'
import type { Typed } from '../web/form-page.ts'
import { NotFound } from '../web/problems.ts'
import { type Change, type Details, readBase } from './merge-edits.ts'
import { type Editing, typedFrom } from './pages.ts'
import { RefusedField } from './refused-field.ts'
import type { Edits, Saved } from './save-edits.ts'

/** What a constraint of the database refuses, and what is said of it beside which field. */
export interface Refused {
  constraint: string
  field: string
  message: string
}

export type Answer<Of> =
  | { ok: true; typed: Of; byOthers: number }
  /** The form is shown again: with mistakes (422), or because somebody else changed the same (409). */
  | { ok: false; status: 422 | 409; editing: Editing }

/** Reads a form that edits a thing (`current`), and has it saved over what the page held when it was opened. */
export async function answerEdits<Of extends Details>(
  body: unknown,
  { schema, current, refused }: { schema: z.ZodObject & z.ZodType<Of>; current: Of; refused?: Refused[] },
  save: (edits: Edits<Of>) => Promise<Saved<Of>>,
): Promise<Answer<Of>> {
  const base = baseIn(body) ?? current
  const form = readForm(schema, body)
  if (!form.ok) return { ok: false, status: 422, editing: { form, base } }
  const typed: Of = form.values
  const saved = await unlessRefused(refused, typed, () => save({ typed, base }))
  if (!saved.ok) return { ok: false, status: 422, editing: { form: saved.form, base } }
  const { result } = saved
  if (result.ok) return { ok: true, typed, byOthers: result.byOthers.length }
  if (result.reason === 'not-found') throw new NotFound()
  const { conflicts, merged } = result
  const again = { ...typedFrom(merged), errors: conflictErrors(conflicts) }
  return { ok: false, status: 409, editing: { form: again, base: result.current, conflicts } }
}

/** Runs the work; what the database refuses, such as a name that is another's, becomes an error beside its field. */
export async function unlessRefused<Result>(
  refused: Refused[] = [],
  typed: Details,
  work: () => Promise<Result>,
): Promise<{ ok: true; result: Result } | { ok: false; form: Typed }> {
  try {
    return { ok: true, result: await work() }
  } catch (error) {
    const why =
      error instanceof RefusedField
        ? error
        : refused.find(({ constraint }) => isViolationOf(constraint, error))
    if (why === undefined) throw error
    const errors = [{ field: why.field, message: why.message }]
    return { ok: false, form: { ...typedFrom(typed), errors } }
  }
}

/** What the page held when it was opened, as the form brings it back. */
export function baseIn(body: unknown): Details | undefined {
  const { _was: was } = (body ?? {}) as { _was?: unknown }
  return typeof was === 'string' ? readBase(was) : undefined
}

/** Beside each field that somebody else changed meanwhile. */
export function conflictErrors(conflicts: Change[]) {
  return conflicts.map(({ field }) => ({
    field,
    message: 'Somebody else changed this while you were writing. Yours is here; theirs is shown above',
  }))
}
