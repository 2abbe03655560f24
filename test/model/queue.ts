// The queue as a person at a desk would keep it: a list of names for each run, in the order in which they came. It
// shares no code with the product, and is told only what people did and what status everyone has.

export interface Standing {
  id: string
  runId: string
  status: string
  /** An offer that has run out by every clock. */
  expired: boolean
}

export interface Desk {
  /** Enrolments in the order of joining. */
  came: string[]
  priority: Set<string>
  /** Those who said "not this time" to the places there are now. */
  notThisTime: Set<string>
}

export function newDesk(came: string[]): Desk {
  return { came: [...came], priority: new Set(), notThisTime: new Set() }
}

type Known = ReadonlyMap<string, Standing>

/** Everyone who was given a place in this step while someone ahead of them went on waiting; in words. */
export function overtakings(desk: Desk, before: Known, after: Known): string[] {
  const given = [...after.values()].filter((one) => wasGivenPlace(before.get(one.id), one))
  return given.flatMap((one) =>
    [...after.values()]
      .filter(
        ({ id, runId }) =>
          id !== one.id && runId === one.runId && waitedOn(desk, before.get(id), after.get(id)),
      )
      .filter(({ id }) => isAhead(desk, id, one.id))
      .map(({ id }) => `${one.id} was given a place before ${id}`),
  )
}

export function wasGivenPlace(before: Standing | undefined, { status }: Standing): boolean {
  if (status !== 'confirmed' && status !== 'offered') return false
  if (before?.status === 'offered') return status === 'confirmed' && before.expired
  return before?.status !== status
}

function waitedOn(desk: Desk, before: Standing | undefined, after: Standing | undefined): boolean {
  return before?.status === 'waiting' && after?.status === 'waiting' && !desk.notThisTime.has(before.id)
}

function isAhead(desk: Desk, one: string, other: string): boolean {
  const [first, second] = [desk.priority.has(one), desk.priority.has(other)]
  return first === second ? place(desk, one) < place(desk, other) : first
}

function place(desk: Desk, id: string): number {
  const found = desk.came.indexOf(id)
  return found === -1 ? Infinity : found
}

export type Deed =
  | { kind: 'joined' | 'passed' | 'asked-again' | 'given-priority' | 'lost-priority'; id: string }
  | { kind: 'more-places'; runId: string }
  | { kind: 'other' }

/** Notes what was done, once the step is over. */
export function note(desk: Desk, deed: Deed, before: Known, after: Known): void {
  if ('id' in deed) noteOfOne(desk, deed)
  const gaveBack = [...after.values()].filter(
    ({ id, status }) => ['withdrawn', 'cancelled'].includes(status) && before.get(id)?.status === 'confirmed',
  )
  const freed = new Set(gaveBack.map(({ runId }) => runId))
  if (deed.kind === 'more-places') freed.add(deed.runId)
  for (const { id, runId, status } of after.values()) {
    if (freed.has(runId) || status !== 'waiting') desk.notThisTime.delete(id)
  }
}

function noteOfOne(desk: Desk, { kind, id }: Extract<Deed, { id: string }>): void {
  switch (kind) {
    case 'joined':
      desk.came.push(id)
      break
    case 'passed':
      desk.notThisTime.add(id)
      break
    case 'asked-again':
      desk.notThisTime.delete(id)
      break
    case 'given-priority':
      desk.priority.add(id)
      break
    case 'lost-priority':
      desk.priority.delete(id)
  }
}
