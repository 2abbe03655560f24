import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { hasPlace, isTheirLine } from '../../enrolment/line-queries.ts'
import { addMinutes } from '../../lib/time.ts'

/** For so long after their date whoever stood in finds the run: its register is marked when the class is over. */
const minutesAfterwards = 24 * 60

/** Whether they are of its team, or stand in on a date of it that is not over since yesterday. */
export const gives = (now: Date) => sql<boolean>`(run_trainer.left_at is null or exists (
  select from session_trainer own where own.run_id = run_trainer.run_id and own.person_id = run_trainer.person_id
    and own.status = 'planned' and own.ends_at > ${addMinutes(now, -minutesAfterwards)}))`

/** True when this person gives this run, or a date of it still to come: the only runs a trainer may see. */
export async function teaches(db: Db, trainerId: string, runId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('run_trainer')
    .select('run_id')
    .where('person_id', '=', trainerId)
    .where('run_id', '=', runId)
    .where(gives(now))
    .executeTakeFirst()
  return row !== undefined
}

/** How far the register of each session of a run is marked. */
export async function listMarked(db: Db, runId: string) {
  return db
    .selectFrom('attendance')
    .where('run_id', '=', runId)
    .where(isTheirLine('attendance'))
    .groupBy('session_id')
    .select((row) => [
      'session_id',
      row.fn.countAll<number>().as('people'),
      row.fn.count<number>('mark').as('marked'),
    ])
    .execute()
}

/**
 * Whether this is the first they see of the college: no run they have a place on begins before this one, and nobody has
 * ever noted that they came. When they booked does not matter, nor does a place they gave back before they came.
 */
export const firstTime: RawBuilder<boolean> = sql<boolean>`(not exists (
    select from enrolment earlier join session on session.run_id = earlier.run_id and session.status = 'planned'
    where earlier.person_id = enrolment.person_id and earlier.run_id <> enrolment.run_id
      and earlier.status in ('confirmed', 'completed', 'not-completed')
      and session.starts_at < (select min(starts_at) from session where run_id = enrolment.run_id and status = 'planned'))
  and not exists (
    select from enrolment elsewhere join attendance on attendance.enrolment_id = elsewhere.id
    where elsewhere.person_id = enrolment.person_id and elsewhere.run_id <> enrolment.run_id
      and attendance.mark in ('present', 'late', 'left-early'))
  and not exists (
    select from walk_in where walk_in.person_id = enrolment.person_id and walk_in.removed_at is null))`

export type ListedPerson = Awaited<ReturnType<typeof listClass>>[number]

/** Whoever has a place, or had one and gave it back: by the name they use, and with what helps them. */
export async function listClass(db: Db, runId: string) {
  return (
    db
      .selectFrom('enrolment')
      .innerJoin('person', 'person.id', 'enrolment.person_id')
      .where('enrolment.run_id', '=', runId)
      .where('enrolment.confirmed_at', 'is not', null)
      .where('enrolment.status', 'in', ['confirmed', 'completed', 'not-completed', 'withdrawn', 'cancelled'])
      .where('person.erased_at', 'is', null)
      // Whoever gave a place back and has one is coming, on whichever of two records that were joined. A place that was
      // doubled by them is not another.
      .where(
        sql<boolean>`not exists (select from enrolment again where again.run_id = enrolment.run_id
        and again.person_id = enrolment.person_id and again.confirmed_at is not null
        and again.status <> 'merged' and (${hasPlace('again')}, again.queue_number)
          > (${hasPlace('enrolment')}, enrolment.queue_number))`,
      )
      .orderBy('person.name')
      .orderBy('enrolment.queue_number')
      .select([
        'enrolment.id as enrolment_id',
        'enrolment.status',
        'enrolment.ended_at',
        'person.id as person_id',
        'person.name',
        'person.what_helps',
        firstTime.as('first_time'),
      ])
      .execute()
  )
}

export async function countWaiting(db: Db, runId: string): Promise<number> {
  const { waiting } = await db
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .where('status', '=', 'waiting')
    .select((row) => row.fn.countAll<number>().as('waiting'))
    .executeTakeFirstOrThrow()
  return waiting
}
