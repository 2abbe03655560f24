import type { Details } from '../../editing/merge-edits.ts'

export interface CategoryDetails extends Details {
  name: string
}

/** Courses stay findable: a category goes only when none is in it. */
export function decideRemove(category: {
  courses: number
}): { ok: true } | { ok: false; reason: 'has-courses' } {
  return category.courses > 0 ? { ok: false, reason: 'has-courses' } : { ok: true }
}

/** The same ids with this one a place further up; as they are when it is the first. */
export function movedUp(ids: string[], id: string): string[] {
  const at = ids.indexOf(id)
  const before = ids[at - 1]
  return before === undefined ? ids : [...ids.slice(0, at - 1), id, before, ...ids.slice(at + 1)]
}
