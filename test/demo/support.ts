import { sql } from 'kysely'
import { type Config, configFrom } from '../../src/config/config.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { type Connection, connect } from '../../src/database/connection.ts'
import type { Db } from '../../src/database/schema.ts'
import { ensureDemo } from '../../src/demo/demo.ts'
import { administer, databaseAt } from '../support/cluster.ts'

export const config: Config = configFrom(readEnvironment({ NODE_ENV: 'test' }))

export const dayLength = 24 * 60 * 60_000

/** When the demo colleges of these tests are made, unless a test is about that. A fortnight on, the clocks change. */
export const madeAt = new Date('2027-03-10T11:30:00Z')

/** A demo college made once for all tests of a file, which only look at it. */
export function demoCollege(): () => Db {
  let connection: Connection | undefined
  const { TEST_SERVER: server = '', TEST_TEMPLATE: template = '', JEST_WORKER_ID: worker = '1' } = process.env
  const name = `${template}_demo_${worker}`
  beforeAll(async () => {
    await administer(server, `drop database if exists ${name} with (force)`)
    await administer(server, `create database ${name} template ${template}`)
    connection = connect(databaseAt(server, name), { max: 2, onError: () => undefined })
    await ensureDemo(connection.db, config, madeAt)
  })
  afterAll(async () => {
    await connection?.close()
    await administer(server, `drop database if exists ${name} with (force)`)
  })
  return () => {
    if (connection === undefined) throw new Error('The demo college is there only inside a test')
    return connection.db
  }
}

export interface Standing {
  code: string
  title: string
  mode: string
  capacity: number
  confirmed: number
  waiting: number
  offered: number
  requested: number
  startsAt: Date
  endsAt: Date
  sessions: number
  waiting_list_mode: string
  needs_approval: boolean
  joinLink: string | null
}

/** Every run with how it stands, in order of its first session. */
export async function listStandings(db: Db): Promise<Standing[]> {
  const { rows } = await sql<Standing>`
    select run.code, course.title, run.mode, run.capacity, run.waiting_list_mode, run.needs_approval,
      count(*) filter (where e.status = 'confirmed')::int as confirmed,
      count(*) filter (where e.status = 'waiting')::int as waiting,
      count(*) filter (where e.status = 'offered')::int as offered,
      count(*) filter (where e.status = 'requested')::int as requested,
      (select min(starts_at) from session where run_id = run.id) as "startsAt",
      (select max(ends_at) from session where run_id = run.id) as "endsAt",
      (select count(*)::int from session where run_id = run.id) as sessions,
      (select min(join_link) from session where run_id = run.id) as "joinLink"
    from run join course on course.id = run.course_id left join enrolment e on e.run_id = run.id
    where run.status in ('published', 'ended')
    group by run.id, course.title order by "startsAt", run.code`.execute(db)
  return rows
}

/** How many rows each table has: equal before and after means that nothing was added or taken away. */
export async function countRows(db: Db): Promise<Record<string, number>> {
  const tables = ['person', 'credential', 'course', 'category', 'term', 'venue', 'run', 'session'] as const
  const written = ['enrolment', 'enrolment_event', 'offer', 'mail', 'calendar_invite', 'audit_event'] as const
  const counts: Record<string, number> = {}
  for (const table of [...tables, ...written]) {
    const { rows } = await sql<{ count: number }>`select count(*)::int from ${sql.table(table)}`.execute(db)
    counts[table] = rows[0]?.count ?? -1
  }
  return counts
}

/** Lets the database refuse the next row of this table, as a process killed there would leave it unwritten. */
export async function breakAt(db: Db, table: string): Promise<() => Promise<void>> {
  await sql`create function refuse_for_test() returns trigger language plpgsql as
    'begin raise exception ''stopped here''; end'`.execute(db)
  await sql`create trigger refuse_for_test before insert on ${sql.table(table)}
    for each row execute function refuse_for_test()`.execute(db)
  return async () => {
    await sql`drop function if exists refuse_for_test() cascade`.execute(db)
  }
}
