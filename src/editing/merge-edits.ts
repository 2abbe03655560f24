/** What can be edited of a thing, field by field. */
export type Details = Record<string, string | number | boolean | null>

export interface Change {
  field: string
  before: Details[string]
  after: Details[string]
  /** Somebody's own words: that they changed is kept, what they were and became is not. */
  unsaid?: boolean
}

/** Which fields became something else, in the order of `after`. */
export function changesOf(before: Details, after: Details): Change[] {
  return Object.entries(after).flatMap(([field, value]) => {
    const was = before[field] ?? null
    return was === value ? [] : [{ field, before: was, after: value }]
  })
}

/**
 * Joins what somebody typed with what others saved since they opened the page (`base`): each field that they left alone
 * is as the others have it, each that they changed is as they typed it. Where both changed one field, and not to the
 * same, it is theirs to settle: `conflicts` says what the others made of it.
 */
export function mergeEdits<Of extends Details>(
  base: Details,
  typed: Of,
  current: Of,
): { merged: Of; conflicts: Change[]; byOthers: Change[] } {
  const byOthers = changesOf(base, current)
  const touched = new Set(changesOf(base, typed).map(({ field }) => field))
  const merged = Object.fromEntries(
    Object.keys(typed).map((field) => [field, touched.has(field) ? typed[field] : current[field]]),
  ) as Of
  const conflicts = byOthers.filter(({ field, after }) => touched.has(field) && typed[field] !== after)
  return { merged, conflicts, byOthers }
}

/** What the page held when it was opened, as its form says it; undefined when that cannot be read. */
export function readBase(text: string): Details | undefined {
  try {
    const base: unknown = JSON.parse(text)
    return typeof base === 'object' && base !== null && !Array.isArray(base) ? (base as Details) : undefined
  } catch {
    return undefined
  }
}
