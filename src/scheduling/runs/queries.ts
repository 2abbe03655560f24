import { sql } from 'kysely'
import type { Db, PriorityGroup, Tx, WaitingListMode } from '../../database/schema.ts'

const columns = [
  'run.id',
  'run.status',
  'run.term_id',
  'run.code',
  'run.audience',
  'run.waiting_list_mode',
  'run.needs_approval',
  'run.enrolment_opens_at',
  'run.enrolment_closes_at',
  'run.drop_in',
  'run.priority_opens_at',
  'run.priority_for',
  'run.audience_confirmed',
  'run.first_session_needed',
  'run.sessions_needed',
  'course.title',
] as const

const dates = sql<number>`(select count(*) from session where run_id = run.id and status = 'planned')`

const live = sql<number>`(select count(*) from enrolment where run_id = run.id
  and status in ('requested', 'waiting', 'offered', 'confirmed'))`

export type RunRow = NonNullable<Awaited<ReturnType<typeof findRunToEdit>>>

function runsToEdit(db: Db) {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .select(columns)
    .select([dates.as('dates'), live.as('live')])
}

export async function findRunToEdit(db: Db, id: string) {
  return runsToEdit(db).where('run.id', '=', id).executeTakeFirst()
}

/** The drafts of a term, or those without one (null), that people book; by title. */
export async function listDraftsToEdit(db: Db, termId: string | null): Promise<RunRow[]> {
  return runsToEdit(db)
    .where('run.status', '=', 'draft')
    .where('run.drop_in', '=', false)
    .where('run.term_id', 'is not distinct from', termId)
    .orderBy('course.title')
    .orderBy('run.id')
    .execute()
}

/** When people can enrol on it, and what happens when a place comes free. */
export interface BookingOfRun {
  id: string
  opens: Date | null
  closes: Date | null
  first: Date | null
  whom: PriorityGroup[]
  mode: WaitingListMode
}

/** The same of many runs, in one statement. */
export async function updateBookings(tx: Tx, bookings: BookingOfRun[], now: Date): Promise<void> {
  await sql`update run set enrolment_opens_at = made.opens, enrolment_closes_at = made.closes,
      priority_opens_at = made.first, priority_for = made.whom, waiting_list_mode = made.mode, updated_at = ${now}
    from json_to_recordset(${JSON.stringify(bookings)}::json) as made (id uuid, opens timestamptz,
      closes timestamptz, first timestamptz, whom text[], mode text)
    where run.id = made.id`.execute(tx)
}

export interface PlannedTime {
  startsAt: Date
  endsAt: Date
}

/** When the planned sessions of each of these runs are, in order of time. */
export async function listPlannedTimes(db: Db, runIds: string[]): Promise<Map<string, PlannedTime[]>> {
  const rows = await db
    .selectFrom('session')
    .where('run_id', '=', sql<string>`any(${runIds}::uuid[])`)
    .where('status', '=', 'planned')
    .orderBy('starts_at')
    .select(['run_id', 'starts_at as startsAt', 'ends_at as endsAt'])
    .execute()
  const times = new Map(runIds.map((id): [string, PlannedTime[]] => [id, []]))
  for (const { run_id, ...time } of rows) times.get(run_id)?.push(time)
  return times
}

/** Throws on a code that another run of the term has (`run_code`), and on a term that is gone (`run_term_id_fkey`). */
export async function updateRunDetails(
  tx: Tx,
  id: string,
  change: {
    term_id: string | null
    code: string | null
    audience: string
    waiting_list_mode: WaitingListMode
    needs_approval: boolean
    enrolment_opens_at: Date | null
    enrolment_closes_at: Date | null
    drop_in: boolean
    priority_opens_at: Date | null
    priority_for: PriorityGroup[]
    audience_confirmed: boolean
    first_session_needed: boolean
    sessions_needed: number | null
  },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('run')
    .set({ ...change, updated_at: now })
    .where('id', '=', id)
    .execute()
}

/** Anybody who has or had anything to do with the run. */
export async function countEverEnrolled(tx: Tx, runId: string): Promise<number> {
  const { people } = await tx
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .select((row) => row.fn.countAll<number>().as('people'))
    .executeTakeFirstOrThrow()
  return people
}

export async function deleteRun(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('run').where('id', '=', id).execute()
}

/** A planned date of a run on which enrolment is not open yet, with what says when it opens and closes. */
export interface DateBeforeOpening extends PlannedTime {
  id: string
  runId: string
  drop_in: boolean
  enrolment_opens_at: Date
  enrolment_closes_at: Date | null
  first_session_needed: boolean
}

/** Of these runs, in order of time. */
export async function listDatesBeforeOpening(
  db: Db,
  runIds: string[],
  now: Date,
): Promise<DateBeforeOpening[]> {
  return db
    .selectFrom('session')
    .innerJoin('run', 'run.id', 'session.run_id')
    .where('run.id', '=', sql<string>`any(${runIds}::uuid[])`)
    .where('run.enrolment_opens_at', '>', now)
    .where('session.status', '=', 'planned')
    .orderBy('session.starts_at')
    .orderBy('session.id')
    .select(['session.id', 'session.run_id as runId', 'session.starts_at as startsAt'])
    .select(['session.ends_at as endsAt', 'run.drop_in', 'run.enrolment_opens_at'])
    .select(['run.enrolment_closes_at', 'run.first_session_needed'])
    .$narrowType<{ enrolment_opens_at: Date }>()
    .execute()
}
