// Which registers are not finished, who came without a place, and of whom no register says whether they completed a
// course: for what needs the office, and for its registers.
import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import { addMinutes } from '../lib/time.ts'
import { isTheirLine, isTheirPlace } from './line-queries.ts'

const aDay = 24 * 60

/** Registers that are not marked are looked for this far back: what is older nobody remembers. */
const daysBack = 60

/** SQL for a session that is not noted yet: somebody on it is not marked; of a drop-in, nobody has counted. */
export const isUnfinished = sql<boolean>`case when run.drop_in
  then not exists (select from head_count where head_count.session_id = session.id)
  else exists (select from attendance where attendance.session_id = session.id and attendance.mark is null
    and ${isTheirLine('attendance')}) end`

/** The sessions that were over of late, by then, and are not noted yet. */
export function unfinished(db: Db, { now, by }: { now: Date; by: Date }) {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('session.status', '=', 'planned')
    .where('session.ends_at', '>', addMinutes(now, -daysBack * aDay))
    .where('session.ends_at', '<=', by)
    .where('run.status', 'in', ['published', 'ended'])
    .where(isUnfinished)
}

/** Who walked in and is not found yet. */
export function unknownWalkIns(db: Db) {
  return db
    .selectFrom('walk_in')
    .where('walk_in.person_id', 'is', null)
    .where('walk_in.removed_at', 'is', null)
    .where('walk_in.erased_at', 'is', null)
}

/**
 * The places on runs that are over of which, registers having been waited for, nobody can tell what came of them. However
 * long ago: they stand here until somebody marks or decides.
 */
export function undecided(db: Db, { now, waitDays }: { now: Date; waitDays: number }) {
  const waited = addMinutes(now, -waitDays * aDay)
  const overAt = sql<Date>`(select max(ends_at) from session where run_id = run.id and status = 'planned')`
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('enrolment', 'enrolment.run_id', 'run.id')
    .where('run.status', '=', 'ended')
    .where('run.drop_in', '=', false)
    .where('enrolment.status', '=', 'confirmed')
    .where(isTheirPlace('enrolment'))
    .where(overAt, '<=', waited)
}

export interface RegisterNeeds {
  unmarked: number
  walkIns: number
  undecided: number
}

/** What of registers waits for the office. Trainers have a day to finish theirs before anybody is asked to look. */
export async function countRegisterNeeds(
  db: Db,
  { now, waitDays }: { now: Date; waitDays: number },
): Promise<RegisterNeeds> {
  const [{ unmarked }, { walkIns }, open] = await Promise.all([
    unfinished(db, { now, by: addMinutes(now, -aDay) })
      .select(({ fn }) => fn.countAll<number>().as('unmarked'))
      .executeTakeFirstOrThrow(),
    unknownWalkIns(db)
      .select(({ fn }) => fn.countAll<number>().as('walkIns'))
      .executeTakeFirstOrThrow(),
    undecided(db, { now, waitDays })
      .select(({ fn }) => fn.countAll<number>().as('people'))
      .executeTakeFirstOrThrow(),
  ])
  return { unmarked, walkIns, undecided: open.people }
}
