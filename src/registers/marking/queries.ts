import { sql } from 'kysely'
import { firstTime } from '../class-list/queries.ts'
import type { Db, Mark, MarkMeans, Tx } from '../../database/schema.ts'
import { isTheirLine, isTheirPlace } from '../../enrolment/line-queries.ts'

export type Register = NonNullable<Awaited<ReturnType<typeof findRegister>>>

/** The session a register is of. */
export async function findRegister(db: Db, sessionId: string) {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .leftJoin('head_count', 'head_count.session_id', 'session.id')
    .where('session.id', '=', sessionId)
    .where('run.status', '<>', 'draft')
    .select([
      'session.id',
      'session.number',
      'session.run_id',
      'session.starts_at',
      'session.status',
      'run.drop_in',
      'run.status as run_status',
      'course.title',
      'head_count.people as head_count',
    ])
    .executeTakeFirst()
}

/** The session a sheet is of. Of a draft there is no register, nor a sheet: what was printed is of before it was one again. */
export async function findSessionByNumber(db: Db, number: number) {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .where('session.number', '=', number)
    .select(['session.id', 'session.run_id', sql<boolean>`run.status = 'draft'`.as('is_draft')])
    .executeTakeFirst()
}

/** Whether this trainer gives this session: by their team, or as who stood in on that date. */
export async function givesSession(db: Db, trainerId: string, sessionId: string): Promise<boolean> {
  const row = await sessionsGiven(db, trainerId).where('session.id', '=', sessionId).executeTakeFirst()
  return row !== undefined
}

/** The sessions of a run whose registers are this trainer's to mark. */
export async function listSessionsGiven(db: Db, trainerId: string, runId: string): Promise<string[]> {
  const rows = await sessionsGiven(db, trainerId).where('session.run_id', '=', runId).execute()
  return rows.map(({ id }) => id)
}

function sessionsGiven(db: Db, trainerId: string) {
  return db
    .selectFrom('session')
    .innerJoin('run_trainer', 'run_trainer.run_id', 'session.run_id')
    .where('run_trainer.person_id', '=', trainerId)
    .where(
      sql<boolean>`(run_trainer.left_at is null or exists (select from session_trainer own
        where own.session_id = session.id and own.person_id = run_trainer.person_id))`,
    )
    .select('session.id')
}

export type RegisterRow = Awaited<ReturnType<typeof listRegister>>[number]

/** Who was expected, by the name they use, with what was last said of them and by whom: one line for each. */
export async function listRegister(db: Db, sessionId: string) {
  return db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .leftJoin('person as marker', 'marker.id', 'attendance.marked_by')
    .where('attendance.session_id', '=', sessionId)
    .where(isTheirLine('attendance'))
    .orderBy('person.name')
    .orderBy('enrolment.queue_number')
    .select([
      'attendance.enrolment_id',
      'person.id as person_id',
      'person.name',
      'person.what_helps',
      'enrolment.status',
      'enrolment.confirmed_at',
      'enrolment.ended_at',
      firstTime.as('first_time'),
      'attendance.mark',
      'attendance.marked_at',
      'marker.name as marked_by',
    ])
    .execute()
}

export type MarkEvent = Awaited<ReturnType<typeof listMarkHistory>>[number]

/** Every mark and correction of a session, the first first. */
export async function listMarkHistory(db: Db, sessionId: string) {
  return db
    .selectFrom('attendance_event')
    .innerJoin('person', 'person.id', 'attendance_event.by_id')
    .innerJoin('enrolment', 'enrolment.id', 'attendance_event.enrolment_id')
    .where('session_id', '=', sessionId)
    .orderBy('attendance_event.id')
    .select(['enrolment.person_id', 'at', 'to_mark', 'means', 'person.name as by'])
    .execute()
}

/**
 * A row for whoever left since the class began, of whom something was noted while they had their place. Nobody else lacks
 * one: who joined when it was over, or left before it began, was not expected.
 */
export async function insertMissing(tx: Tx, sessionId: string, enrolmentIds: readonly string[]) {
  await sql`insert into attendance (session_id, enrolment_id, run_id)
    select session.id, enrolment.id, session.run_id
    from session join enrolment on enrolment.run_id = session.run_id and enrolment.confirmed_at < session.ends_at
    where session.id = ${sessionId} and enrolment.id = any(${enrolmentIds}::uuid[])
      and enrolment.status in ('withdrawn', 'cancelled') and enrolment.ended_at >= session.starts_at
      and not exists (select from attendance where session_id = session.id and enrolment_id = enrolment.id)
    on conflict do nothing`.execute(tx)
}

/**
 * Holds a session as it is while something is noted of it: whoever calls it off or moves it, in whichever way, writes
 * its row, and waits. Two who mark do not wait for each other here. After the run in the lock order, before its register.
 */
export async function holdSession(tx: Tx, sessionId: string): Promise<HeldSession | undefined> {
  return heldSession(tx, sessionId).forShare().executeTakeFirst()
}

/** The same, so that of two counts the later knows of the earlier. */
export async function lockSession(tx: Tx, sessionId: string): Promise<HeldSession | undefined> {
  return heldSession(tx, sessionId).forNoKeyUpdate().executeTakeFirst()
}

/** Whether the run has registers, held as it is: whoever makes it a draft again waits. Before its session. */
export async function holdGiven(tx: Tx, runId: string): Promise<boolean> {
  const run = tx.selectFrom('run').where('id', '=', runId).where('status', '<>', 'draft')
  return (await run.forShare().select('id').executeTakeFirst()) !== undefined
}

export type HeldSession = Pick<Register, 'starts_at' | 'status'>

function heldSession(tx: Tx, sessionId: string) {
  return tx.selectFrom('session').where('id', '=', sessionId).select(['starts_at', 'status'])
}

/** The rows of a register, held until the transaction ends: whoever marks at the same time waits, and then reads. */
export async function lockRegister(tx: Tx, sessionId: string) {
  const rows = tx.selectFrom('attendance').where('attendance.session_id', '=', sessionId)
  await rows.orderBy('enrolment_id').forUpdate().select('enrolment_id').execute()
  return rows
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .orderBy('enrolment_id')
    .select(['enrolment_id as enrolmentId', 'mark', 'enrolment.person_id as personId'])
    .select(isTheirLine('attendance').as('stands'))
    .execute()
}

export async function updateMark(
  tx: Tx,
  sessionId: string,
  enrolmentId: string,
  said: { mark: Mark | null; marked_at: Date; marked_by: string; means: MarkMeans },
): Promise<void> {
  await tx
    .updateTable('attendance')
    .set(said)
    .where('session_id', '=', sessionId)
    .where('enrolment_id', '=', enrolmentId)
    .execute()
}

export type WalkIn = Awaited<ReturnType<typeof listWalkIns>>[number]

/** Who walked in, with the place that those who were found have got since. */
export async function listWalkIns(db: Db, sessionId: string) {
  return db
    .selectFrom('walk_in')
    .innerJoin('session', 'session.id', 'walk_in.session_id')
    .leftJoin('enrolment', (join) =>
      join
        .onRef('enrolment.run_id', '=', 'session.run_id')
        .onRef('enrolment.person_id', '=', 'walk_in.person_id')
        .on('enrolment.status', 'in', ['confirmed', 'completed', 'not-completed'])
        .on(isTheirPlace('enrolment')),
    )
    .where('walk_in.session_id', '=', sessionId)
    .where('walk_in.removed_at', 'is', null)
    .orderBy('walk_in.added_at')
    .select([
      'walk_in.id',
      'walk_in.name',
      'enrolment.id as enrolment_id',
      'enrolment.status',
      'enrolment.confirmed_at',
      'enrolment.ended_at',
    ])
    .execute()
}

/** Adds somebody who walked in. True when nobody stood under this id yet. */
export async function insertWalkIn(
  tx: Tx,
  walkIn: { id: string; session_id: string; name: string; contact: string; added_at: Date; added_by: string },
): Promise<boolean> {
  const row = await tx
    .insertInto('walk_in')
    .values(walkIn)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findWalkIn(db: Db, id: string) {
  return db
    .selectFrom('walk_in')
    .where('id', '=', id)
    .select(['id', 'session_id', 'name', 'contact', 'removed_at'])
    .executeTakeFirst()
}

export async function removeWalkIn(
  tx: Tx,
  { id, session_id: sessionId }: { id: string; session_id: string },
  now: Date,
): Promise<boolean> {
  const row = await tx
    .updateTable('walk_in')
    .set({ removed_at: now })
    .where('id', '=', id)
    .where('session_id', '=', sessionId)
    .where('removed_at', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function findHeadCount(tx: Tx, sessionId: string): Promise<number | undefined> {
  const count = tx.selectFrom('head_count').where('session_id', '=', sessionId)
  return (await count.select('people').executeTakeFirst())?.people
}

export async function upsertHeadCount(tx: Tx, sessionId: string, people: number, now: Date): Promise<void> {
  await tx
    .insertInto('head_count')
    .values({ session_id: sessionId, people, counted_at: now })
    .onConflict((conflict) => conflict.column('session_id').doUpdateSet({ people, counted_at: now }))
    .execute()
}
