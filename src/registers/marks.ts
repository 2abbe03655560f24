import type { Mark } from '../database/schema.ts'

/** In the order in which they stand on a register. */
export const marks = ['present', 'late', 'left-early', 'told-us', 'no-word'] as const satisfies Mark[]

/** As trainers read them, and as they stand on paper. */
export const markWords: Record<Mark, string> = {
  present: 'Here',
  late: 'Late',
  'left-early': 'Left early',
  'told-us': 'Told us',
  'no-word': 'No word',
}

/** Whoever was there, for however long, has come. */
export function came(mark: Mark | null): boolean {
  return mark === 'present' || mark === 'late' || mark === 'left-early'
}

export function isMark(text: string): text is Mark {
  return (marks as readonly string[]).includes(text)
}
