import { sql } from 'kysely'
import type { Db, EnrolmentStatus, Tx } from '../../database/schema.ts'
import { type Attended, attendedOf } from '../../enrolment/attended-queries.ts'
import { isTheirLine, isTheirPlace } from '../../enrolment/line-queries.ts'

export interface CompletionRow extends Attended {
  enrolment_id: string
  run_id: string
  person_id: string
  name: string
  status: EnrolmentStatus
  sessions_needed: number | null
  /** The share that is enough on this run; null until it is settled for the first time. */
  completion_percent: number | null
  /** When its last planned session was over. */
  over_at: Date | null
  decided: boolean | null
  decided_reason: string | null
  decided_at: Date | null
  decided_by: string | null
  account_closed: boolean
  /** The place that is shown for them: of two records that were joined each has its own. */
  shown: boolean
}

/**
 * Everyone whose place on a run that has ended was theirs to the end, with its classes: marks of a place they left and of
 * a record merged with theirs count too, and classes they came to before they had one. `runId`: of one run, else of all.
 */
export async function listCompletion(db: Db, runId?: string): Promise<CompletionRow[]> {
  const { rows } = await sql<CompletionRow>`
    select place.id as enrolment_id, place.run_id, place.person_id, person.name, place.status, run.sessions_needed,
      run.completion_percent,
      (select max(ends_at) from session where run_id = run.id and status = 'planned') as over_at,
      attended.*,
      decision.completed as decided, decision.reason as decided_reason, decision.decided_at, decider.name as decided_by,
      exists (select from account_closing where account_closing.person_id = person.id) as account_closed,
      ${isTheirPlace('place')} as shown
    from enrolment place
    join run on run.id = place.run_id and run.status = 'ended'
    join person on person.id = place.person_id
    left join completion_decision decision on decision.enrolment_id = place.id
    left join person decider on decider.id = decision.decided_by
    cross join lateral ${attendedOf('place')} attended
    where place.status in ('confirmed', 'completed', 'not-completed')
      and (${runId ?? null}::uuid is null or place.run_id = ${runId ?? null}::uuid)
    order by person.name, place.queue_number`.execute(db)
  return rows
}

export type ClassToMark = Awaited<ReturnType<typeof listClassesToMark>>[number]

/** Of which classes of a run nothing is said of whom: those that attendedOf counts as not marked. */
export async function listClassesToMark(db: Db, runId: string) {
  const { rows } = await sql<{ person_id: string; session_id: string; starts_at: Date }>`
    select person.id as person_id, session.id as session_id, session.starts_at
    from (select distinct person_id as id from enrolment
      where run_id = ${runId} and status in ('confirmed', 'completed', 'not-completed')) person
    join session on session.run_id = ${runId} and session.status = 'planned'
    left join lateral (select own.mark from attendance own
      join enrolment theirs on theirs.id = own.enrolment_id and theirs.person_id = person.id
      where own.session_id = session.id and ${isTheirLine('own')}) line on true
    cross join lateral (select count(*) > 0 as has_register,
      count(*) filter (where mark <> 'told-us') > 0 as marked
      from attendance where attendance.session_id = session.id) register
    left join lateral (select true as came from walk_in where walk_in.session_id = session.id
      and walk_in.person_id = person.id and removed_at is null limit 1) walk_in on true
    where line.mark is null and register.has_register
      and (exists (select from attendance own
          join enrolment theirs on theirs.id = own.enrolment_id and theirs.person_id = person.id
          where own.session_id = session.id)
        or (walk_in.came is null and not register.marked))
    order by session.starts_at`.execute(db)
  return rows
}

/** Keeps the share that is enough on this run, unless one is kept already. */
export async function keepCompletionPercent(tx: Tx, runId: string, percent: number): Promise<void> {
  await tx
    .updateTable('run')
    .set({ completion_percent: percent })
    .where('id', '=', runId)
    .where('completion_percent', 'is', null)
    .execute()
}

export async function findDecision(tx: Tx, enrolmentId: string) {
  return tx
    .selectFrom('completion_decision')
    .where('enrolment_id', '=', enrolmentId)
    .select('completed')
    .executeTakeFirst()
}

export async function upsertDecision(
  tx: Tx,
  enrolmentId: string,
  decision: { completed: boolean; reason: string; decided_at: Date; decided_by: string },
): Promise<void> {
  await tx
    .insertInto('completion_decision')
    .values({ enrolment_id: enrolmentId, ...decision })
    .onConflict((conflict) => conflict.column('enrolment_id').doUpdateSet(decision))
    .execute()
}

export async function deleteDecision(tx: Tx, enrolmentId: string): Promise<void> {
  await tx.deleteFrom('completion_decision').where('enrolment_id', '=', enrolmentId).execute()
}

/**
 * What a sweep looks at: runs that ended on which somebody of whom something was noted has an open place, however long
 * ago (nights may have been missed), and those whose registers changed since.
 */
export async function listRunsToSettle(db: Db, markedSince: Date): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from run where status = 'ended' and (
      exists (select from enrolment open join enrolment own on own.run_id = run.id and own.person_id = open.person_id
        join attendance on attendance.enrolment_id = own.id and mark is not null
        where open.run_id = run.id and open.status = 'confirmed')
      or exists (select from enrolment open join session on session.run_id = run.id
        join walk_in on walk_in.session_id = session.id and walk_in.person_id = open.person_id
        where open.run_id = run.id and open.status = 'confirmed' and walk_in.removed_at is null)
      or exists (select from attendance where run_id = run.id and marked_at > ${markedSince}))
    order by id`.execute(db)
  return rows.map(({ id }) => id)
}
