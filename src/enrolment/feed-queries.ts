import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import { addMinutes } from '../lib/time.ts'

const placeOnRun = sql`enrolment.run_id = run.id and enrolment.confirmed_at is not null`

const comingToRun = sql<number>`(select count(*)::int from enrolment
  where ${placeOnRun} and enrolment.status in ('confirmed', 'completed', 'not-completed'))`

/** Of the session, or of how many come to it. */
const lastChange = sql<Date>`greatest(session.updated_at,
  (select max(greatest(enrolment.confirmed_at, enrolment.ended_at)) from enrolment where ${placeOnRun}))`

/** Sessions this person teaches, from 60 days back, with how many people come to each, for their own feed. */
export async function listTaughtSessions(db: Db, personId: string, now: Date) {
  return db
    .selectFrom('session_trainer')
    .innerJoin('session', 'session.id', 'session_trainer.session_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .leftJoin('room', 'room.id', 'session.room_id')
    .where('session_trainer.person_id', '=', personId)
    .where('run.status', 'in', ['published', 'ended'])
    .where('session.status', '=', 'planned')
    .where('session.ends_at', '>', addMinutes(now, -60 * 24 * 60))
    .select([
      'session.id',
      'session.run_id',
      'session.starts_at',
      'session.ends_at',
      'session.end_assumed',
      'session.join_link',
      'session.revision',
      lastChange.as('updated_at'),
      'venue.name as venue_name',
      'venue.online as venue_online',
      'venue.address as venue_address',
      'room.name as room_name',
      'course.title',
      comingToRun.as('coming'),
    ])
    .execute()
}
