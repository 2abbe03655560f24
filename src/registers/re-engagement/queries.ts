import { type RawBuilder, sql } from 'kysely'
import type { Db, PreferredContact, Tx } from '../../database/schema.ts'
import { came, marks } from '../marks.ts'
import type { Had } from './rules.ts'

const chosen: Record<Had, RawBuilder<unknown>> = {
  all: sql`true`,
  'had-a-place': sql`sign.had_a_place`,
  'never-had-one': sql`not sign.had_a_place`,
}

/**
 * SQL for the last sign of each person: a visit, a wish for a place, a class they came to. Each kind is gathered once for
 * everybody. Of classes those since then are enough: a place that is over ended after its classes.
 */
const signs = (since: Date) => sql`
  left join (select person_id, max(greatest(joined_at, ended_at)) as at, bool_or(confirmed_at is not null) as had,
      bool_or(status in ('requested', 'waiting', 'offered', 'confirmed')) as goes_on
    from enrolment group by person_id) as place on place.person_id = person.id
  left join (select person_id, max(last_seen_at) as at from web_session group by person_id) as visit
    on visit.person_id = person.id
  left join (select enrolment.person_id, max(session.starts_at) as at
    from session join attendance on attendance.session_id = session.id
    join enrolment on enrolment.id = attendance.enrolment_id
    where session.starts_at >= ${since} and attendance.mark in (${sql.join(marks.filter(came))})
    group by enrolment.person_id) as class on class.person_id = person.id
  left join (select walk_in.person_id, max(session.starts_at) as at
    from walk_in join session on session.id = walk_in.session_id
    where walk_in.removed_at is null group by walk_in.person_id) as walked on walked.person_id = person.id
  cross join lateral (select coalesce(place.had, false) as had_a_place,
    greatest(person.created_at, person.last_seen_at, place.at, visit.at, class.at, walked.at) as last_seen) as sign`

/** Not seen since; of a page that is sent back, up to whom it showed last. */
export interface Sought {
  since: Date
  had: Had
  until?: Date | undefined
}

/**
 * SQL for students not seen since, who have nothing to come to, and were not written to since: none who works here, none
 * whose account closes, none whom nothing reaches, none who was asked whether to keep their account.
 */
function isAway({ since, had, until = since }: Sought) {
  return sql`person.erased_at is null and person.merged_into is null and person.created_at < ${since}
    and ${chosen[had]} and sign.last_seen < ${since} and sign.last_seen <= ${until}
    and (person.closing_announced_at is null or person.closing_announced_at < ${since})
    and (person.email is not null or person.phone is not null or btrim(person.postal_address) <> '')
    and place.goes_on is not true
    and person.id in (select person_id from role_grant group by person_id having bool_and(role = 'student'))
    and not exists (select from account_closing where account_closing.person_id = person.id)
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
  /** How many there are, shown or not. */
  of_all: number
}

/** So many at once. */
export const mostAtOnce = 300

/** People not seen since, whom we missed longest first, and when they were last written to. */
export async function listAway(db: Db, sought: Sought): Promise<Away[]> {
  const { rows } = await sql<Away>`
    select away.*, (select max(sent_at) from re_engagement where re_engagement.person_id = away.id) as written_at
    from (
      select person.id, person.name, person.email, person.phone, person.preferred_contact, sign.last_seen,
        sign.had_a_place, (count(*) over ())::int as of_all
      from person ${signs(sought.since)} where ${isAway(sought)}
      order by sign.last_seen, person.id limit ${mostAtOnce}) as away
    order by away.last_seen, away.id`.execute(db)
  return rows
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
