import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import { addMinutes } from '../lib/time.ts'
import { isTheirLine, theirPlaces } from './line-queries.ts'

/** Of classes of so many days people are called: after longer, a call is a surprise and no kindness. */
export interface Lately {
  now: Date
  days: number
}

/** SQL for a class that was over of late: while it goes on, somebody may still come through the door. */
const isOver = (session: string, { now, days }: Lately) => sql`${sql.ref(`${session}.status`)} = 'planned'
  and ${sql.ref(`${session}.ends_at`)} <= ${now}
  and ${sql.ref(`${session}.ends_at`)} > ${addMinutes(now, -days * 24 * 60)}`

/** SQL for any of the places of which one call is, of follow_up. As an array it is asked once, and finds by the index. */
const ofThem = sql`any (array${theirPlaces(sql.ref('follow_up.enrolment_id'))})`

/**
 * SQL for whom to call, of follow_up with its session and enrolment: who missed a class that is over and stays, once for
 * each course, however many classes of it they missed. Nobody whose account closes or is closed.
 */
export const isToBeCalled = (
  lately: Lately,
) => sql<boolean>`(follow_up.closed_at is null and ${isOver('session', lately)}
  and enrolment.status in ('confirmed', 'completed', 'not-completed', 'merged')
  and ${isTheirLine('follow_up')}
  and not exists (select from account_closing where account_closing.person_id = enrolment.person_id)
  and not exists (select from follow_up as earlier join session as missed on missed.id = earlier.session_id
    where earlier.enrolment_id = ${ofThem} and earlier.closed_at is null and ${isOver('missed', lately)}
      and ${isTheirLine('earlier')}
      and (earlier.opened_at, earlier.id) < (follow_up.opened_at, follow_up.id)))`

/** SQL for whether the last that was noted of their place asks the office to get in touch. */
export const isForOffice = sql<boolean>`coalesce((select last.outcome = 'for-the-office' from follow_up_call as last
  where last.enrolment_id = ${ofThem} and last.taken_back_at is null
  order by last.at desc, last.id limit 1), false)`

/** How many people are to be called because they missed a class without a word; and how many of them ask for the office. */
export async function countFollowUps(db: Db, lately: Lately): Promise<{ people: number; forOffice: number }> {
  return db
    .selectFrom('follow_up')
    .innerJoin('session', 'session.id', 'follow_up.session_id')
    .innerJoin('enrolment', 'enrolment.id', 'follow_up.enrolment_id')
    .where(isToBeCalled(lately))
    .select(({ fn }) => [
      fn.count<number>('enrolment.person_id').distinct().as('people'),
      fn.count<number>('enrolment.person_id').distinct().filterWhere(isForOffice).as('forOffice'),
    ])
    .executeTakeFirstOrThrow()
}
