// What a change of many dates would do: each date before and after, what stands in its way, and who will be told.
import type { Db } from '../../database/schema.ts'
import type { Moment } from '../../lib/time.ts'
import { becoming, type Change, changed } from '../../scheduling/bulk-changes/change.ts'
import {
  type DateInScope,
  findTarget,
  listInScope,
  listMeetings,
  listRunsWithMore,
  type Scope,
} from '../../scheduling/bulk-changes/queries.ts'
import {
  type Candidate,
  chooseFree,
  type Meeting,
  type Obstacle,
  type Obstacles,
  obstaclesOf,
} from '../../scheduling/bulk-changes/rules.ts'
import { findWayBack } from '../../scheduling/bulk-changes/way-back.ts'
import type { Asked } from './forms.ts'
import { type Concerned, countRunsCalledOff, listConcerned } from './queries.ts'
import { runsWithOneLink } from './rules.ts'
import { type Warning, warningsFor } from './warnings.ts'

export interface LookedDate {
  was: DateInScope
  /** Undefined where it cannot be at all. */
  is: DateInScope | undefined
  obstacles: Obstacle[]
  warnings: Warning[]
  chosen: boolean
}

export interface Looked {
  dates: LookedDate[]
  /** Published runs of which nothing is left: they are called off as a whole. */
  wholeRuns: string[]
  /** How many runs would have one link together. */
  oneLink: number
  people: Concerned[]
  /** Of what is to be put back: runs that were called off as a whole. */
  staysOff: number
}

/** What was asked for, with the place it names; undefined when that is in use no more, or nothing is there to be put back. */
export async function changeFor(db: Db, asked: Asked): Promise<Change | undefined> {
  if (asked.change === 'call-off') return { kind: 'call-off' }
  if (asked.change === 'back') {
    const before = await findWayBack(db, asked.bulk_change)
    return before.size === 0 ? undefined : { kind: 'back', before }
  }
  if (asked.change === 'move') {
    const { amount, unit, direction } = asked
    return { kind: 'move', unit, by: direction === 'later' ? amount : -amount }
  }
  if (asked.change === 'place') {
    const target = await targetNamed(db, asked.place)
    return target && { kind: 'place', target }
  }
  const target = await targetNamed(db, asked.online_venue)
  return target?.venue_online === true ? { kind: 'online', target, joinLink: asked.join_link } : undefined
}

/** `venue`, or `venue/room`. */
async function targetNamed(db: Db, place: string) {
  const [venueId = '', roomId = null] = place.split('/')
  const isId = (id: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)
  return isId(venueId) && (roomId === null || isId(roomId)) ? findTarget(db, { venueId, roomId }) : undefined
}

/** Which of the dates can be changed; the ticked ones as they were left, or else all that nothing stands in the way of. */
export async function decideDates(
  db: Db,
  scope: Scope,
  change: Change,
  ticked: ReadonlySet<string> | undefined,
  at: Moment,
): Promise<Omit<LookedDate, 'warnings'>[]> {
  const dates = await listInScope(db, scope, at)
  const becomes = becoming(change, at)
  const candidates = dates.map((date) => ({ was: meetingOf(date), becomes: becomes(date) }))
  const others = change.kind === 'call-off' ? [] : await othersAround(db, candidates)
  const { chosen, blocked } =
    change.kind === 'call-off' ? everything(dates) : decide(candidates, others, ticked)
  return dates.map((was, index) => {
    const to = candidates[index]?.becomes
    return {
      was,
      is: to?.ok === true ? changed(was, change, to) : undefined,
      obstacles: blocked.get(was.id) ?? [],
      chosen: ticked === undefined ? chosen.has(was.id) : ticked.has(was.id),
    }
  })
}

function everything(dates: DateInScope[]): { chosen: Set<string>; blocked: Obstacles } {
  return { chosen: new Set(dates.map(({ id }) => id)), blocked: new Map() }
}

function decide(candidates: Candidate[], others: Meeting[], ticked: ReadonlySet<string> | undefined) {
  const free = chooseFree(candidates, others)
  if (ticked === undefined) return free
  // What was left out may still be in the way of what was not; and what was out may say why.
  const blocked = new Map([...free.blocked].filter(([id]) => !ticked.has(id)))
  for (const [id, obstacles] of obstaclesOf(candidates, others, ticked)) blocked.set(id, obstacles)
  return { chosen: new Set(ticked), blocked }
}

async function othersAround(db: Db, candidates: Candidate[]): Promise<Meeting[]> {
  const times = candidates.flatMap(({ becomes: to }) => (to.ok ? [to] : []))
  if (times.length === 0) return []
  const from = new Date(Math.min(...times.map(({ startsAt }) => startsAt.getTime())))
  const until = new Date(Math.max(...times.map(({ endsAt }) => endsAt.getTime())))
  return listMeetings(
    db,
    { from, until },
    candidates.map(({ was }) => was.id),
  )
}

function meetingOf({
  id,
  run_id,
  title,
  starts_at,
  ends_at,
  room_id,
  trainers,
  status,
}: DateInScope): Meeting {
  const calledOff = status === 'cancelled'
  return {
    id,
    runId: run_id,
    title,
    startsAt: starts_at,
    endsAt: ends_at,
    roomId: room_id,
    trainers,
    calledOff,
  }
}

/** The same with everything that a preview says besides. Not for a transaction: it asks several things at once. */
export async function lookAt(
  db: Db,
  { scope, change, ticked }: { scope: Scope; change: Change; ticked?: ReadonlySet<string> | undefined },
  at: Moment & { country: string },
): Promise<Looked> {
  const decided = await decideDates(db, scope, change, ticked, at)
  const chosen = decided.filter((date) => date.chosen)
  const wholeRuns = change.kind === 'call-off' ? await wholeRunsOf(db, chosen, at.now) : []
  const concerned = { dates: chosen.map(({ was }) => was), wholeRuns }
  const [warnings, people, staysOff] = await Promise.all([
    warningsFor(db, decided, change, at),
    listConcerned(db, concerned, at.now),
    scope.scope === 'bulk-change' ? countRunsCalledOff(db, scope.bulk_change) : 0,
  ])
  const dates = decided.map((date) => ({ ...date, warnings: warnings.get(date.was.id) ?? [] }))
  return { dates, wholeRuns, oneLink: runsWithOneLink(change, chosen), people, staysOff }
}

export async function wholeRunsOf(db: Db, chosen: { was: DateInScope }[], now: Date): Promise<string[]> {
  const published = chosen.filter(({ was }) => was.run_status === 'published')
  const runIds = [...new Set(published.map(({ was }) => was.run_id))]
  const besides = chosen.map(({ was }) => was.id)
  const more = await listRunsWithMore(db, runIds, besides, now)
  return runIds.filter((id) => !more.has(id))
}
