import type { Db } from '../../database/schema.ts'
import { type FieldError, readForm } from '../../web/form.ts'
import type { Typed } from '../../web/form-page.ts'
import { findTerm, type NamedDays, type Term } from '../terms/queries.ts'
import type { CopyWanted } from './copy-term.ts'
import { type CopyForm, copyForm } from './forms.ts'
import { weeksBetween } from './rules.ts'

export type ReadCopy =
  { ok: true; wanted: CopyWanted; into: NamedDays; typed: Typed } | { ok: false; typed: Typed }

/** What a posted form asks for: which term, and the weeks worked out from the first days when nobody says how many. */
export async function readCopy(db: Db, term: Term, body: unknown): Promise<ReadCopy> {
  const form = readForm(copyForm, body)
  if (!form.ok) return { ok: false, typed: form }
  const { values } = form
  const into = values.into === '' ? newTermIn(values) : await findTerm(db, values.into)
  if (into === undefined || values.into === term.id)
    return refused(values, { field: 'into', message: 'Choose another term: this one is gone or the same' })
  const weeks = values.weeks ?? weeksBetween(term.starts_on, into.starts_on)
  if (weeks < 1) {
    const message = 'That term does not begin later. Enter how many weeks later the dates are'
    return refused(values, { field: 'weeks', message })
  }
  const wanted = {
    copyId: values.copy,
    fromId: term.id,
    intoId: values.into === '' ? null : values.into,
    newTerm: values.into === '' ? newTermIn(values) : undefined,
    weeks,
    withTrainers: values.with_trainers,
    asBefore: new Set(values.as_before.split('\n').filter(Boolean)),
    runIds: new Set(values.runs === '' ? [] : values.runs.split('\n')),
    mark: values.mark ?? '',
  }
  return { ok: true, wanted, into, typed: typedOf({ ...values, weeks }) }
}

/** The form as it goes on. Which runs are ticked is said by each of them. */
export function typedOf(
  { into, name, starts_on, ends_on, weeks, with_trainers, as_before }: CopyForm,
  errors: FieldError[] = [],
): Typed {
  const boxes = with_trainers ? { with_trainers: 'yes' } : {}
  return {
    typed: { into, name, starts_on, ends_on, weeks: String(weeks ?? ''), as_before, ...boxes },
    errors,
  }
}

function newTermIn({ name, starts_on, ends_on }: CopyForm): NamedDays {
  return { name, starts_on, ends_on }
}

function refused(values: CopyForm, error: FieldError): ReadCopy {
  return { ok: false, typed: typedOf(values, [error]) }
}
