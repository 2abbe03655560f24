// What people have said of a class before it: that they cannot come on its day.
import { sql } from 'kysely'
import type { Tx } from '../database/schema.ts'

interface By {
  actorId: string | null
  now: Date
}

/** Of these sessions nobody with a place has told us any more that they cannot come. */
export async function takeWordsBack(tx: Tx, sessionIds: string[], { actorId, now }: By): Promise<void> {
  await sql`update attendance set mark = null, marked_at = ${now}, means = 'moved',
      marked_by = coalesce(${actorId}::uuid, marked_by)
    from enrolment
    where enrolment.id = attendance.enrolment_id and enrolment.status = 'confirmed'
      and attendance.mark = 'told-us' and session_id = any (${sessionIds}::uuid[])`.execute(tx)
}

/** Whoever had told us so of the day on which a session is again, and of whom nobody has said anything since, has told us. */
export async function giveWordsBack(
  tx: Tx,
  sessionIds: string[],
  timeZone: string,
  { actorId, now }: By,
): Promise<void> {
  await sql`update attendance one set mark = 'told-us', marked_at = ${now},
      marked_by = coalesce(${actorId}::uuid, marked_by)
    from enrolment, session
    where enrolment.id = one.enrolment_id and enrolment.status = 'confirmed' and session.id = one.session_id
      and one.mark is null and one.means = 'moved' and one.session_id = any (${sessionIds}::uuid[])
      and (session.starts_at at time zone ${timeZone})::date = (
        select (class_at at time zone ${timeZone})::date from attendance_event told
        where told.session_id = one.session_id and told.enrolment_id = one.enrolment_id and to_mark = 'told-us'
        order by told.id desc limit 1)`.execute(tx)
}
