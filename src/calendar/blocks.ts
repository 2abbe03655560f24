// Cuts a timetable into calendar entries. A weekly course becomes one entry that repeats, so that a student gets one
// mail and not six; what fits no pattern becomes an entry of its own.
import { Temporal } from 'temporal-polyfill'
import { instantOf, onTheClock } from '../lib/time.ts'
import type { Pattern } from './scheduling-message.ts'
import { type CalendarSession, byStart, contentOf } from './session.ts'
import { isPlainOnTheClock } from './wall-clock.ts'

export interface BlockSlot {
  start: Date
  end: Date
  /** Null for a gap: a week the course does not meet. */
  session: CalendarSession | null
}

/** One calendar entry: every occurrence of its pattern, gaps included, or one slot without a pattern. */
export interface Block {
  pattern: Pattern | null
  slots: BlockSlot[]
}

/** More entries than this at once are a nuisance in anybody's inbox; a feed does it better. */
export const mostBlocks = 4

// In order of preference, when two patterns hold equally many sessions with equally few gaps.
const patterns: Pattern[] = [
  { frequency: 'WEEKLY', interval: 1 },
  { frequency: 'WEEKLY', interval: 2 },
  { frequency: 'DAILY', interval: 1 },
]

interface Placed {
  session: CalendarSession
  /** Days since 1970 on the college's calendar. */
  day: number
  /** Sessions share a series only when these agree: wall-clock start and end, length, and what it says. */
  shape: string
}

/** A stretch of a group, `from` and `to` included. */
interface Candidate {
  pattern: Pattern
  group: Placed[]
  from: number
  to: number
  gaps: number
}

/** Cuts sessions into as few entries as their pattern allows, in order of their first start. */
export function cutIntoBlocks(sessions: CalendarSession[], timeZone: string): Block[] {
  const blocks: Block[] = []
  let left = [...sessions].sort(byStart).map((session) => placed(session, timeZone))
  for (;;) {
    const series = longestSeries(left, timeZone)
    if (series === undefined) break
    blocks.push({ pattern: series.pattern, slots: slotsOf(series, timeZone) })
    const members = new Set(membersOf(series))
    left = left.filter((one) => !members.has(one))
  }
  blocks.push(...left.map(({ session }) => single(session)))
  return blocks.sort((one, other) => startOf(one) - startOf(other))
}

function single(session: CalendarSession): Block {
  return { pattern: null, slots: [{ start: session.startsAt, end: session.endsAt, session }] }
}

function startOf(block: Block): number {
  return block.slots[0]?.start.getTime() ?? 0
}

function placed(session: CalendarSession, timeZone: string): Placed {
  const start = onTheClock(session.startsAt, timeZone)
  const end = onTheClock(session.endsAt, timeZone)
  const length = session.endsAt.getTime() - session.startsAt.getTime()
  const nights = start.toPlainDate().until(end.toPlainDate()).days
  return {
    session,
    day: daysSince1970(start),
    shape: JSON.stringify([start.toPlainTime(), end.toPlainTime(), nights, length, contentOf(session)]),
  }
}

const epoch = new Temporal.PlainDate(1970, 1, 1)

function daysSince1970(moment: Temporal.ZonedDateTime): number {
  return epoch.until(moment.toPlainDate()).days
}

function longestSeries(sessions: Placed[], timeZone: string): Candidate | undefined {
  return patterns
    .flatMap((pattern) => groups(sessions, pattern).flatMap((group) => windows(group, pattern)))
    .sort((one, other) => size(other) - size(one) || one.gaps - other.gaps)
    .find((candidate) => keepsTime(slotsOf(candidate, timeZone), timeZone))
}

function size({ from, to }: Candidate): number {
  return to - from + 1
}

function membersOf({ group, from, to }: Candidate): Placed[] {
  return group.slice(from, to + 1)
}

/** False when a change of the clocks skips or doubles the hour of an occurrence: the series could not name it. */
function keepsTime(slots: BlockSlot[], timeZone: string): boolean {
  const times = new Set(slots.map(({ start }) => onTheClock(start, timeZone).toPlainTime().toString()))
  return times.size === 1 && slots.every(({ start }) => isPlainOnTheClock(start, timeZone))
}

function daysBetween({ frequency, interval }: Pattern): number {
  return (frequency === 'WEEKLY' ? 7 : 1) * interval
}

/** Sessions that could be occurrences of one series: same shape, on the same beat, one a day. */
function groups(sessions: Placed[], pattern: Pattern): Placed[][] {
  const byBeat = new Map<string, Placed[]>()
  for (const one of sessions) {
    const key = `${one.shape} ${one.day % daysBetween(pattern)}`
    const group = byBeat.get(key) ?? []
    if (group.at(-1)?.day !== one.day) group.push(one)
    byBeat.set(key, group)
  }
  return [...byBeat.values()]
}

/** Every stretch of two or more sessions with at most as many gaps as sessions. */
function windows(group: Placed[], pattern: Pattern): Candidate[] {
  return group.flatMap((first, from) =>
    group.slice(from + 1).flatMap((last, index) => {
      const to = from + 1 + index
      const gaps = (last.day - first.day) / daysBetween(pattern) - (to - from)
      return gaps <= to - from + 1 ? [{ pattern, group, from, to, gaps }] : []
    }),
  )
}

function slotsOf(candidate: Candidate, timeZone: string): BlockSlot[] {
  const members = new Map(membersOf(candidate).map(({ day, session }) => [day, session]))
  const first = candidate.group[candidate.from]
  if (first === undefined) return []
  const start = onTheClock(first.session.startsAt, timeZone)
  const length = first.session.endsAt.getTime() - first.session.startsAt.getTime()
  return Array.from({ length: size(candidate) + candidate.gaps }, (_, index) => {
    const days = index * daysBetween(candidate.pattern)
    const session = members.get(first.day + days) ?? null
    const occurrence = session?.startsAt ?? instantOf(start.add({ days }))
    return { start: occurrence, end: new Date(occurrence.getTime() + length), session }
  })
}
