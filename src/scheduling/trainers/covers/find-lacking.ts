import type { Db, Expertise } from '../../../database/schema.ts'
import type { Moment } from '../../../lib/time.ts'
import { findSuitable } from '../suitability/find-suitable.ts'
import type { Suitability } from '../suitability/rules.ts'
import { type LackingDate, listLacking } from './queries.ts'

/** A date that somebody does not come to, with everybody who could. */
export interface DateToSeeTo {
  date: LackingDate
  candidates: Suitability[]
}

/** As many as one page asks about: each is a question to the database, and names every trainer. */
const mostShown = 20

export interface Lacking {
  all: LackingDate[]
  /** The soonest of them. */
  shown: DateToSeeTo[]
}

/** Dates still to come that lack a trainer, of one trainer or of these runs; the soonest with who is free and suitable. */
export async function findLacking(
  db: Db,
  of: { personId: string } | { runIds: string[] },
  at: Moment,
): Promise<Lacking> {
  const all = await listLacking(db, of, at)
  return { all, shown: await withCandidates(db, all.slice(0, mostShown), at) }
}

export async function withCandidates(db: Db, dates: LackingDate[], at: Moment): Promise<DateToSeeTo[]> {
  const found: DateToSeeTo[] = []
  for (const date of dates)
    found.push({ date, candidates: await candidatesFor(db, date, date.expertise, at) })
  return found
}

async function candidatesFor(db: Db, date: LackingDate, expertise: Expertise, at: Moment) {
  const run = { id: date.run_id, course_id: date.course_id }
  const times = [{ startsAt: date.starts_at, endsAt: date.ends_at }]
  return (await findSuitable(db, run, times, at))[expertise].filter(({ id }) => !date.down.includes(id))
}
