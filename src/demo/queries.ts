import { sql } from 'kysely'
import type { Db, Tx } from '../database/schema.ts'

export interface DemoRun {
  id: string
  code: string
  capacity: number
  startsAt: Date
}

/** In order of their first session. */
export async function listRuns(tx: Tx): Promise<DemoRun[]> {
  return tx
    .selectFrom('run')
    .innerJoin('session', 'session.run_id', 'run.id')
    .groupBy('run.id')
    .select(({ fn }) => [
      'run.id',
      fn.coalesce('run.code', sql<string>`''`).as('code'),
      'run.capacity',
      fn.min('session.starts_at').as('startsAt'),
    ])
    .orderBy('startsAt')
    .orderBy('run.code')
    .execute()
}

export interface Student {
  id: string
  email: string | null
}

/** By name; trainers who are students too are left out. */
export async function listStudents(tx: Tx): Promise<Student[]> {
  return tx
    .selectFrom('person')
    .innerJoin('role_grant', 'role_grant.person_id', 'person.id')
    .groupBy('person.id')
    .having(sql<boolean>`array_agg(role_grant.role) = '{student}'`)
    .orderBy(sql`person.name collate "C"`)
    .select(['person.id', 'person.email'])
    .execute()
}

/** Which dates of which course each trainer is down for. */
export async function listTaughtDates(tx: Tx) {
  return tx
    .selectFrom('session_trainer')
    .innerJoin('run', 'run.id', 'session_trainer.run_id')
    .select(['session_trainer.person_id', 'session_trainer.starts_at', 'session_trainer.ends_at'])
    .select('run.course_id')
    .orderBy('session_trainer.starts_at')
    .execute()
}

/** A prospectus says which categories there are, not which comes first. */
export async function updateCategoryOrder(tx: Tx, names: string[]): Promise<void> {
  await sql`update category set position = array_position(${names}::text[], name)
    where name = any(${names}::text[])`.execute(tx)
}

/** The first entry of this kind in the audit trail. */
export async function findMark(db: Db, action: string) {
  return db
    .selectFrom('audit_event')
    .where('action', '=', action)
    .orderBy('id')
    .limit(1)
    .select(['at', 'subject_id'])
    .executeTakeFirst()
}

/** Whether there are people or courses that the demo college did not bring: all of its own bear the same moment. */
export async function hasOwnData(db: Db, opened: Date | null): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select
    exists (select from person where created_at is distinct from ${opened}::timestamptz)
    or exists (select from course where created_at is distinct from ${opened}::timestamptz) as found`.execute(
    db,
  )
  return rows[0]?.found ?? true
}

/**
 * Does the work while no other process does the same. Holds one connection for the lock and leaves the work to others,
 * so the pool must have two. A process that is killed lets go, because its connection ends.
 */
export async function oneAtATime<Result>(db: Db, work: () => Promise<Result>): Promise<Result> {
  return db.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(hashtext('demo college'))`.execute(one)
    try {
      return await work()
    } finally {
      await sql`select pg_advisory_unlock(hashtext('demo college'))`.execute(one)
    }
  })
}

/** A few rules of booking to look at: the last first look is a drop-in, and a term has enough for everybody. */
export async function updateBookingRules(tx: Tx): Promise<void> {
  await tx.updateTable('run').set({ drop_in: true }).where('code', '=', 'DIS-5').execute()
  await tx.updateTable('term').set({ most_courses: 8 }).execute()
}

/** The latest class that is over, of a course that goes on or has just ended, to which somebody was to come. */
export async function findLatestClass(tx: Tx, now: Date) {
  return tx
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('session_trainer', 'session_trainer.session_id', 'session.id')
    .where('run.status', '=', 'published')
    .where('session.status', '=', 'planned')
    .where('session.ends_at', '<', now)
    .where(({ exists, selectFrom }) =>
      exists(
        selectFrom('attendance').select('enrolment_id').whereRef('attendance.session_id', '=', 'session.id'),
      ),
    )
    .orderBy('session.ends_at', 'desc')
    .orderBy('session.id')
    .orderBy('session_trainer.person_id')
    .select(['session.id', 'session.run_id', 'session.starts_at', 'session.ends_at', 'session.status'])
    .select('session_trainer.person_id as trainer_id')
    .limit(1)
    .executeTakeFirst()
}

/** Who was expected at it: first those who can be telephoned. */
export async function listExpected(tx: Tx, sessionId: string) {
  return tx
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('attendance.session_id', '=', sessionId)
    .where('enrolment.status', '=', 'confirmed')
    .orderBy(sql`person.phone is null`)
    .orderBy('person.name')
    .select(['attendance.enrolment_id', 'attendance.mark'])
    .execute()
}

export async function findStudent(tx: Tx, email: string): Promise<string> {
  const person = tx.selectFrom('person').select('id').where('email', '=', email)
  return (await person.executeTakeFirstOrThrow()).id
}

export async function findRun(tx: Tx, code: string): Promise<DemoRun> {
  const run = (await listRuns(tx)).find((one) => one.code === code)
  if (run === undefined) throw new Error(`The demo college has no run ${code}`)
  return run
}

export type PastClass = Awaited<ReturnType<typeof listPastClasses>>[number]

/** Classes that are over, in order, with who was expected and one of those who gave them. */
export async function listPastClasses(tx: Tx, now: Date) {
  return tx
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .where('session.status', '=', 'planned')
    .where('session.ends_at', '<=', now)
    .where('run.drop_in', '=', false)
    .orderBy('session.starts_at')
    .orderBy('run.code')
    .select([
      'session.id',
      'session.run_id',
      'session.starts_at',
      'session.ends_at',
      'session.status',
      'run.code',
      sql<string>`(select person_id from session_trainer where session_id = session.id order by person_id limit 1)`.as(
        'trainer_id',
      ),
      sql<{ enrolment_id: string; person_id: string }[]>`coalesce((
        select json_agg(json_build_object('enrolment_id', enrolment.id, 'person_id', person_id) order by queue_number)
        from attendance join enrolment on enrolment.id = attendance.enrolment_id
        where attendance.session_id = session.id), '[]')`.as('people'),
    ])
    .execute()
}
