import { sql } from 'kysely'
import type { Db } from '../../../src/database/schema.ts'

const tables = [
  ...['course', 'category', 'course_category', 'term', 'venue', 'room', 'run', 'session'],
  ...['run_trainer', 'session_trainer', 'audit_event'],
]

/** All that an import could write, row by row, so that "nothing changed" can be said of every column. */
export async function snapshot(db: Db): Promise<Record<string, unknown[]>> {
  const rows = await Promise.all(
    tables.map(async (table) => {
      const found = await sql<{ row: unknown }>`
        select to_jsonb(t) as row from ${sql.table(table)} t order by to_jsonb(t)::text`.execute(db)
      return [table, found.rows.map(({ row }) => row)] as const
    }),
  )
  return Object.fromEntries(rows)
}

/** How many rows each table has. */
export async function counts(db: Db): Promise<Record<string, number>> {
  const taken = await snapshot(db)
  return Object.fromEntries(Object.entries(taken).map(([table, rows]) => [table, rows.length]))
}

export interface RunView {
  id: string
  title: string
  status: string
  capacity: number
  audience: string
  code: string | null
  term: string | null
  extra: Record<string, string>
  sessions: { starts: string; ends: string; assumed: boolean; venue: string; room: string | null }[]
}

/** The runs with what belongs to them, as the college would see them, in order of title and time. */
export async function listRunViews(db: Db, timeZone = 'Europe/London'): Promise<RunView[]> {
  const time = (column: string) =>
    sql`to_char(${sql.ref(column)} at time zone ${timeZone}, 'YYYY-MM-DD HH24:MI')`
  const { rows } = await sql<RunView>`
    select run.id, course.title, run.status, run.capacity, run.audience, run.code, term.name as term,
      run.import_extra as extra,
      (select json_agg(json_build_object('starts', ${time('s.starts_at')}, 'ends', ${time('s.ends_at')},
          'assumed', s.end_assumed, 'venue', venue.name, 'room', room.name) order by s.starts_at)
        from session s join venue on venue.id = s.venue_id left join room on room.id = s.room_id
        where s.run_id = run.id) as sessions
    from run join course on course.id = run.course_id left join term on term.id = run.term_id
    order by course.title, (select min(starts_at) from session where run_id = run.id)`.execute(db)
  return rows
}
