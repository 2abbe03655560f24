import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { recordChange } from '../../editing/queries.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import { freeSlug } from '../../lib/slug.ts'
import {
  deleteCategory,
  insertCategory,
  lockCategories,
  lockCategory,
  updateCategory,
  updatePositions,
} from './queries.ts'
import { type CategoryDetails, decideRemove, movedUp } from './rules.ts'

/** The last of the prospectus. Throws on a name that is taken: `category_name_key`. */
export async function addCategory(tx: Tx, { name }: CategoryDetails, doing: Doing): Promise<string> {
  const others = await lockCategories(tx)
  const slug = freeSlug(name, new Set(others.map((other) => other.slug)))
  const position = Math.max(0, ...others.map((other) => other.position)) + 1
  const id = await insertCategory(tx, { name, slug, position })
  const subject = { kind: 'category' as const, id }
  await recordChange(tx, { action: 'category.added', subject, changes: changesOf({}, { name }) }, doing)
  return id
}

/** Another name; its address stays, so that links to it go on working. Throws on a name that is taken. */
export async function changeCategory(
  tx: Tx,
  id: string,
  edits: Edits<CategoryDetails>,
  doing: Doing,
): Promise<Saved<CategoryDetails>> {
  const category = await lockCategory(tx, id)
  if (category === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'category' as const, id }
  const thing = { subject, action: 'category.changed' as const, current: { name: category.name } }
  return saveEdits(tx, thing, edits, (merged) => updateCategory(tx, id, merged), doing)
}

/** One place further up in the prospectus. */
export async function moveCategoryUp(tx: Tx, id: string, doing: Doing): Promise<boolean> {
  const categories = await lockCategories(tx)
  const ids = categories.map((category) => category.id)
  if (!ids.includes(id)) return false
  if (ids[0] === id) return true
  const after = movedUp(ids, id)
  await updatePositions(tx, after)
  const nameOf = new Map(categories.map((category) => [category.id, category.name]))
  const [was, is] = [ids, after].map((order) => ({ order: order.map((one) => nameOf.get(one)).join(', ') }))
  const changes = changesOf(was ?? {}, is ?? {})
  await recordChange(tx, { action: 'category.moved-up', subject: { kind: 'category', id }, changes }, doing)
  return true
}

export async function removeCategory(
  tx: Tx,
  id: string,
  doing: Doing,
): Promise<{ ok: true } | { ok: false; reason: 'not-found' | 'has-courses' }> {
  const category = await lockCategory(tx, id)
  if (category === undefined) return { ok: false, reason: 'not-found' }
  const decided = decideRemove(category)
  if (!decided.ok) return decided
  await deleteCategory(tx, id)
  const changes = changesOf({ name: category.name }, { name: null })
  await recordChange(tx, { action: 'category.removed', subject: { kind: 'category', id }, changes }, doing)
  return { ok: true }
}
