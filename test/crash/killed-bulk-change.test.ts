// The process is killed while 2,000 people are being told that a term moves. PostgreSQL stays; nobody is told twice.
import { sql } from 'kysely'
import { inTransaction } from '../../src/database/transaction.ts'
import { changeFor, decideDates } from '../../src/enrolment/bulk-changes/look.ts'
import { makeBulkChange } from '../../src/enrolment/bulk-changes/make.ts'
import { findReport } from '../../src/enrolment/bulk-changes/report-queries.ts'
import { seenIn } from '../../src/enrolment/bulk-changes/rules.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { testApp } from '../support/app.ts'
import { addBigTerm } from '../support/big-term.ts'
import { killProducts, startProduct } from './support/product.ts'
import { until, untilNothingHappens } from './support/state.ts'

const college = testApp()
afterEach(() => killProducts())

async function moveTerm(termId: string): Promise<string> {
  const { db, config } = college()
  const at = { now: new Date(), timeZone: config.timeZone }
  const scope = { scope: 'term', term: termId } as const
  const asked = { change: 'move', amount: 1, unit: 'weeks', direction: 'later', reason: '' } as const
  const change = await changeFor(db, asked)
  if (change === undefined) throw new Error('A move needs no place')
  const dates = (await decideDates(db, scope, change, undefined, at)).map(({ was }) => was)
  const id = crypto.randomUUID()
  const confirmed = { id, scope, asked, title: 'A large term: 1 week later', seen: seenIn(dates) }
  const ticked = { ...confirmed, dates: new Set(dates.map((date) => date.id)) }
  const made = await inTransaction(db, (tx) =>
    makeBulkChange(tx, ticked, config.timeZone, { now: at.now, actorId: null }),
  )
  expect([made, dates.length]).toEqual([{ ok: true, already: false }, 600])
  return id
}

test('killed twice while a term of 2,000 people is told: each hears once, and the report ends complete', async () => {
  const { db, database } = college()
  const { termId, people } = await addBigTerm(db, addMinutes(new Date(), -60))
  const id = await moveTerm(termId)
  const untold = async () => (await findReport(db, id))?.runs_untold ?? -1
  const environment = { DATABASE_URL: database.url }
  const rests: number[] = []
  for (const left of [70, 35]) {
    const product = await startProduct(environment)
    await until(120_000, 'The telling does not go on', async () => (await untold()) <= left)
    await product.kill()
    await untilNothingHappens(db)
    rests.push(await untold())
  }
  // Each time it was in the middle.
  expect(rests.every((rest) => rest > 0)).toBe(true)
  await startProduct(environment)
  await until(120_000, 'Some runs were not told', async () => (await untold()) === 0)
  const { rows } = await sql<{ letters: number; people: number }>`
    select count(*)::int as letters, count(distinct person_id)::int as people
    from (select person_id from mail where bulk_change_id = ${id}::uuid and template = 'enrolment/dates-changed'
      union all select person_id from call where bulk_change_id = ${id}::uuid) as told`.execute(db)
  expect(rows).toEqual([{ letters: people, people }])
}, 400_000)
