// Which of many dates can be changed together, and what stands in the way of the others.

/** A date with whatever can be in one place only at once. */
export interface Meeting {
  id: string
  runId: string
  title: string
  startsAt: Date
  endsAt: Date
  roomId: string | null
  trainers: { id: string; name: string }[]
  /** It takes up nothing and nobody now. */
  calledOff?: boolean
}

/** Where a date is to be; a reason where it cannot be at all. */
export type Becomes =
  { ok: true; startsAt: Date; endsAt: Date; roomId: string | null } | { ok: false; reason: CannotBe }

export type CannotBe =
  | 'skipped-by-the-clock'
  | 'in-the-past'
  /** It would end on the day after. */
  | 'over-midnight'
  /** It is to be put back, and somebody changed it since. */
  | 'changed-since'
  | 'place-unused'
  | 'course-gone'
  /** It is to go where it is already: nobody is told of what does not change. */
  | 'as-it-is'

export interface Candidate {
  was: Meeting
  becomes: Becomes
}

export type Obstacle =
  | { reason: CannotBe }
  | { reason: 'room-taken' | 'run-meets'; title: string; startsAt: Date }
  | { reason: 'trainer-busy'; name: string; title: string; startsAt: Date }

export type Obstacles = ReadonlyMap<string, Obstacle[]>

/**
 * What stands in the way of each chosen date: whatever does not move, the candidates that are left out, and of two that
 * would meet in one room the later in the list. Those that move make room for one another, so two may change places.
 */
export function obstaclesOf(
  candidates: Candidate[],
  others: Meeting[],
  chosen: ReadonlySet<string>,
): Obstacles {
  const found = new Map<string, Obstacle[]>()
  const occupied = new Occupied()
  for (const other of others) occupied.add(other)
  for (const { was } of candidates) if (!chosen.has(was.id) && was.calledOff !== true) occupied.add(was)
  for (const { was, becomes } of candidates) {
    if (!chosen.has(was.id)) continue
    if (!becomes.ok) {
      found.set(was.id, [{ reason: becomes.reason }])
      continue
    }
    const meeting = { ...was, ...becomes }
    const obstacles = occupied.against(meeting).filter(({ reason }) => isNew(reason, was, meeting))
    if (obstacles.length > 0) found.set(was.id, obstacles)
    occupied.add(meeting)
  }
  return found
}

/**
 * At the same time as before, nobody is anywhere they were not: only the room may be another. What was called off is new
 * in all of it.
 */
function isNew(reason: Obstacle['reason'], was: Meeting, is: Meeting): boolean {
  const sameTime =
    was.calledOff !== true &&
    was.startsAt.getTime() === is.startsAt.getTime() &&
    was.endsAt.getTime() === is.endsAt.getTime()
  return !sameTime || reason === 'room-taken'
}

/** Every date that can be changed when those that cannot stay where they are; and of these, what stands in their way. */
export function chooseFree(
  candidates: Candidate[],
  others: Meeting[],
): { chosen: Set<string>; blocked: Obstacles } {
  const chosen = new Set(candidates.map(({ was }) => was.id))
  const blocked = new Map<string, Obstacle[]>()
  for (;;) {
    const found = obstaclesOf(candidates, others, chosen)
    if (found.size === 0) return { chosen, blocked }
    for (const [id, obstacles] of found) {
      chosen.delete(id)
      blocked.set(id, obstacles)
    }
  }
}

class Occupied {
  private readonly byKey = new Map<string, Meeting[]>()

  add(meeting: Meeting): void {
    for (const { key } of keysOf(meeting)) {
      const known = this.byKey.get(key)
      if (known === undefined) this.byKey.set(key, [meeting])
      else known.push(meeting)
    }
  }

  against(meeting: Meeting): Obstacle[] {
    // As numbers: of a term there are a hundred thousand pairs, and two Dates are compared ten times slower.
    const [from, until] = [meeting.startsAt.getTime(), meeting.endsAt.getTime()]
    return keysOf(meeting).flatMap(({ key, reason, name }): Obstacle[] => {
      const there = this.byKey.get(key) ?? []
      const other = there.find(
        ({ startsAt, endsAt }) => startsAt.getTime() < until && endsAt.getTime() > from,
      )
      if (other === undefined) return []
      const { title, startsAt } = other
      return reason === 'trainer-busy' ? [{ reason, name, title, startsAt }] : [{ reason, title, startsAt }]
    })
  }
}

type Key = { key: string; name: string; reason: 'room-taken' | 'run-meets' | 'trainer-busy' }

function keysOf({ runId, roomId, trainers }: Meeting): Key[] {
  return [
    { key: `run ${runId}`, name: '', reason: 'run-meets' },
    ...(roomId === null ? [] : [{ key: `room ${roomId}`, name: '', reason: 'room-taken' as const }]),
    ...trainers.map(({ id, name }) => ({ key: `trainer ${id}`, name, reason: 'trainer-busy' as const })),
  ]
}
