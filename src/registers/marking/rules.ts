// What becomes of a register that is sent in. No clock, no database.
import type { Mark } from '../../database/schema.ts'
import { dayOf, type Moment } from '../../lib/time.ts'

/** A mark as a page showed it, and as somebody left it there. */
export interface Said {
  was: Mark | null
  chosen: Mark | null
}

export interface Conflict {
  enrolmentId: string
  chosen: Mark | null
  /** What somebody else noted meanwhile. It stands. */
  now: Mark | null
}

export interface Decided {
  set: { enrolmentId: string; mark: Mark | null }[]
  conflicts: Conflict[]
}

interface Line {
  enrolmentId: string
  personId: string
  /** For the person. Of two records that were joined since the page was opened, or of a place had again, one row does. */
  stands: boolean
}

/** What was said, each of the line that stands for its person: what was said of another row of theirs is not lost. */
export function saidOfLines(lines: readonly Line[], said: ReadonlyMap<string, Said>): Map<string, Said> {
  const ofLines = new Map(said)
  for (const { enrolmentId, personId, stands } of lines) {
    const one = said.get(enrolmentId)
    if (stands || one === undefined) continue
    ofLines.delete(enrolmentId)
    const own = lines.find((line) => line.stands && line.personId === personId)?.enrolmentId
    const there = own === undefined ? undefined : ofLines.get(own)
    if (own !== undefined && isTouched(one) && (there === undefined || !isTouched(there)))
      ofLines.set(own, one)
  }
  return ofLines
}

/** How many of these have no line: they had no place any more when the class began, and nothing is noted of them. */
export function countWithoutLine(lines: readonly Line[], enrolmentIds: readonly string[]): number {
  const own = new Set(lines.filter(({ stands }) => stands).map(({ personId }) => personId))
  return lines.filter((line) => enrolmentIds.includes(line.enrolmentId) && !own.has(line.personId)).length
}

/**
 * Joins what was said on one page with what stands there by now, row by row. A choice that was not touched changes
 * nothing; one that somebody else made meanwhile is never written over; the same said twice is said once.
 */
export function decideMarks(
  rows: readonly { enrolmentId: string; mark: Mark | null }[],
  said: ReadonlyMap<string, Said>,
  everyoneCame: boolean,
): Decided {
  const decided: Decided = { set: [], conflicts: [] }
  for (const { enrolmentId, mark } of rows) {
    const one = said.get(enrolmentId)
    // Whoever got a place since the page was opened was not on it.
    if (one === undefined) continue
    const swept = everyoneCame && one.was === null && one.chosen === null
    const wanted = swept ? 'present' : one.chosen
    if (wanted === one.was || wanted === mark) continue
    if (mark === one.was) decided.set.push({ enrolmentId, mark: wanted })
    // "Everyone came" is said of those of whom nobody has said anything.
    else if (!swept) decided.conflicts.push({ enrolmentId, chosen: wanted, now: mark })
  }
  return decided
}

export type Markable = 'everything' | 'told-us' | 'nothing'

/**
 * What can be noted of a session: before its day only that somebody told us they cannot come, and nothing of one that
 * does not take place.
 */
export function whatCanBeMarked(
  session: { starts_at: Date; status: 'planned' | 'cancelled' },
  { now, timeZone }: Moment,
): Markable {
  if (session.status === 'cancelled') return 'nothing'
  return dayOf(now, timeZone) >= dayOf(session.starts_at, timeZone) ? 'everything' : 'told-us'
}

/** Whether somebody chose anything; else it is as the page showed it. */
export function isTouched({ was, chosen }: Said): boolean {
  return was !== chosen
}

export type MarkRefusal =
  | 'too-early'
  | 'cancelled'
  /** To another day, since the page was opened: what was said was said of the old one. */
  | 'moved'

/** What is asked of a register, and of which day. */
export interface Asked {
  said: ReadonlyMap<string, Said>
  everyoneCame: boolean
  day?: string
  /** Also that somebody came without a place, or how many came: that is said of a class that has begun to be. */
  notesWhoCame?: boolean
}

/**
 * Why nothing that was sent can be noted of a session. What only looks at it is never refused. What is said of a class is
 * said of its day.
 */
export function refusalOf(
  session: { starts_at: Date; status: 'planned' | 'cancelled' },
  { said, everyoneCame, day, notesWhoCame = false }: Asked,
  at: Moment,
): MarkRefusal | undefined {
  const markable = whatCanBeMarked(session, at)
  if (markable === 'nothing') return 'cancelled'
  const chosen = [...said.values()].filter(isTouched).map((one) => one.chosen)
  const asked = [...chosen, ...(everyoneCame || notesWhoCame ? ['present' as const] : [])]
  if (asked.length > 0 && day !== undefined && day !== dayOf(session.starts_at, at.timeZone)) return 'moved'
  return asked.some((mark) => isTooEarly(markable, mark)) ? 'too-early' : undefined
}

/** How many came, as a page showed it and as somebody left it there. */
export interface HeadsSaid {
  was: number | null
  counted: number
}

export type HeadsDecided = 'to-note' | 'stands-already' | 'counted-meanwhile'

/** As with a mark: what somebody else counted meanwhile is not written over, and the same counted twice is said once. */
export function decideHeads({ was, counted }: HeadsSaid, now: number | null): HeadsDecided {
  if (counted === now) return 'stands-already'
  return was === now ? 'to-note' : 'counted-meanwhile'
}

/** Of marks that are asked for, whether each can be made yet; taking one away always can. */
export function isTooEarly(markable: Markable, mark: Mark | null): boolean {
  return mark !== null && (markable === 'nothing' || (markable === 'told-us' && mark !== 'told-us'))
}
