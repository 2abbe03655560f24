import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import { isTheirLine } from './line-queries.ts'

/** After so long a call about a class is a surprise and no kindness. */
const longestAgo = sql`interval '60 days'`

/** SQL for a class that was over of late: while it goes on, somebody may still come through the door. */
const isOver = (session: string, now: Date) => sql`${sql.ref(`${session}.status`)} = 'planned'
  and ${sql.ref(`${session}.ends_at`)} <= ${now}
  and ${sql.ref(`${session}.ends_at`)} > ${now}::timestamptz - ${longestAgo}`

/**
 * SQL for whom to call, of follow_up with its session and enrolment: who missed a class that is over and stays, once for
 * each place, however many classes of it they missed. Nobody whose account closes or is closed.
 */
export const isToBeCalled = (
  now: Date,
) => sql<boolean>`(follow_up.closed_at is null and ${isOver('session', now)}
  and enrolment.status in ('confirmed', 'completed', 'not-completed', 'merged')
  and ${isTheirLine('follow_up')}
  and not exists (select from account_closing where account_closing.person_id = enrolment.person_id)
  and not exists (select from follow_up as earlier join session as missed on missed.id = earlier.session_id
    where earlier.enrolment_id = follow_up.enrolment_id and earlier.closed_at is null and ${isOver('missed', now)}
      and ${isTheirLine('earlier')}
      and (earlier.opened_at, earlier.id) < (follow_up.opened_at, follow_up.id)))`

/** How many people are to be called because they missed a class without a word. */
export async function countFollowUps(db: Db, now: Date): Promise<number> {
  const { count } = await db
    .selectFrom('follow_up')
    .innerJoin('session', 'session.id', 'follow_up.session_id')
    .innerJoin('enrolment', 'enrolment.id', 'follow_up.enrolment_id')
    .where(isToBeCalled(now))
    .select(({ fn }) => fn.count<number>('enrolment.person_id').distinct().as('count'))
    .executeTakeFirstOrThrow()
  return count
}
