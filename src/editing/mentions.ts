// Whom and what a line of the audit trail speaks of by their number. It holds no names, so that they can go: they are
// looked up when it is shown.
import type { Expertise } from '../database/schema.ts'
import { counted, listed } from '../lib/words.ts'

/** Names as they are now, by number. */
export type Names = ReadonlyMap<string, string>

/** Under which names a line keeps such numbers, and what is said where nothing has that number any more. */
const goneWords: Record<string, string> = {
  personId: 'somebody who has left',
  away: 'somebody who has left',
  comes: 'somebody who has left',
  from: 'a term that is gone',
  asBefore: 'a change that is gone',
}

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** `from` of another line is a day or a number. */
const isNumberOf = (field: string, value: unknown): value is string =>
  field in goneWords && typeof value === 'string' && uuid.test(value)

export function mentionedIn(detail: unknown): string[] {
  return Object.entries((detail ?? {}) as Record<string, unknown>).flatMap(([field, value]) =>
    [value].flat().filter((one) => isNumberOf(field, one)),
  )
}

/** The name that this number stands for; anything else as it is. */
export function named(field: string, value: unknown, names: Names): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => named(field, one, names))
  return isNumberOf(field, value) ? (names.get(value) ?? goneWords[field]) : value
}

/** Said of one line, after its words: `from Autumn 2026, 18 weeks later: 67 runs, 98 dates; as before: Snow`. */
export function noteOf({ action, detail }: { action: string; detail: unknown }, names: Names) {
  if (action !== 'term.copied') return undefined
  const { from, weeks, runs, dates, gaps = 0, asBefore = [] } = detail as CopyDetail
  const chosen = [asBefore].flat().map((id) => String(named('asBefore', id, names)))
  return [
    `from ${String(named('from', from, names))}, ${counted(weeks, 'week')} later: ${counted(runs, 'run')}, ${counted(dates, 'date')}`,
    ...(gaps === 0 ? [] : [`${counted(gaps, 'thing')} could not be placed`]),
    ...(chosen.length === 0 ? [] : [`as before: ${listed(chosen)}`]),
  ].join('; ')
}

interface CopyDetail {
  from: string
  weeks: number
  runs: number
  dates: number
  gaps?: number
  asBefore?: string[]
}

interface TrainerDetail {
  personId?: string
  expertise?: Expertise
  away?: string | null
  comes?: string | null
}

const expertiseWords: Record<Expertise, string> = {
  lived: 'peer trainer',
  professional: 'professional trainer',
}

/** Whom a line about a trainer is about: who was to come before it, and after it. Undefined of any other line. */
export function trainerTurn(
  { action, detail }: { action: string; detail: unknown },
  names: Names,
): { before: string; after: string } | undefined {
  const { personId, expertise, away, comes } = (detail ?? {}) as TrainerDetail
  const nameOf = (field: 'away' | 'comes', id: string | null) =>
    id === null ? 'nobody' : String(named(field, id, names))
  const who = () => {
    const name = String(named('personId', personId, names))
    return expertise === undefined ? name : `${name} (${expertiseWords[expertise]})`
  }
  switch (action) {
    case 'run.trainer-added':
      return { before: 'nobody', after: who() }
    case 'run.trainer-left':
      return { before: who(), after: 'nobody' }
    case 'session.covered':
    case 'session.goes-ahead':
      // Who came after all had no line of who stood in for them, once.
      return {
        before: away === undefined ? 'somebody else, or nobody' : nameOf('away', away),
        after: nameOf('comes', comes ?? null),
      }
    default:
      return undefined
  }
}
