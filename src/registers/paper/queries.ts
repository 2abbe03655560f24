import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import { isTheirLine } from '../../enrolment/line-queries.ts'
import { listSessions } from '../../scheduling/queries.ts'

interface Asked {
  from: Date
  until: Date
  venue?: string | undefined
}

/** The classes of these days that have a sheet: by day, site and time. Online nobody signs on paper. */
export async function listSheets(db: Db, { from, until, venue }: Asked, timeZone: string) {
  const rows = await db
    .selectFrom('session')
    .innerJoin('venue', 'venue.id', 'session.venue_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('session.starts_at', '>=', from)
    .where('session.starts_at', '<', until)
    .where('session.status', '=', 'planned')
    .where('run.status', 'in', ['published', 'ended'])
    .where('venue.online', '=', false)
    .$if(venue !== undefined, (some) => some.where('venue.id', '=', venue ?? ''))
    .orderBy(sql`(session.starts_at at time zone ${timeZone})::date`)
    .orderBy('venue.name')
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .select(['session.id', 'session.run_id', 'session.number', 'run.drop_in', 'course.title'])
    .execute()
  const sessions = await listSessions(db, [...new Set(rows.map(({ run_id: id }) => id))])
  const byId = new Map(sessions.map((session) => [session.id, session]))
  return rows.flatMap((row) => {
    const session = byId.get(row.id)
    return session === undefined ? [] : [{ ...session, ...row }]
  })
}

/** Who is expected at each of them, by the name they use. */
export async function listSheetNames(db: Db, sessionIds: readonly string[]) {
  return db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('attendance.session_id', '=', sql<string>`any(${sessionIds}::uuid[])`)
    .where(isTheirLine('attendance'))
    .orderBy('person.name')
    .orderBy('enrolment.queue_number')
    .select(['attendance.session_id', 'person.name', 'enrolment.status'])
    .execute()
}
