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

export async function findRunToEdit(db: Db, id: string) {
  return db
    .selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('run.id', '=', id)
    .select(columns)
    .select([dates.as('dates'), live.as('live')])
    .executeTakeFirst()
}

/** When its planned sessions are, in order of time. */
export async function listPlannedTimes(db: Db, runId: string) {
  return db
    .selectFrom('session')
    .where('run_id', '=', runId)
    .where('status', '=', 'planned')
    .orderBy('starts_at')
    .select(['starts_at as startsAt', 'ends_at as endsAt'])
    .execute()
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
