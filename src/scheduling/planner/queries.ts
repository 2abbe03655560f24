import { sql } from 'kysely'
import type { Db, RunStatus } from '../../database/schema.ts'
import type { Named } from '../trainers/namesakes.ts'

export interface PlannerSession {
  id: string
  run_id: string
  run_status: RunStatus
  title: string
  starts_at: Date
  ends_at: Date
  cancelled: boolean
  venue_id: string
  venue: string
  room_id: string | null
  room: string | null
  trainers: Named[]
  taken: number
  capacity: number
}

/** Every session that begins between these moments, drafts and cancelled ones too, by time; of one venue, if it is given. */
export async function listPlannerSessions(
  db: Db,
  { from, until, venueId }: { from: Date; until: Date; venueId?: string },
): Promise<PlannerSession[]> {
  const { rows } = await sql<PlannerSession>`
    select session.id, session.run_id, run.status as run_status, course.title, session.starts_at, session.ends_at,
      session.status = 'cancelled' as cancelled, session.venue_id, venue.name as venue, session.room_id,
      room.name as room, run.capacity,
      (select count(*) from enrolment where run_id = run.id and status = 'confirmed') as taken,
      coalesce((select json_agg(json_build_object('id', person.id, 'name', person.name,
          'email', person.email, 'phone', person.phone) order by person.name, person.id)
        from session_trainer join person on person.id = session_trainer.person_id
        where session_trainer.session_id = session.id), '[]') as trainers
    from session
    join run on run.id = session.run_id
    join course on course.id = run.course_id
    join venue on venue.id = session.venue_id
    left join room on room.id = session.room_id
    where session.starts_at >= ${from} and session.starts_at < ${until} and run.status <> 'cancelled'
      and (${venueId ?? null}::uuid is null or session.venue_id = ${venueId ?? null}::uuid)
    order by session.starts_at, course.title, session.id`.execute(db)
  return rows
}
