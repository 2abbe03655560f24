import { sql } from 'kysely'
import { pastRunsFrom } from '../../accounts/privacy/rules.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { comingToSession } from '../../enrolment/coming-queries.ts'
import { isTheirLine } from '../../enrolment/line-queries.ts'
import { addMinutes } from '../../lib/time.ts'
import { gives } from '../class-list/queries.ts'
import { isUnfinished } from '../../enrolment/register-queries.ts'

const day = 24 * 60

/** For how long they are asked for what they did not mark. Later nobody remembers. */
const daysToMark = 30

export type TaughtRun = Awaited<ReturnType<typeof listTaughtRuns>>[number]

/** The runs a trainer gives or gave lately, the next first and those that are over last, with the dates that are theirs. */
export async function listTaughtRuns(db: Db, trainerId: string, now: Date) {
  const dates = (what: 'min(starts_at)' | 'max(ends_at)', after: Date) => sql<Date | null>`(
    select ${sql.raw(what)} from session where run_id = run.id and status = 'planned' and ends_at > ${after})`
  const next = dates('min(starts_at)', now)
  const last = dates('max(ends_at)', pastRunsFrom(now))
  return db
    .selectFrom('run_trainer')
    .innerJoin('run', 'run.id', 'run_trainer.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run_trainer.person_id', '=', trainerId)
    .where(gives(now))
    .where('run.status', 'in', ['published', 'ended'])
    .where(last, 'is not', null)
    .orderBy(next, (order) => order.asc().nullsLast())
    .orderBy(last, 'desc')
    .select([
      'run.id',
      'run.capacity',
      'run.drop_in',
      'run_trainer.expertise',
      'course.title',
      sql<boolean>`${next} is null`.as('over'),
      sql<boolean>`run_trainer.left_at is not null`.as('stands_in'),
      sql<string[]>`array(select session_id::text from session_trainer
        where run_id = run.id and person_id = ${trainerId})`.as('own_dates'),
      // Of a run that is over two records that were joined each have a place.
      sql<number>`(select count(distinct person_id)::int from enrolment
        where run_id = run.id and status in ('confirmed', 'completed', 'not-completed'))`.as('with_place'),
      sql<Record<string, number>>`(select coalesce(json_object_agg(session.id, ${comingToSession}), '{}')
        from session where session.run_id = run.id)`.as('coming'),
      sql<number>`(select count(*)::int from enrolment where run_id = run.id and status = 'waiting')`.as(
        'waiting',
      ),
    ])
    .execute()
}

export type ToMark = Awaited<ReturnType<typeof listToMark>>[number]

/** Sessions that this trainer gave of which the register is not fully marked, or the heads are not counted; the oldest first. */
export async function listToMark(db: Db, trainerId: string, now: Date) {
  const people = sql<number>`(select count(*)::int from attendance where session_id = session.id
    and ${isTheirLine('attendance')})`
  const unmarked = sql<number>`(select count(*)::int from attendance where session_id = session.id
    and mark is null and ${isTheirLine('attendance')})`
  return db
    .selectFrom('session_trainer')
    .innerJoin('session', 'session.id', 'session_trainer.session_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('session_trainer.person_id', '=', trainerId)
    .where('session.status', '=', 'planned')
    .where('session.ends_at', '<=', now)
    .where('session.ends_at', '>', addMinutes(now, -daysToMark * day))
    .where('run.status', 'in', ['published', 'ended'])
    .where(isUnfinished)
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .select(['session.id', 'session.starts_at', 'session.ends_at', 'session.end_assumed', 'run.drop_in'])
    .select(['course.title', people.as('people'), unmarked.as('unmarked')])
    .execute()
}

export async function findLook(db: Db, trainerId: string): Promise<Date | undefined> {
  const look = await db
    .selectFrom('trainer_look')
    .where('person_id', '=', trainerId)
    .select('seen_at')
    .executeTakeFirst()
  return look?.seen_at
}

/** From an old page nothing that was seen since becomes unseen again. */
export async function upsertLook(tx: Tx, trainerId: string, seenAt: Date): Promise<void> {
  await tx
    .insertInto('trainer_look')
    .values({ person_id: trainerId, seen_at: seenAt })
    .onConflict((conflict) =>
      conflict
        .column('person_id')
        .doUpdateSet({ seen_at: sql`greatest(trainer_look.seen_at, excluded.seen_at)` }),
    )
    .execute()
}
