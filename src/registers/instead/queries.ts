import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'
import type { TextMessage } from '../../texts/queries.ts'

type Refused = Pick<TextMessage, 'person_id' | 'created_at' | 'useless_after'>

export interface TextedReminder {
  session_id: string
  enrolment_id: string
  day: string
  run_id: string
}

/** The reminder that this text message was: both were written in one moment, and it is of no use once the class begins. */
export async function findTextedReminder(
  db: Db,
  { person_id, created_at, useless_after }: Refused,
): Promise<TextedReminder | undefined> {
  const { rows } = await sql<TextedReminder>`
    select reminder.session_id, reminder.enrolment_id, reminder.day::text as day, session.run_id
    from reminder join enrolment on enrolment.id = reminder.enrolment_id
    join session on session.id = reminder.session_id
    where reminder.channel = 'text' and reminder.at = ${created_at} and enrolment.person_id = ${person_id}
    order by session.starts_at = ${useless_after}::timestamptz desc nulls last, session.id limit 1`.execute(
    db,
  )
  return rows[0]
}

export interface Written {
  id: string
  name: string
  email: string
}

/** Makes a reminder one by email, once, if there is still something to be reminded of and an email to do it by. */
export async function claimForEmail(
  tx: Tx,
  { session_id, enrolment_id, day }: TextedReminder,
  { now, timeZone }: { now: Date; timeZone: string },
): Promise<Written | undefined> {
  const { rows } = await sql<Written>`
    update reminder set channel = 'email' from enrolment, person, session
    where reminder.session_id = ${session_id}::uuid and reminder.enrolment_id = ${enrolment_id}::uuid
      and reminder.day = ${day}::date and reminder.channel = 'text'
      and enrolment.id = reminder.enrolment_id and enrolment.status = 'confirmed'
      and person.id = enrolment.person_id and person.email is not null and person.reminders
      and session.id = reminder.session_id and session.status = 'planned' and session.starts_at > ${now}
      and (session.starts_at at time zone ${timeZone})::date = reminder.day
      and not exists (select from attendance where attendance.session_id = reminder.session_id
        and attendance.enrolment_id = reminder.enrolment_id and attendance.mark is not null)
    returning person.id, person.name, person.email`.execute(tx)
  return rows[0]
}

/** Makes a kind word one by email, once, to somebody who has one and stays. */
export async function claimWordForEmail(
  tx: Tx,
  { person_id, created_at }: Refused,
): Promise<Written | undefined> {
  const { rows } = await sql<Written>`
    update re_engagement set channel = 'email' from person
    where re_engagement.person_id = ${person_id}::uuid and re_engagement.sent_at = ${created_at}
      and re_engagement.channel = 'text' and person.id = re_engagement.person_id and person.email is not null
      and not exists (select from account_closing where account_closing.person_id = person.id)
    returning person.id, person.name, person.email`.execute(tx)
  return rows[0]
}
