import type pg from 'pg'
import { type Site, withServer } from './site.ts'
import { type Figure, percentile, perSecond } from './table.ts'
import { inParallel, signInAll, type Visitor } from './visitor.ts'

const emails = Array.from({ length: 200 }, (_, number) => `student-${number}@bench.example`)

/** Enrolments spread over many runs, beside the bare transaction in a plain loop of the same width. */
export async function benchEnrolments({ databaseUrl, pool, college }: Site): Promise<Figure[]> {
  const product = await withServer({ DATABASE_URL: databaseUrl }, async (origin) => {
    const students = await signInAll(origin, emails)
    const presses = students.flatMap((student, number) =>
      Array.from({ length: 6 }, (_, nth) => ({
        student,
        runId: pick(college.roomyRuns, number * 7 + nth * 31),
      })),
    )
    return timed(presses, ({ student, runId }) => press(student, runId))
  })
  const bare = await bareTransactions(pool, college.roomyRuns, college.students)
  return [
    { what: 'enrolments', figure: perSecond(product.rate), ratio: product.rate / bare },
    { what: '  median', figure: `${percentile(product.milliseconds, 0.5).toFixed(1)} ms` },
    { what: '  99th percentile', figure: `${percentile(product.milliseconds, 0.99).toFixed(1)} ms` },
    { what: '  bare lock, count, insert over pg', figure: perSecond(bare) },
  ]
}

/** Opening day: everybody presses at once. */
export async function benchBurst({ databaseUrl, pool, college }: Site): Promise<Figure[]> {
  const { milliseconds, seconds } = await withServer({ DATABASE_URL: databaseUrl }, async (origin) => {
    const students = await signInAll(origin, emails)
    const began = performance.now()
    const answers = await Promise.all(students.map((student) => press(student, college.hotRun)))
    return { milliseconds: answers, seconds: (performance.now() - began) / 1000 }
  })
  const { rows } = await pool.query<{ confirmed: number; waiting: number }>(
    `select count(*) filter (where status = 'confirmed') as confirmed, count(*) filter (where status = 'waiting') as waiting
     from enrolment where run_id = $1`,
    [college.hotRun],
  )
  const { confirmed = 0, waiting = 0 } = rows[0] ?? {}
  return [
    { what: 'all answered in', figure: `${seconds.toFixed(2)} s` },
    { what: 'median', figure: `${percentile(milliseconds, 0.5).toFixed(0)} ms` },
    { what: '99th percentile', figure: `${percentile(milliseconds, 0.99).toFixed(0)} ms` },
    { what: 'confirmed, waiting', figure: `${confirmed}, ${waiting}` },
    { what: 'oversold', figure: String(Math.max(0, confirmed - 20)) },
  ]
}

async function press(student: Visitor, runId: string): Promise<number> {
  const { status, milliseconds } = await student.post(`/runs/${runId}/enrolments`, { overlap: 'accepted' })
  if (status !== 303 && status !== 409) throw new Error(`enrolling answered ${status}`)
  return milliseconds
}

async function timed<Item>(items: Item[], work: (item: Item) => Promise<number>) {
  const began = performance.now()
  const milliseconds = await inParallel(items, 16, work)
  return { milliseconds, rate: items.length / ((performance.now() - began) / 1000) }
}

/** What any such product must do at least: lock the run, count in the next statement, insert, commit. */
async function bareTransactions(pool: pg.Pool, runs: string[], students: string[]): Promise<number> {
  await pool.query('create table bench_place (run_id uuid, person_id uuid, at timestamptz default now())')
  await pool.query('create index on bench_place (run_id)')
  const pairs = students.flatMap((person, number) =>
    Array.from({ length: 6 }, (_, nth) => ({ person, run: pick(runs, number * 7 + nth * 31) })),
  )
  const began = performance.now()
  await inParallel(pairs, 6, async ({ person, run }) => {
    const client = await pool.connect()
    await client.query('begin')
    await client.query('select id, capacity from run where id = $1 for no key update', [run])
    await client.query('select count(*) from bench_place where run_id = $1', [run])
    await client.query('insert into bench_place (run_id, person_id) values ($1, $2)', [run, person])
    await client.query('commit')
    client.release()
  })
  return pairs.length / ((performance.now() - began) / 1000)
}

function pick(runs: string[], number: number): string {
  const run = runs[number % runs.length]
  if (run === undefined) throw new Error('no runs')
  return run
}
