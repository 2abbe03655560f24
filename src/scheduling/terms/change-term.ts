import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { freeSlug } from '../../lib/slug.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { recordChange } from '../../editing/queries.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import {
  deleteTerm,
  insertTerm,
  listTermSlugs,
  lockTerm,
  type Term,
  type TermDetails,
  updateTerm,
} from './queries.ts'

export function termDetails({ name, starts_on, ends_on, most_courses }: Term): TermDetails {
  return { name, starts_on, ends_on, most_courses }
}

/** Throws on a name that is taken: `term_name_key`. */
export async function addTerm(tx: Tx, details: TermDetails, doing: Doing): Promise<string> {
  const slug = freeSlug(details.name, await listTermSlugs(tx))
  const id = await insertTerm(tx, { ...details, slug })
  const changes = changesOf({}, details)
  await recordChange(tx, { action: 'term.added', subject: { kind: 'term', id }, changes }, doing)
  return id
}

/** Its dates say what it is for; no session moves with them. Throws on a name that is taken. */
export async function changeTerm(
  tx: Tx,
  id: string,
  edits: Edits<TermDetails>,
  doing: Doing,
): Promise<Saved<TermDetails>> {
  const term = await lockTerm(tx, id)
  if (term === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'term' as const, id }
  const thing = { subject, action: 'term.changed' as const, current: termDetails(term) }
  return saveEdits(tx, thing, edits, (merged) => updateTerm(tx, id, merged), doing)
}

/** Only one that no run belongs to. */
export async function removeTerm(
  tx: Tx,
  id: string,
  doing: Doing,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'has-runs' }> {
  const term = await lockTerm(tx, id)
  if (term === undefined) return { ok: false, reason: 'not-found' }
  if (term.runs > 0) return { ok: false, reason: 'has-runs' }
  await deleteTerm(tx, id)
  const changes = changesOf(termDetails(term), {
    name: null,
    starts_on: null,
    ends_on: null,
    most_courses: null,
  })
  await recordChange(tx, { action: 'term.removed', subject: { kind: 'term', id }, changes }, doing)
  return { ok: true }
}
