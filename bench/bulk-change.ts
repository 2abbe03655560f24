import type pg from 'pg'
import { configFrom } from '../src/config/config.ts'
import { readEnvironment } from '../src/config/environment.ts'
import { inTransaction } from '../src/database/transaction.ts'
import { changeFor, lookAt } from '../src/enrolment/bulk-changes/look.ts'
import { makeBulkChange } from '../src/enrolment/bulk-changes/make.ts'
import { seenIn } from '../src/enrolment/bulk-changes/rules.ts'
import { refreshInvites } from '../src/enrolment/run-jobs.ts'
import { addMinutes } from '../src/lib/time.ts'
import { addBigTerm } from '../test/support/big-term.ts'
import type { Site } from './site.ts'
import type { Figure } from './table.ts'
import { inParallel } from './visitor.ts'

/** As many as one worker does at once. */
const hands = 4

/** A term of 2,000 people moves by a week; the messages beside as many bare rows, a transaction for each person. */
export async function benchBulkChange({ db, pool }: Pick<Site, 'db' | 'pool'>): Promise<Figure[]> {
  const config = configFrom(readEnvironment({ LOG_LEVEL: 'silent', DEMO: 'no' }))
  const { timeZone, country } = config
  const now = new Date()
  const { termId, people } = await addBigTerm(db, addMinutes(now, -60))
  const scope = { scope: 'term', term: termId } as const
  const asked = { change: 'move', amount: 1, unit: 'weeks', direction: 'later', reason: '' } as const
  const change = await changeFor(db, asked)
  if (change === undefined) throw new Error('a move needs no place')
  const [looked, preview] = await timed(() => lookAt(db, { scope, change }, { now, timeZone, country }))
  const dates = looked.dates.map(({ was }) => was)
  const title = 'A large term: 1 week later'
  const [id, ticked] = [crypto.randomUUID(), new Set(dates.map((date) => date.id))]
  const confirmed = { id, scope, asked, title, dates: ticked, seen: seenIn(dates) }
  const [made, done] = await timed(() =>
    inTransaction(db, (tx) => makeBulkChange(tx, confirmed, timeZone, { now, actorId: null })),
  )
  if (!made.ok) throw new Error(made.reason)
  const runs = [...new Set(dates.map(({ run_id }) => run_id))]
  const context = { config, clock: () => new Date() }
  const [, told] = await timed(() => inParallel(runs, hands, (runId) => refreshInvites(db, runId, context)))
  const bare = await bareRows(pool, people)
  return [
    { what: `preview of ${dates.length} dates, ${people} people`, figure: seconds(preview) },
    { what: 'the transaction', figure: seconds(done) },
    { what: 'every message and calendar entry written', figure: seconds(told), ratio: bare / told },
    { what: '  bare rows over pg', figure: seconds(bare) },
  ]
}

/** What the telling must do at least: for each person an entry, a mail and its job. */
async function bareRows(pool: pg.Pool, people: number): Promise<number> {
  await pool.query('create table bench_row (id bigint generated always as identity, words text)')
  const words = 'x'.repeat(2000)
  const numbers = Array.from({ length: people }, (_, number) => number)
  const [, bare] = await timed(() =>
    inParallel(numbers, hands, async () => {
      const client = await pool.connect()
      await client.query('begin')
      for (const part of [words, words, 'job'])
        await client.query('insert into bench_row (words) values ($1)', [part])
      await client.query('commit')
      client.release()
    }),
  )
  return bare
}

async function timed<Result>(work: () => Promise<Result>): Promise<[Result, number]> {
  const began = performance.now()
  return [await work(), (performance.now() - began) / 1000]
}

const seconds = (figure: number) => `${figure.toFixed(2)} s`
