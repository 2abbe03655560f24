import { isViolationOf } from '../../database/transaction.ts'
import type { Typed } from '../../web/form-page.ts'
import { type Change, type Details, readBase } from './merge-edits.ts'

/** What the page held when it was opened, as the form brings it back; `current` where it does not. */
export function baseIn(body: unknown, current: Details): Details {
  const { _was: was } = (body ?? {}) as { _was?: unknown }
  return (typeof was === 'string' ? readBase(was) : undefined) ?? current
}

/** Runs the work; a name that another has, by this constraint, becomes an error beside the field. */
export async function unlessNameTaken<Result>(
  constraint: string,
  message: string,
  typed: Record<string, string>,
  work: () => Promise<Result>,
): Promise<{ ok: true; result: Result } | { ok: false; form: Typed }> {
  try {
    return { ok: true, result: await work() }
  } catch (error) {
    if (!isViolationOf(constraint, error)) throw error
    return { ok: false, form: { typed, errors: [{ field: 'name', message }] } }
  }
}

/** Beside each field that somebody else changed meanwhile. */
export function conflictErrors(conflicts: Change[]) {
  return conflicts.map(({ field }) => ({
    field,
    message: 'Somebody else changed this while you were writing. Yours is here; theirs is shown above',
  }))
}
