// What a reader of an older edition must know. Pure: two states of the prospectus in, changes out.
import type { Said, SaidDate, SaidRun } from './said.ts'

export type Change =
  | { kind: 'new'; title: string; when: string; where: string }
  /** `was` and `is`: only the dates that differ; `others`: whether there are some that stay. */
  | { kind: 'moved'; title: string; was: SaidDate[]; is: SaidDate[]; others: boolean }
  | { kind: 'other-place'; title: string; dates: SaidDate[]; was: string; is: string }
  | { kind: 'other-trainer'; title: string; dates: SaidDate[]; runId: string }
  | { kind: 'called-off'; title: string; when: string }
  | { kind: 'withdrawn'; title: string }

/** How things stand now. */
export interface Now {
  /** Runs that can be joined, anywhere in the college. */
  everywhere: SaidRun[]
  /** The ids of those that belong to the part that the edition shows. */
  here: Set<string>
  /** Ids of courses in the prospectus. */
  published: Set<string>
  /** Ids of runs that still take place, whether or not one can join them. */
  takingPlace: Set<string>
  now: Date
}

/** By title; of each course first what is gone, then what is otherwise, then what is new. */
export function changesSince(edition: Said, now: Now): Change[] {
  const known = new Map(edition.runs.map((run) => [run.id, run]))
  const current = new Map(now.everywhere.map((run) => [run.id, run]))
  const withdrawn = edition.courses.filter(({ id }) => !now.published.has(id))
  const changes: Change[] = [
    ...withdrawn.map(({ title }): Change => ({ kind: 'withdrawn', title })),
    ...edition.runs.flatMap((run) => changesOfRun(run, current.get(run.id), now)),
    ...now.everywhere
      .filter(({ id }) => now.here.has(id) && !known.has(id))
      .map(({ title, when, where }): Change => ({ kind: 'new', title, when, where })),
  ]
  return inOrder(changes)
}

function changesOfRun(was: SaidRun, is: SaidRun | undefined, now: Now): Change[] {
  const { title, when } = was
  // Of a course that is gone one line says it all.
  if (!now.published.has(was.courseId)) return []
  const promised = stillAhead(was, now.now)
  if (is === undefined) {
    const calledOff = promised.length > 0 && !now.takingPlace.has(was.id)
    return calledOff ? [{ kind: 'called-off', title, when }] : []
  }
  const { dates } = is
  const [gone, added] = [without(promised, dates), without(dates, promised)]
  const changes: Change[] = []
  if (gone.length + added.length > 0)
    changes.push({ kind: 'moved', title, was: gone, is: added, others: gone.length < promised.length })
  if (was.where !== is.where)
    changes.push({ kind: 'other-place', title, dates, was: was.where, is: is.where })
  if (was.trainers !== is.trainers) changes.push({ kind: 'other-trainer', title, dates, runId: is.id })
  return changes
}

function without(dates: SaidDate[], others: SaidDate[]): SaidDate[] {
  const known = new Set(others.map(([begins, ends]) => `${begins} ${ends}`))
  return dates.filter(([begins, ends]) => !known.has(`${begins} ${ends}`))
}

/** A date that is over has not changed: it took place. */
function stillAhead({ dates }: SaidRun, now: Date): SaidRun['dates'] {
  return dates.filter(([, ends]) => new Date(ends) > now)
}

const kinds = ['withdrawn', 'called-off', 'moved', 'other-place', 'other-trainer', 'new']

function inOrder(changes: Change[]): Change[] {
  return changes.toSorted(
    (one, other) =>
      one.title.localeCompare(other.title) || kinds.indexOf(one.kind) - kinds.indexOf(other.kind),
  )
}
