import { sql } from 'kysely'
import type { Db, Need, NeedKind, Tx } from '../../database/schema.ts'

const shown = [
  'access_need.id',
  'access_need.person_id',
  'access_need.kind',
  'access_need.need',
  'access_need.detail',
  'access_need.share_with_trainers',
  'access_need.review_on',
] as const

/** What these people need now, in the order they told it. */
export async function listNeeds(db: Db, personIds: string[]) {
  if (personIds.length === 0) return []
  return db
    .selectFrom('access_need')
    .select(shown)
    .where('person_id', 'in', personIds)
    .where('ended_at', 'is', null)
    .orderBy('recorded_at')
    .orderBy('id')
    .execute()
}

/** What these people need now and let their trainers know. */
export async function listSharedNeeds(db: Db, personIds: string[]): Promise<AccessNeed[]> {
  return (await listNeeds(db, personIds)).filter((need) => need.share_with_trainers)
}

export type AccessNeed = Awaited<ReturnType<typeof listNeeds>>[number]

/** A need that somebody still has. */
export async function findNeed(db: Db, id: string): Promise<AccessNeed | undefined> {
  return db
    .selectFrom('access_need')
    .select(shown)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
}

/** Holds the need until the transaction ends; undefined when it has gone meanwhile. */
export async function lockNeed(tx: Tx, id: string): Promise<AccessNeed | undefined> {
  return tx
    .selectFrom('access_need')
    .select(shown)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
}

export interface NewNeed {
  person_id: string
  kind: NeedKind
  need: Need
  detail: string
  share_with_trainers: boolean
  review_on: string
  recorded_at: Date
  recorded_by: string
}

/** Told again, a need is the same one, in its newest words. */
export async function insertNeed(tx: Tx, need: NewNeed): Promise<string> {
  const { detail, share_with_trainers, review_on, recorded_at: reviewed_at } = need
  const { id } = await tx
    .insertInto('access_need')
    .values(need)
    .onConflict((conflict) =>
      conflict
        .columns(['person_id', 'kind', 'need'])
        .where('ended_at', 'is', null)
        .where('need', '<>', 'something-else')
        .doUpdateSet({ detail, share_with_trainers, review_on, reviewed_at }),
    )
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export async function updateNeed(
  tx: Tx,
  id: string,
  change: { detail: string; share_with_trainers: boolean },
): Promise<void> {
  await tx.updateTable('access_need').set(change).where('id', '=', id).execute()
}

export async function updateReview(tx: Tx, id: string, reviewOn: string, now: Date): Promise<void> {
  await tx
    .updateTable('access_need')
    .set({ review_on: reviewOn, reviewed_at: now })
    .where('id', '=', id)
    .execute()
}

export async function updateNeedEnded(tx: Tx, id: string, now: Date): Promise<void> {
  await tx.updateTable('access_need').set({ ended_at: now }).where('id', '=', id).execute()
}

export interface Met {
  access_need_id: string
  occasion: 'run' | 'mail' | 'other'
  run_id: string | null
  met_at: Date
  recorded_by: string
  note: string
}

/** True when this is news: a run is noted once for each need, however often somebody presses. */
export async function insertMet(tx: Tx, met: Met): Promise<boolean> {
  const row = await tx
    .insertInto('access_need_met')
    .values(met)
    .onConflict((conflict) =>
      conflict.columns(['access_need_id', 'run_id']).where('run_id', 'is not', null).doNothing(),
    )
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Which needs were noted as met on this run. */
export async function listMetOnRun(db: Db, runId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('access_need_met')
    .select('access_need_id')
    .where('run_id', '=', runId)
    .execute()
  return rows.map((row) => row.access_need_id)
}

/** What people with a place need on runs still to come, soonest first, with whether it was noted as met. */
export async function listNeedsOfComingRuns(db: Db, now: Date) {
  const next = sql<Date>`(select min(starts_at) from session
    where run_id = run.id and status = 'planned' and ends_at > ${now})`
  return db
    .selectFrom('access_need')
    .innerJoin('person', 'person.id', 'access_need.person_id')
    .innerJoin('enrolment', 'enrolment.person_id', 'access_need.person_id')
    .innerJoin('run', 'run.id', 'enrolment.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .leftJoin('access_need_met as met', (join) =>
      join.onRef('met.access_need_id', '=', 'access_need.id').onRef('met.run_id', '=', 'run.id'),
    )
    .where('access_need.ended_at', 'is', null)
    .where('enrolment.status', '=', 'confirmed')
    .where('run.status', '=', 'published')
    .where(next, 'is not', null)
    .orderBy(next)
    .orderBy('run.id')
    .orderBy('person.name')
    .orderBy('access_need.recorded_at')
    .select([...shown, 'person.name', 'run.id as run_id', 'course.title', next.as('starts_at'), 'met.met_at'])
    .execute()
}

export type ComingNeed = Awaited<ReturnType<typeof listNeedsOfComingRuns>>[number]

/** Whose needs should be looked at again, the longest overdue first. `today` is an ISO date. */
export async function listDueForReview(db: Db, today: string) {
  return db
    .selectFrom('access_need')
    .innerJoin('person', 'person.id', 'access_need.person_id')
    .where('access_need.ended_at', 'is', null)
    .where('access_need.review_on', '<=', today)
    .orderBy('access_need.review_on')
    .orderBy('person.name')
    .select([...shown, 'person.name', 'person.phone', 'person.email'])
    .execute()
}

export type DueNeed = Awaited<ReturnType<typeof listDueForReview>>[number]

/** True when this person has a place on this run. */
export async function hasPlaceOn(db: Db, personId: string, runId: string): Promise<boolean> {
  const row = await db
    .selectFrom('enrolment')
    .select('id')
    .where('person_id', '=', personId)
    .where('run_id', '=', runId)
    .where('status', '=', 'confirmed')
    .executeTakeFirst()
  return row !== undefined
}
