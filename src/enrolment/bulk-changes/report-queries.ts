// How far the telling of a change of many dates is: read by its pages only.
import { sql } from 'kysely'
import type { Db } from '../../database/schema.ts'
import type { MailContent } from '../../mail/content.ts'

const madeBy = sql<string | null>`(select person.name from audit_event
  join person on person.id = audit_event.actor_id
  where subject_kind = 'bulk-change' and subject_id = bulk_change.id and action = 'bulk-change.made' limit 1)`

const ofChange = (what: ReturnType<typeof sql<number>>) => sql<number>`coalesce(${what}, 0)::int`
const countMails = (status: 'sent' | 'queued' | 'failed') =>
  ofChange(
    sql<number>`(select count(*) from mail where bulk_change_id = bulk_change.id and status = ${status})`,
  )

function reports(db: Db) {
  return db
    .selectFrom('bulk_change')
    .selectAll('bulk_change')
    .select([
      madeBy.as('made_by'),
      ofChange(
        sql<number>`(select count(*) from bulk_change_session where bulk_change_id = bulk_change.id)`,
      ).as('dates'),
      ofChange(sql<number>`(select count(*) from bulk_change_run where bulk_change_id = bulk_change.id)`).as(
        'runs',
      ),
      ofChange(
        sql<number>`(select count(*) from bulk_change_run where bulk_change_id = bulk_change.id and told_at is null)`,
      ).as('runs_untold'),
      ofChange(
        sql<number>`(select sum(people) from bulk_change_run where bulk_change_id = bulk_change.id and told_at is null)`,
      ).as('people_untold'),
      countMails('sent').as('sent'),
      countMails('queued').as('queued'),
      countMails('failed').as('failed'),
      ofChange(
        sql<number>`(select count(*) from call where bulk_change_id = bulk_change.id and done_at is not null)`,
      ).as('told_by_hand'),
      ofChange(
        sql<number>`(select count(*) from call where bulk_change_id = bulk_change.id and overtaken_at is not null)`,
      ).as('overtaken'),
      ofChange(
        sql<number>`(select count(*) from call where bulk_change_id = bulk_change.id
          and done_at is null and overtaken_at is null)`,
      ).as('by_hand'),
    ])
}

export type Report = NonNullable<Awaited<ReturnType<typeof findReport>>>

export async function findReport(db: Db, id: string) {
  return reports(db).where('bulk_change.id', '=', id).executeTakeFirst()
}

/** The latest first; `before`: only those before that one. */
export async function listReports(
  db: Db,
  { before, most }: { before: number | undefined; most: number },
): Promise<Report[]> {
  return reports(db)
    .$if(before !== undefined, (query) => query.where('bulk_change.number', '<', before ?? 0))
    .orderBy('bulk_change.number', 'desc')
    .limit(most)
    .execute()
}

export async function listDatesOfChange(db: Db, id: string) {
  return db
    .selectFrom('bulk_change_session as date')
    .innerJoin('session', 'session.id', 'date.session_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('date.bulk_change_id', '=', id)
    .orderBy('date.was_starts_at')
    .orderBy('course.title')
    .selectAll('date')
    .select(['session.run_id', 'run.status as run_status', 'course.title'])
    .execute()
}

/**
 * What somebody of the office has to tell, or had to, without the words: all that one person hears together, in the
 * order in which it was written.
 */
export async function listByHand(db: Db, id: string) {
  return byHand(db, id)
    .select(['call.id', 'call.number', 'call.run_id', 'call.person_id'])
    .select(['person.email', 'person.phone', 'person.preferred_contact'])
    .select(sql<boolean>`call.done_at is null and call.overtaken_at is null`.as('is_open'))
    .execute()
}
export type ByHand = Awaited<ReturnType<typeof listByHand>>[number]

/** The words to say, for these calls of a change. */
export async function listWords(db: Db, id: string, callIds: string[]) {
  if (callIds.length === 0) return []
  const rows = await byHand(db, id)
    .where('call.id', 'in', callIds)
    .select(['call.id', 'call.number', 'call.template', 'call.view', 'call.person_id'])
    .select(['person.name', 'person.phone', 'person.postal_address'])
    .execute()
  return rows.map(({ view, ...row }) => ({ ...row, content: view as unknown as MailContent }))
}
export type ToSay = Awaited<ReturnType<typeof listWords>>[number]

function byHand(db: Db, id: string) {
  return db
    .selectFrom('call')
    .innerJoin('person', 'person.id', 'call.person_id')
    .where('call.bulk_change_id', '=', id)
    .orderBy('person.name')
    .orderBy('person.id')
    .orderBy('call.number')
}
