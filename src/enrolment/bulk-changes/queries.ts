import { sql } from 'kysely'
import type { BulkChangeKind, Db, LiveStatus, PreferredContact, Tx } from '../../database/schema.ts'
import { whereOf } from '../dates.ts'
import { liveStatuses } from '../states.ts'

export interface NewBulkChange {
  id: string
  kind: BulkChangeKind
  title: string
  reason: string
}

export async function findBulkChange(db: Db, id: string) {
  return db.selectFrom('bulk_change').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertBulkChange(tx: Tx, change: NewBulkChange, now: Date): Promise<void> {
  await tx
    .insertInto('bulk_change')
    .values({ ...change, made_at: now })
    .execute()
}

/** Those of the team of a run, and those who stand in on a date of it that is not over. */
const teaches = (now: Date) => sql<boolean>`(run_trainer.left_at is null or exists (
  select from session_trainer own where own.run_id = run_trainer.run_id
    and own.person_id = run_trainer.person_id and own.ends_at > ${now}))`

/** Those who give one of the dates of a change, whatever became of it. */
const gives = (bulkChangeId: string) => sql<boolean>`exists (select from session_trainer own
  join bulk_change_session changed on changed.session_id = own.session_id and changed.bulk_change_id = ${bulkChangeId}::uuid
  where own.run_id = run_trainer.run_id and own.person_id = run_trainer.person_id)`

/**
 * The runs it is about, whose dates are there already, with how many people of each are to be told. Of a draft nobody
 * knows: that is told at once.
 */
export async function insertBulkChangeRuns(tx: Tx, id: string, runIds: string[], now: Date): Promise<void> {
  await sql`insert into bulk_change_run (bulk_change_id, run_id, people, told_at)
    select ${id}::uuid, run.id,
      case when run.status = 'draft' then 0 else
        (select count(*) from enrolment where run_id = run.id and status in (${sql.join(liveStatuses)}))
        + (select count(*) from run_trainer where run_id = run.id
          and case run.status when 'cancelled' then ${teaches(now)} else ${gives(id)} end) end,
      case when run.status = 'draft' then ${now}::timestamptz end
    from run where run.id = any (${runIds}::uuid[])`.execute(tx)
}

export interface DateTold {
  session_id: string
  was_starts_at: Date
  was_ends_at: Date
  was_where: string
  became_starts_at: Date
  became_ends_at: Date
  became_where: string
  cancelled: boolean
}

export async function insertBulkChangeSessions(tx: Tx, id: string, dates: DateTold[]): Promise<void> {
  const rows = dates.map((date) => ({ bulk_change_id: id, ...date }))
  await tx.insertInto('bulk_change_session').values(rows).execute()
}

export interface UntoldChange {
  id: string
  kind: BulkChangeKind
  reason: string
}

/** The latest change of many dates that the people of this run were not told of yet. The run is held. */
export async function findUntoldChange(tx: Tx, runId: string): Promise<UntoldChange | undefined> {
  return tx
    .selectFrom('bulk_change_run')
    .innerJoin('bulk_change', 'bulk_change.id', 'bulk_change_run.bulk_change_id')
    .where('bulk_change_run.run_id', '=', runId)
    .where('bulk_change_run.told_at', 'is', null)
    .orderBy('bulk_change.number', 'desc')
    .select(['bulk_change.id', 'bulk_change.kind', 'bulk_change.reason'])
    .limit(1)
    .executeTakeFirst()
}

/** The dates of the run that were changed by what nobody was told of. */
export async function listUntoldDates(tx: Tx, runId: string): Promise<ReadonlySet<string>> {
  const rows = await tx
    .selectFrom('bulk_change_session as date')
    .innerJoin('session', 'session.id', 'date.session_id')
    .innerJoin('bulk_change_run as told', (join) =>
      join
        .onRef('told.bulk_change_id', '=', 'date.bulk_change_id')
        .onRef('told.run_id', '=', 'session.run_id'),
    )
    .where('session.run_id', '=', runId)
    .where('told.told_at', 'is', null)
    .select('date.session_id')
    .distinct()
    .execute()
  return new Set(rows.map(({ session_id }) => session_id))
}

/** Places (`venue`, or `venue/room`) as people are told of them, those that are in use no more too. */
export async function listWhere(tx: Tx, places: string[]): Promise<Map<string, string>> {
  const named = places.map((place) => {
    const [venue, room = null] = place.split('/')
    return { place, venue, room }
  })
  const { rows } = await sql<Parameters<typeof whereOf>[0] & { place: string }>`
    select place, venue.name as venue_name, venue.online as venue_online, venue.address as venue_address,
      room.name as room_name
    from json_to_recordset(${JSON.stringify(named)}::json) as named (place text, venue uuid, room uuid)
    join venue on venue.id = named.venue left join room on room.id = named.room`.execute(tx)
  return new Map(rows.map((row) => [row.place, whereOf(row)]))
}

/** Runs that a change of many dates called off as a whole. */
export async function countRunsCalledOff(db: Db, id: string): Promise<number> {
  const { runs } = await db
    .selectFrom('bulk_change_session as date')
    .innerJoin('session', 'session.id', 'date.session_id')
    .innerJoin('run', 'run.id', 'session.run_id')
    .where('date.bulk_change_id', '=', id)
    .where('date.cancelled', '=', true)
    .where('run.status', '=', 'cancelled')
    .select(sql<number>`count(distinct run.id)::int`.as('runs'))
    .executeTakeFirstOrThrow()
  return runs
}

export async function updateTold(tx: Tx, runId: string, now: Date): Promise<void> {
  await tx
    .updateTable('bulk_change_run')
    .set({ told_at: now })
    .where('run_id', '=', runId)
    .where('told_at', 'is', null)
    .execute()
}

/** Runs whose people should have been told of a change that is older than this. */
export async function listUntoldRuns(db: Db, before: Date) {
  return db
    .selectFrom('bulk_change_run')
    .innerJoin('bulk_change', 'bulk_change.id', 'bulk_change_run.bulk_change_id')
    .innerJoin('run', 'run.id', 'bulk_change_run.run_id')
    .where('bulk_change_run.told_at', 'is', null)
    .where('bulk_change.made_at', '<', before)
    .select(['run.id', 'run.status'])
    .distinct()
    .execute()
}

const contactColumns = [
  'person.id',
  'person.name',
  'person.email',
  'person.phone',
  'person.preferred_contact',
  'person.neutral_calendar_titles',
  'person.calendar_invitations',
] as const

/** Those who wait for a place on a run, were offered one or asked for one, in the order in which they joined. */
export async function listHoping(db: Db, runId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.run_id', '=', runId)
    .where('enrolment.status', 'in', ['waiting', 'offered', 'requested'])
    .orderBy('enrolment.queue_number')
    .select(['enrolment.status', 'enrolment.joined_at', ...contactColumns])
    .$narrowType<{ status: Exclude<LiveStatus, 'confirmed'> }>()
    .execute()
}

/** Whoever gives a run, with the dates of it that are theirs. */
export async function listTeaching(db: Db, runId: string, now: Date) {
  return db
    .selectFrom('run_trainer')
    .innerJoin('person', 'person.id', 'run_trainer.person_id')
    .where('run_trainer.run_id', '=', runId)
    .where(teaches(now))
    .orderBy('person.id')
    .select(contactColumns)
    .select([
      sql<string[]>`array(select session_id::text from session_trainer own
        where own.run_id = run_trainer.run_id and own.person_id = run_trainer.person_id)`.as('own_dates'),
      sql<boolean>`run_trainer.left_at is not null`.as('stands_in'),
    ])
    .execute()
}

export interface Concerned {
  person_id: string
  name: string
  email: string | null
  phone: string | null
  preferred_contact: PreferredContact
  title: string
  part: LiveStatus | 'trainer'
}

/**
 * Everybody who will be told when these dates change: once for each run and part. Nobody of a draft. Of a run that ends
 * as a whole, all who give it; else who gives one of the dates.
 */
export async function listConcerned(
  db: Db,
  { dates, wholeRuns }: { dates: { id: string; run_id: string }[]; wholeRuns: string[] },
  now: Date,
): Promise<Concerned[]> {
  const runIds = [...new Set(dates.map(({ run_id }) => run_id))]
  const ids = dates.map(({ id }) => id)
  const { rows } = await sql<Concerned>`
    select part.person_id, person.name, person.email, person.phone, person.preferred_contact, course.title, part.part
    from (
      select run_id, person_id, status as part from enrolment where status in (${sql.join(liveStatuses)})
      union all
      select distinct run_id, person_id, 'trainer' from session_trainer
      where session_id = any (${ids}::uuid[]) and run_id <> all (${wholeRuns}::uuid[])
      union all
      select run_id, person_id, 'trainer' from run_trainer
      where run_id = any (${wholeRuns}::uuid[]) and ${teaches(now)}
    ) as part
    join run on run.id = part.run_id join course on course.id = run.course_id
    join person on person.id = part.person_id
    where run.status = 'published' and run.id = any (${runIds}::uuid[])
    order by person.name, part.person_id, course.title`.execute(db)
  return rows
}
