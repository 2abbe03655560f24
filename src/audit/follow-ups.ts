import { sql } from 'kysely'
import { isQuiet } from '../texts/quiet-hours.ts'
import { isPending } from './jobs.ts'
import type { Invariant } from './invariant.ts'

interface Row {
  session_id: string
  enrolment_id: string
  fault: string
}

/** Nobody who stays is forgotten, and nobody is called about a class that they did not miss. */
export const missedClassesAreFollowedUp: Invariant = {
  holds: 'Whoever missed a class without a word and stays on the course is to be called, or was',
  async findFaults({ db }) {
    const { rows } = await sql<Row>`
      select attendance.session_id, attendance.enrolment_id,
        case when follow_up.id is null then 'was missed, and nobody is to call'
          else 'is to be called, and was not missed' end as fault
      from attendance
      join enrolment on enrolment.id = attendance.enrolment_id
      left join follow_up on follow_up.session_id = attendance.session_id
        and follow_up.enrolment_id = attendance.enrolment_id
      where (attendance.mark = 'no-word' and follow_up.id is null
          and enrolment.status in ('confirmed', 'completed', 'not-completed', 'merged')
          and not exists (select from person where person.id = enrolment.person_id and erased_at is not null))
        or (follow_up.closed_at is null and follow_up.id is not null
          and attendance.mark is distinct from 'no-word')
      order by 1, 2`.execute(db)
    return rows.map(
      ({ session_id, enrolment_id, fault }) => `enrolment ${enrolment_id} at session ${session_id} ${fault}`,
    )
  },
}

export const queuedTextsAreOnTheirWay: Invariant = {
  holds: 'Every text message still to be sent has a job that will send it',
  async findFaults({ db, now, config }) {
    // At night they wait for the sweep of the morning.
    if (isQuiet({ now, timeZone: config.timeZone })) return []
    const { rows } = await sql<{ id: string }>`
      select id from text_message where status = 'queued'
        and not exists (select from graphile_worker._private_jobs job
          where job.payload ->> 'textId' = text_message.id::text and ${isPending})
      order by number`.execute(db)
    return rows.map(({ id }) => `text message ${id}: it is queued, and no job will send it`)
  },
}
