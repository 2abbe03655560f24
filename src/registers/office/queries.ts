import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import { isTheirLine } from '../../enrolment/line-queries.ts'
import { unfinished, unknownWalkIns } from '../../enrolment/register-queries.ts'

/** Sessions that are over and of whom somebody is not marked, or that nobody counted; the latest first. */
export async function listUnmarked(db: Db, now: Date) {
  return unfinished(db, { now, by: now })
    .orderBy('session.starts_at', 'desc')
    .select([
      'session.id',
      'session.starts_at',
      'course.title',
      'run.drop_in',
      sql<number>`(select count(*)::int from attendance where session_id = session.id and mark is null
        and ${isTheirLine('attendance')})`.as('unmarked'),
      sql<number>`(select count(*)::int from attendance where session_id = session.id
        and ${isTheirLine('attendance')})`.as('expected'),
    ])
    .execute()
}

export type UnknownWalkIn = Awaited<ReturnType<typeof listUnknownWalkIns>>[number]

/** Who walked in and is not found yet. */
export async function listUnknownWalkIns(db: Db) {
  return walkIns(db).orderBy('walk_in.added_at').execute()
}

export async function findUnknownWalkIn(db: Db, id: string): Promise<UnknownWalkIn | undefined> {
  return walkIns(db).where('walk_in.id', '=', id).executeTakeFirst()
}

function walkIns(db: Db) {
  return unknownWalkIns(db)
    .innerJoin('session', 'session.id', 'walk_in.session_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .select([
      'walk_in.id',
      'walk_in.name',
      'walk_in.contact',
      'walk_in.session_id',
      'session.starts_at',
      'session.run_id',
      'run.drop_in',
      'course.title',
    ])
}

/** Whether this person was expected at this session: then they are marked, and did not walk in. */
export async function isExpected(db: Db, sessionId: string, personId: string): Promise<boolean> {
  const row = await db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .where('attendance.session_id', '=', sessionId)
    .where('enrolment.person_id', '=', personId)
    .select('enrolment.id')
    .executeTakeFirst()
  return row !== undefined
}

/** True when nobody had found them before. */
export async function nameWalkIn(tx: Tx, id: string, personId: string): Promise<boolean> {
  const row = await tx
    .updateTable('walk_in')
    .set({ person_id: personId })
    .where('id', '=', id)
    .where('person_id', 'is', null)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}
