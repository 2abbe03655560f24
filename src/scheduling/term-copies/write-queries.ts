// A copy is written whole, in one statement for each table however many runs there are.
import { sql } from 'kysely'
import type { GapReason, Tx } from '../../database/schema.ts'
import type { Gap } from './place-runs.ts'

/** What becomes of each column of a run when it is copied. A test asks the database for all of them. */
export const columnsOfRun = {
  kept: [
    ...['course_id', 'mode', 'capacity', 'places_held', 'audience', 'waiting_list_mode', 'needs_approval'],
    ...['drop_in', 'priority_for', 'audience_confirmed', 'first_session_needed', 'sessions_needed'],
  ],
  shifted: ['enrolment_opens_at', 'enrolment_closes_at', 'priority_opens_at'],
  anew: ['id', 'term_id', 'code', 'status', 'created_at', 'updated_at'],
  left: [
    'vacancies_opened',
    'co_delivery_override',
    'over_full_reason',
    'cancelled_reason',
    'completion_percent',
    'dates_told_at',
    'pair_broken_at',
    'import_key',
    'import_extra',
  ],
}

export const columnsOfSession = {
  kept: ['note', 'end_assumed'],
  anew: ['id', 'run_id', 'starts_at', 'ends_at', 'venue_id', 'room_id', 'join_link', 'status', 'updated_at'],
  left: ['revision', 'number'],
}

export interface DraftToWrite {
  id: string
  fromRunId: string
  code: string | null
  opensAt: Date | null
  closesAt: Date | null
  priorityOpensAt: Date | null
}

export interface DateToWrite {
  id: string
  runId: string
  fromSessionId: string
  startsAt: Date
  endsAt: Date
  venueId: string
  roomId: string | null
  joinLink: string | null
}

const columns = (names: string[]) => sql.join(names.map((name) => sql.ref(name)))
const columnsOf = (table: string, names: string[]) =>
  sql.join(names.map((name) => sql.ref(`${table}.${name}`)))

export async function insertDrafts(tx: Tx, termId: string, drafts: DraftToWrite[], now: Date): Promise<void> {
  await sql`
    insert into run (id, term_id, code, enrolment_opens_at, enrolment_closes_at, priority_opens_at, created_at,
      updated_at, ${columns(columnsOfRun.kept)})
    select draft.id, ${termId}::uuid, draft.code, draft."opensAt", draft."closesAt", draft."priorityOpensAt",
      ${now}::timestamptz, ${now}::timestamptz, ${columnsOf('run', columnsOfRun.kept)}
    from json_to_recordset(${JSON.stringify(drafts)}::json)
      as draft (id uuid, "fromRunId" uuid, code text, "opensAt" timestamptz, "closesAt" timestamptz,
        "priorityOpensAt" timestamptz)
    join run on run.id = draft."fromRunId"`.execute(tx)
}

/** Throws when a room was taken meanwhile: `one_session_in_a_room_at_once`. */
export async function insertDates(tx: Tx, dates: DateToWrite[], now: Date): Promise<void> {
  await sql`
    insert into session (id, run_id, starts_at, ends_at, venue_id, room_id, join_link, updated_at,
      ${columns(columnsOfSession.kept)})
    select date.id, date."runId", date."startsAt", date."endsAt", date."venueId", date."roomId", date."joinLink",
      ${now}::timestamptz, ${columnsOf('session', columnsOfSession.kept)}
    from json_to_recordset(${JSON.stringify(dates)}::json) as date (id uuid, "runId" uuid, "fromSessionId" uuid,
      "startsAt" timestamptz, "endsAt" timestamptz, "venueId" uuid, "roomId" uuid, "joinLink" text)
    join session on session.id = date."fromSessionId"`.execute(tx)
}

/** Each trainer for every date of their run. Throws on a clash: `one_trainer_in_one_place_at_once`. */
export async function insertTeams(
  tx: Tx,
  team: { run_id: string; person_id: string; expertise: string }[],
): Promise<void> {
  const rows = sql`json_to_recordset(${JSON.stringify(team)}::json)
    as team (run_id uuid, person_id uuid, expertise text)`
  await sql`insert into run_trainer (run_id, person_id, expertise)
    select run_id, person_id, expertise from ${rows}`.execute(tx)
  await sql`insert into session_trainer (session_id, run_id, person_id, starts_at, ends_at, status)
    select session.id, session.run_id, team.person_id, session.starts_at, session.ends_at, session.status
    from ${rows} join session on session.run_id = team.run_id`.execute(tx)
}

export interface CopiedRun {
  id: string
  fromRunId: string
  runId: string | null
}

export async function insertCopy(
  tx: Tx,
  copy: { id: string; from_term_id: string; into_term_id: string; made_term: boolean; weeks: number },
  { runs, gaps }: { runs: CopiedRun[]; gaps: (Gap & { copyRunId: string })[] },
  now: Date,
): Promise<void> {
  await tx
    .insertInto('term_copy')
    .values({ ...copy, copied_at: now })
    .execute()
  await sql`insert into term_copy_run (id, copy_id, from_run_id, run_id)
    select id, ${copy.id}::uuid, "fromRunId", "runId" from json_to_recordset(${JSON.stringify(runs)}::json)
      as run (id uuid, "fromRunId" uuid, "runId" uuid)`.execute(tx)
  await sql`insert into term_copy_gap (copy_run_id, reason, wanted_on, name, session_id, person_id)
    select "copyRunId", reason, day, name, "sessionId", "personId"
    from json_to_recordset(${JSON.stringify(gaps)}::json)
      as gap ("copyRunId" uuid, reason text, day date, name text, "sessionId" uuid, "personId" uuid)`.execute(
    tx,
  )
}

export async function deleteRuns(tx: Tx, ids: string[]): Promise<void> {
  await sql`delete from run where id = any (${ids}::uuid[])`.execute(tx)
}

/** The copy is taken back: what is said of runs that never became drafts goes too. */
export async function markTakenBack(tx: Tx, copyId: string, now: Date): Promise<void> {
  await tx.updateTable('term_copy').set({ taken_back_at: now }).where('id', '=', copyId).execute()
  await tx.deleteFrom('term_copy_run').where('copy_id', '=', copyId).where('run_id', 'is', null).execute()
}

/** Of what a copy lacks: these, or all of a kind. None is added to a copy after it was made. */
export type WhichGaps = { ids: string[] } | { kind: GapReason }

/** Gives how many of them were still to be seen to. */
export async function markSeenTo(tx: Tx, copyId: string, which: WhichGaps, now: Date): Promise<number> {
  if ('ids' in which && which.ids.length === 0) return 0
  const result = await tx
    .updateTable('term_copy_gap')
    .from('term_copy_run')
    .whereRef('term_copy_run.id', '=', 'term_copy_gap.copy_run_id')
    .where('term_copy_run.copy_id', '=', copyId)
    .where((gap) =>
      'kind' in which
        ? gap('term_copy_gap.reason', '=', which.kind)
        : gap('term_copy_gap.id', 'in', which.ids),
    )
    .where('term_copy_gap.seen_to_at', 'is', null)
    .set({ seen_to_at: now })
    .executeTakeFirstOrThrow()
  return Number(result.numUpdatedRows)
}
