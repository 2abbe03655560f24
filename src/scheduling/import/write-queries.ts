// The statements an import writes with: many rows at a time, because a national prospectus has tens of thousands.
import { type Insertable, sql } from 'kysely'
import type { Database, Tx } from '../../database/schema.ts'
import type { PlannedCourse } from './plan-courses.ts'
import type { PlannedVenue } from './plan-places.ts'
import type { SessionValues } from './plan-sessions.ts'

const atOnce = 500

/** Inserts in pieces small enough for one statement's 65,535 values. */
export async function insertRows<Table extends keyof Database>(
  tx: Tx,
  table: Table,
  rows: readonly Insertable<Database[Table]>[],
  onPiece: (written: number) => void = () => undefined,
): Promise<void> {
  for (const piece of pieces(rows)) {
    await tx.insertInto(table).values(piece.rows).execute()
    onPiece(piece.until)
  }
}

/** Writes whole runs, new or already there. */
export async function upsertRuns(
  tx: Tx,
  runs: readonly Insertable<Database['run']>[],
  onPiece: (written: number) => void,
) {
  for (const piece of pieces(runs)) {
    await tx
      .insertInto('run')
      .values(piece.rows)
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          term_id: row.ref('excluded.term_id'),
          code: row.ref('excluded.code'),
          capacity: row.ref('excluded.capacity'),
          audience: row.ref('excluded.audience'),
          waiting_list_mode: row.ref('excluded.waiting_list_mode'),
          needs_approval: row.ref('excluded.needs_approval'),
          drop_in: row.ref('excluded.drop_in'),
          enrolment_opens_at: row.ref('excluded.enrolment_opens_at'),
          enrolment_closes_at: row.ref('excluded.enrolment_closes_at'),
          priority_opens_at: row.ref('excluded.priority_opens_at'),
          priority_for: row.ref('excluded.priority_for'),
          audience_confirmed: row.ref('excluded.audience_confirmed'),
          first_session_needed: row.ref('excluded.first_session_needed'),
          sessions_needed: row.ref('excluded.sessions_needed'),
          import_extra: row.ref('excluded.import_extra'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      )
      .execute()
    onPiece(piece.until)
  }
}

/** Until they are written anew, these hold no room and no trainer. */
export async function freeSessionsOf(tx: Tx, runIds: readonly string[]): Promise<void> {
  await tx
    .updateTable('session')
    .set({ status: 'cancelled' })
    .where('run_id', '=', anyOf(runIds))
    .where('status', '=', 'planned')
    .execute()
}

/** Takes out the sessions that are not among these. Where something was noted of one, it stays, cancelled. */
export async function deleteOtherSessions(
  tx: Tx,
  runIds: readonly string[],
  kept: readonly { id: string }[],
) {
  await sql`delete from session where run_id = any(${runIds}::uuid[])
    and not id = any(${kept.map(({ id }) => id)}::uuid[])
    and not exists (select from attendance_event where session_id = session.id)
    and not exists (select from walk_in where session_id = session.id)`.execute(tx)
}

/** Writes whole sessions, new or already there. What stands in other tables about one stays. */
export async function upsertSessions(
  tx: Tx,
  sessions: readonly SessionValues[],
  onPiece: (written: number) => void,
) {
  for (const piece of pieces(sessions)) {
    await tx
      .insertInto('session')
      .values(piece.rows.map(withoutNumber))
      .onConflict((conflict) =>
        conflict.column('id').doUpdateSet((row) => ({
          starts_at: row.ref('excluded.starts_at'),
          ends_at: row.ref('excluded.ends_at'),
          end_assumed: row.ref('excluded.end_assumed'),
          venue_id: row.ref('excluded.venue_id'),
          room_id: row.ref('excluded.room_id'),
          join_link: row.ref('excluded.join_link'),
          status: row.ref('excluded.status'),
          revision: row.ref('excluded.revision'),
          updated_at: row.ref('excluded.updated_at'),
        })),
      )
      .execute()
    onPiece(piece.until)
  }
}

/** Read from the database, a session has its number with it, which nobody may write. */
function withoutNumber(session: SessionValues): SessionValues {
  const values: SessionValues & { number?: number } = { ...session }
  delete values.number
  return values
}

export async function upsertRunTrainers(tx: Tx, trainers: readonly Insertable<Database['run_trainer']>[]) {
  for (const piece of pieces(trainers)) {
    await tx
      .insertInto('run_trainer')
      .values(piece.rows)
      .onConflict((conflict) =>
        conflict
          .columns(['run_id', 'person_id'])
          .doUpdateSet((row) => ({ expertise: row.ref('excluded.expertise'), left_at: null })),
      )
      .execute()
  }
}

/** Each trainer of these runs gives each of their sessions, but those that the office found a stand-in for. */
export async function settleSessionTrainers(tx: Tx, runIds: readonly string[]): Promise<void> {
  await sql`delete from session_trainer using run_trainer
    where session_trainer.run_id = any(${runIds}::uuid[]) and run_trainer.left_at is not null
      and run_trainer.run_id = session_trainer.run_id and run_trainer.person_id = session_trainer.person_id
      and session_trainer.starts_at > run_trainer.left_at
      and not exists (select from session_cover where session_cover.session_id = session_trainer.session_id
        and cover_id = session_trainer.person_id)`.execute(tx)
  await sql`
    insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select session.id, session.run_id, run_trainer.person_id, session.starts_at, session.ends_at, session.status
    from session join run_trainer on run_trainer.run_id = session.run_id and run_trainer.left_at is null
    where session.run_id = any(${runIds}::uuid[])
      and not exists (select from session_cover where session_cover.session_id = session.id
        and away_id = run_trainer.person_id)
    on conflict (session_id, person_id) do nothing`.execute(tx)
}

export async function updateCourseTexts(tx: Tx, courses: readonly PlannedCourse[], now: Date): Promise<void> {
  const texts = courses.map(({ id, summary, what_to_expect, who_it_is_for }) => ({
    id,
    summary,
    what_to_expect,
    who_it_is_for,
  }))
  await sql`
    update course set summary = said.summary, what_to_expect = said.what_to_expect,
      who_it_is_for = said.who_it_is_for, updated_at = ${now}
    from jsonb_to_recordset(${JSON.stringify(texts)}::jsonb)
      as said (id uuid, summary text, what_to_expect text, who_it_is_for text)
    where course.id = said.id`.execute(tx)
}

export async function updateVenueTexts(tx: Tx, venues: readonly PlannedVenue[]): Promise<void> {
  await sql`
    update venue set address = said.address, how_to_get_there = said.how_to_get_there, access = said.access
    from jsonb_to_recordset(${JSON.stringify(venues)}::jsonb)
      as said (id uuid, address text, how_to_get_there text, access text)
    where venue.id = said.id`.execute(tx)
}

/** Publishes drafts; a reason is kept where the co-delivery rule is overridden. */
export async function publishRuns(
  tx: Tx,
  runIds: readonly string[],
  overrideReason: string | null,
  now: Date,
) {
  const override = overrideReason === null ? {} : { co_delivery_override: overrideReason }
  await tx
    .updateTable('run')
    .set({ status: 'published', updated_at: now, ...override })
    .where('id', '=', anyOf(runIds))
    .where('status', '=', 'draft')
    .execute()
}

/** A course is in the prospectus from the day a run of it is. */
export async function publishCourses(tx: Tx, courseIds: readonly string[], now: Date): Promise<string[]> {
  const rows = await tx
    .updateTable('course')
    .set({ status: 'published', updated_at: now })
    .where('id', '=', anyOf(courseIds))
    .where('status', '=', 'draft')
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}

function anyOf(ids: readonly string[]) {
  return sql<string>`any(${ids}::uuid[])`
}

function pieces<Row>(rows: readonly Row[]): { rows: Row[]; until: number }[] {
  return Array.from({ length: Math.ceil(rows.length / atOnce) }, (_, index) => {
    const start = index * atOnce
    return { rows: rows.slice(start, start + atOnce), until: Math.min(start + atOnce, rows.length) }
  })
}
