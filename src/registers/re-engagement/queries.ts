import { type RawBuilder, sql } from 'kysely'
import type { Db, PreferredContact, Tx } from '../../database/schema.ts'
import type { Had } from './rules.ts'

const hadAPlace = sql`exists (select from enrolment
  where enrolment.person_id = person.id and enrolment.confirmed_at is not null)`

const chosen: Record<Had, RawBuilder<unknown>> = {
  all: sql`true`,
  'had-a-place': hadAPlace,
  'never-had-one': sql`not ${hadAPlace}`,
}

/** The last sign of them: a visit, a wish for a place, a class they came to. */
const lastSeen = sql<Date>`greatest(person.created_at, person.last_seen_at,
  (select max(web_session.last_seen_at) from web_session where web_session.person_id = person.id),
  (select max(greatest(enrolment.joined_at, enrolment.ended_at)) from enrolment
    where enrolment.person_id = person.id),
  (select max(session.starts_at) from attendance join session on session.id = attendance.session_id
    join enrolment on enrolment.id = attendance.enrolment_id
    where enrolment.person_id = person.id and attendance.mark in ('present', 'late', 'left-early')),
  (select max(session.starts_at) from walk_in join session on session.id = walk_in.session_id
    where walk_in.person_id = person.id and walk_in.removed_at is null))`

/**
 * SQL for students not seen since, who have nothing to come to, and were not written to since: none who works here, none
 * whose account closes, none whom nothing reaches, none who was asked whether to keep their account.
 */
function away({ since, had }: { since: Date; had: Had }) {
  return sql`person.erased_at is null and person.merged_into is null and person.created_at < ${since}
    and ${chosen[had]} and ${lastSeen} < ${since}
    and (person.closing_announced_at is null or person.closing_announced_at < ${since})
    and (person.email is not null or person.phone is not null or btrim(person.postal_address) <> '')
    and exists (select from role_grant where role_grant.person_id = person.id and role = 'student')
    and not exists (select from role_grant where role_grant.person_id = person.id and role <> 'student')
    and not exists (select from account_closing where account_closing.person_id = person.id)
    and not exists (select from enrolment where enrolment.person_id = person.id
      and enrolment.status in ('requested', 'waiting', 'offered', 'confirmed'))
    and not exists (select from re_engagement where re_engagement.person_id = person.id
      and re_engagement.sent_at >= ${since})`
}

export interface Away {
  id: string
  name: string
  email: string | null
  phone: string | null
  preferred_contact: PreferredContact
  last_seen: Date
  had_a_place: boolean
  written_at: Date | null
}

/** So many at once. */
export const mostAtOnce = 300

/** People not seen since, whom we missed longest first, and when they were last written to. */
export async function listAway(db: Db, asked: { since: Date; had: Had }): Promise<Away[]> {
  const { rows } = await sql<Away>`
    select person.id, person.name, person.email, person.phone, person.preferred_contact,
      ${lastSeen} as last_seen, ${hadAPlace} as had_a_place,
      (select max(sent_at) from re_engagement where re_engagement.person_id = person.id) as written_at
    from person where ${away(asked)} order by last_seen, person.id limit ${mostAtOnce}`.execute(db)
  return rows
}

export async function countAway(db: Db, asked: { since: Date; had: Had }): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from person where ${away(asked)}`.execute(db)
  return rows[0]?.count ?? 0
}

/** Holds people, in the order of their ids: whoever writes to them at the same time waits. */
export async function lockPeople(tx: Tx, ids: readonly string[]): Promise<void> {
  await sql`select from person where id = any(${ids}::uuid[]) order by id for no key update`.execute(tx)
}

export async function insertWritten(
  tx: Tx,
  written: { person_id: string; sent_at: Date; sent_by: string; channel: 'email' | 'text' | 'call' },
): Promise<void> {
  await tx.insertInto('re_engagement').values(written).execute()
}
