import { sql } from 'kysely'
import type { Db, PreferredContact, Tx } from '../../database/schema.ts'

export interface ReminderSettings {
  hours: number
  timeZone: string
}

const dayOf = (timeZone: string) => sql<string>`(session.starts_at at time zone ${timeZone})::date::text`

/**
 * SQL for who is to be reminded: a confirmed place, nothing said of that class yet, not reminded of that day, and wants
 * to be. Whoever enrolled when it was that near has just had a message with the dates.
 */
const toRemind = ({ hours, timeZone }: ReminderSettings) => sql`
  from enrolment join person on person.id = enrolment.person_id
  where enrolment.run_id = session.run_id and enrolment.status = 'confirmed'
    and enrolment.confirmed_at < session.starts_at - make_interval(hours => ${hours})
    and person.reminders and person.erased_at is null
    and not exists (select from attendance where attendance.session_id = session.id
      and attendance.enrolment_id = enrolment.id and attendance.mark is not null)
    and not exists (select from reminder where reminder.session_id = session.id
      and reminder.enrolment_id = enrolment.id
      and reminder.day = (session.starts_at at time zone ${timeZone})::date)`

/** Classes between these moments of which somebody is to be reminded. */
export async function listNear(
  db: Db,
  { from, until }: { from: Date; until: Date },
  settings: ReminderSettings,
): Promise<{ id: string; run_id: string; starts_at: Date }[]> {
  const { rows } = await sql<{ id: string; run_id: string; starts_at: Date }>`
    select session.id, session.run_id, session.starts_at
    from session join run on run.id = session.run_id and run.status = 'published'
    where session.status = 'planned' and session.starts_at > ${from} and session.starts_at <= ${until}
      and exists (select ${toRemind(settings)})
    order by session.starts_at, session.id`.execute(db)
  return rows
}

export interface ToRemind {
  enrolment_id: string
  day: string
  id: string
  name: string
  email: string | null
  phone: string | null
  preferred_contact: PreferredContact
}

/** Who is to be reminded of one class that still takes place. */
export async function listToRemind(
  tx: Tx,
  sessionId: string,
  settings: ReminderSettings,
): Promise<ToRemind[]> {
  const { rows } = await sql<ToRemind>`
    select who.*, ${dayOf(settings.timeZone)} as day from session, lateral (
      select enrolment.id as enrolment_id, person.id, person.name, person.email, person.phone,
        person.preferred_contact ${toRemind(settings)}) as who
    where session.id = ${sessionId}::uuid and session.status = 'planned'
    order by who.enrolment_id`.execute(tx)
  return rows
}

/** Notes that somebody is reminded of a class on its day. False when somebody else has done so. */
export async function insertReminder(
  tx: Tx,
  reminder: {
    session_id: string
    enrolment_id: string
    day: string
    at: Date
    channel: 'email' | 'text' | 'none'
  },
): Promise<boolean> {
  const row = await tx
    .insertInto('reminder')
    .values(reminder)
    .onConflict((conflict) => conflict.doNothing())
    .returning('enrolment_id')
    .executeTakeFirst()
  return row !== undefined
}
