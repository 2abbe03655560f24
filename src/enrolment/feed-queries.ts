import { sql } from 'kysely'
import { pastRunsFrom } from '../accounts/privacy/rules.ts'
import type { Db } from '../database/schema.ts'
import { comingToSession } from './coming-queries.ts'

const feedColumns = [
  'session.id',
  'session.run_id',
  'session.starts_at',
  'session.ends_at',
  'session.end_assumed',
  'session.join_link',
  'session.revision',
  'venue.name as venue_name',
  'venue.online as venue_online',
  'venue.address as venue_address',
  'room.name as room_name',
  'course.title',
] as const

/** Sessions of every course this person has a place on, from 60 days back, for their own feed. */
export async function listFeedSessions(db: Db, personId: string, now: Date) {
  return db
    .selectFrom('enrolment')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('session', 'session.run_id', 'run.id')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .leftJoin('room', 'room.id', 'session.room_id')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', 'in', ['confirmed', 'completed', 'not-completed'])
    .where('session.status', '=', 'planned')
    .where('session.ends_at', '>', pastRunsFrom(now))
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .select(feedColumns)
    .select('session.updated_at')
    .execute()
}

const placeOnRun = sql`enrolment.run_id = run.id and enrolment.confirmed_at is not null`

/** Of the session, or of how many come to it. */
const lastChange = sql<Date>`greatest(session.updated_at,
  (select max(greatest(enrolment.confirmed_at, enrolment.ended_at)) from enrolment where ${placeOnRun}),
  (select max(at) from attendance_event where session_id = session.id and 'told-us' in (from_mark, to_mark)))`

/** Sessions this person teaches, with how many people come to each, for their own feed: for as long as its links to class lists lead somewhere. */
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
    .where('session.ends_at', '>', pastRunsFrom(now))
    .select(feedColumns)
    .select([lastChange.as('updated_at'), comingToSession.as('coming'), 'run.drop_in'])
    .execute()
}
