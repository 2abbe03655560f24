import { sql, type SelectQueryBuilder } from 'kysely'
import type { AuditAction } from '../../database/audit-actions.ts'
import type { Database, Db, Role, Tx } from '../../database/schema.ts'

/** What the trail says of a run that was published with a reason instead of both trainers. */
export const withoutBoth: AuditAction = 'run.published-with-override'

export interface TrailFilter {
  /** Part of the name of whom it was about, or their id. */
  person?: string | undefined
  /** Part of the name of who did it, or their id. */
  by?: string | undefined
  action?: string | undefined
  from?: Date | undefined
  until?: Date | undefined
  /** Only what stands below this line. */
  before?: number | undefined
}

export interface TrailLine {
  id: number
  at: Date
  action: string
  actor_id: string | null
  actor_name: string | null
  subject_kind: string
  subject_id: string
  person_id: string | null
  person_name: string | null
  course_title: string | null
  /** The name, as it is now, of what the line is about when that is neither a person nor a run. */
  thing_name: string | null
  detail: Record<string, unknown>
}

/** The trail, newest first; names come from the people as they are now. */
export async function listTrail(db: Db, filter: TrailFilter, limit: number): Promise<TrailLine[]> {
  let query = lines(db)
  const { person, by, action, from, until, before } = filter
  if (before !== undefined) query = query.where('audit_event.id', '<', before)
  if (action !== undefined) query = query.where('audit_event.action', '=', action)
  if (from !== undefined) query = query.where('audit_event.at', '>=', from)
  if (until !== undefined) query = query.where('audit_event.at', '<', until)
  if (person !== undefined) query = query.where(isAbout(person))
  if (by !== undefined) query = query.where(sql<boolean>`audit_event.actor_id in (${named(by)})`)
  return query.orderBy('audit_event.id', 'desc').limit(limit).execute()
}

/** What each line is about: a person, an enrolment or a mail leads to somebody; a session or an enrolment to a run. */
function lines(db: Db) {
  return db
    .selectFrom('audit_event')
    .leftJoin('person as actor', 'actor.id', 'audit_event.actor_id')
    .leftJoin('enrolment', (join) => subject(join, 'enrolment'))
    .leftJoin('mail', (join) => subject(join, 'mail'))
    .leftJoin('session', (join) => subject(join, 'session'))
    .leftJoin('run', (join) =>
      join.on(
        sql<boolean>`run.id = case when audit_event.subject_kind in ('run', 'class-list') then audit_event.subject_id
          else coalesce(enrolment.run_id, session.run_id) end`,
      ),
    )
    .leftJoin('course', 'course.id', 'run.course_id')
    .leftJoin('person as about', (join) =>
      join.on(
        sql<boolean>`about.id = case when audit_event.subject_kind in ('person', 'trainer') then audit_event.subject_id
          else coalesce(enrolment.person_id, mail.person_id) end`,
      ),
    )
    .select([
      'audit_event.id',
      'audit_event.at',
      'audit_event.action',
      'audit_event.actor_id',
      'actor.name as actor_name',
      'audit_event.subject_kind',
      'audit_event.subject_id',
      'about.id as person_id',
      'about.name as person_name',
      'course.title as course_title',
      thingName.as('thing_name'),
      'audit_event.detail',
    ])
}

const thingName = sql<string | null>`case audit_event.subject_kind
  when 'course' then (select title from course where id = audit_event.subject_id)
  when 'category' then (select name from category where id = audit_event.subject_id)
  when 'term' then (select name from term where id = audit_event.subject_id)
  when 'venue' then (select name from venue where id = audit_event.subject_id)
  when 'room' then (select room.name || ', ' || venue.name from room join venue on venue.id = room.venue_id
    where room.id = audit_event.subject_id)
  when 'closure' then (select concat_ws(', ', name, to_char(starts_on, 'FMDD Mon YYYY')
      || case when ends_on > starts_on then ' to ' || to_char(ends_on, 'FMDD Mon YYYY') else '' end)
    from closure where id = audit_event.subject_id)
  when 'bulk-change' then (select title from bulk_change where id = audit_event.subject_id) end`

type Join = Parameters<
  Parameters<SelectQueryBuilder<Database, 'audit_event', object>['leftJoin']>[1] & object
>[0]

function subject(join: Join, kind: 'enrolment' | 'mail' | 'session') {
  return join.on(
    sql<boolean>`${sql.ref(`${kind}.id`)} = audit_event.subject_id and audit_event.subject_kind = ${kind}`,
  )
}

/** What is about these people, as `lines` has it: asked of the few it may be, not of each of hundreds of thousands of lines. */
function isAbout(text: string) {
  const ofThem = sql`person_id in (${named(text)})`
  return sql<boolean>`audit_event.id = any(array(select id from audit_event where (subject_kind, subject_id) in (
    select kind, id from (values ('person'), ('trainer')) as kinds (kind), (${named(text)}) as people
    union all select 'enrolment', id from enrolment where ${ofThem}
    union all select 'mail', id from mail where ${ofThem})))`
}

function named(text: string) {
  const part = `%${text.replace(/[\\%_]/g, '\\$&')}%`
  return sql`select id from person where name ilike ${part} or id::text = ${text.toLowerCase()}`
}

/** The actions that are in the trail, so that nobody chooses one and finds nothing. */
export async function listActions(db: Db): Promise<string[]> {
  const rows = await db.selectFrom('audit_event').select('action').distinct().orderBy('action').execute()
  return rows.map(({ action }) => action)
}

/** True when this person looked at the trail since then: once a day is noted, not every page of it. */
export async function hasLooked(tx: Tx, actorId: string, since: Date): Promise<boolean> {
  const row = await tx
    .selectFrom('audit_event')
    .where('actor_id', '=', actorId)
    .where('action', '=', 'trail.looked-at')
    .where('at', '>=', since)
    .select('id')
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

export async function countRoles(db: Db): Promise<{ role: Role; count: number }[]> {
  return db
    .selectFrom('role_grant')
    .groupBy('role')
    .select((row) => ['role', row.fn.countAll<number>().as('count')])
    .execute()
}

export async function countPlaces(db: Db): Promise<{ status: string; count: number }[]> {
  return db
    .selectFrom('enrolment')
    .groupBy('status')
    .select((row) => ['status', row.fn.countAll<number>().as('count')])
    .execute()
}

export async function countRuns(db: Db): Promise<{ status: string; count: number }[]> {
  return db
    .selectFrom('run')
    .groupBy('status')
    .select((row) => ['status', row.fn.countAll<number>().as('count')])
    .execute()
}

/** How many runs that people can see, or could, have both kinds of trainer, and how many go without for a reason. */
export async function countCoDelivery(db: Db): Promise<{ both: number; without: number; reasons: number }> {
  const { rows } = await sql<{ both: number; without: number; reasons: number }>`
    with pair as (
      select (select count(distinct expertise) from run_trainer
        where run_id = run.id and left_at is null) = 2 as is_whole
      from run where status in ('published', 'ended')
    )
    select count(*) filter (where is_whole)::int as both, count(*) filter (where not is_whole)::int as without,
      (select count(*)::int from audit_event where action = ${withoutBoth}) as reasons
    from pair`.execute(db)
  return rows[0] ?? { both: 0, without: 0, reasons: 0 }
}

/** Work that waits for the office, in numbers. */
export async function countWaiting(db: Db): Promise<{ calls: number; failedMails: number; noted: number }> {
  const { rows } = await sql<{ calls: number; failedMails: number; noted: number }>`select
    (select count(*)::int from call where done_at is null and overtaken_at is null) as calls,
    (select count(*)::int from mail where status = 'failed') as "failedMails",
    (select count(*)::int from audit_event) as noted`.execute(db)
  return rows[0] ?? { calls: 0, failedMails: 0, noted: 0 }
}
