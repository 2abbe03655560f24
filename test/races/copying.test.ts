// Two of the office copy one term into the same term in one moment, each having seen it empty.
import { sql } from 'kysely'
import { inTransaction } from '../../src/database/transaction.ts'
import { copyTerm } from '../../src/scheduling/term-copies/copy-term.ts'
import { lookAtCopy } from '../../src/scheduling/term-copies/look-at-copy.ts'
import type * as TermCopies from '../../src/scheduling/term-copies/queries.ts'
import { addRun, addTerm, today } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { untilItHappens } from './support/until.ts'

let unlocked = false

jest.mock('../../src/scheduling/term-copies/queries.ts', () => {
  const real = jest.requireActual<typeof TermCopies>('../../src/scheduling/term-copies/queries.ts')
  const lockTerms: typeof real.lockTerms = (tx, ids) =>
    unlocked
      ? tx.selectFrom('term').where('id', 'in', ids).select(['id', 'name']).execute()
      : real.lockTerms(tx, ids)
  return { ...real, lockTerms }
})

const database = testDatabase()

/** How many drafts there are after both have copied a term of one run; the reason of whoever came second. */
async function race() {
  const { db } = database()
  const days = { startsOn: '2026-09-07', endsOn: '2026-12-18' }
  const fromId = await addTerm(db, { name: crypto.randomUUID(), ...days })
  const later = { startsOn: '2027-01-11', endsOn: '2027-04-02' }
  const intoId = await addTerm(db, { name: crypto.randomUUID(), ...later })
  const { runId } = await addRun(db, { term: fromId, trainers: 'none' })
  const calendar = { now: today, timeZone: 'Europe/London', country: 'GB-ENG' }
  const asked = {
    fromId,
    intoId,
    weeks: 18,
    withTrainers: true,
    asBefore: new Set<string>(),
    runIds: new Set([runId]),
  }
  const { mark } = await lookAtCopy(db, asked, calendar)
  const copy = () => {
    const wanted = { ...asked, copyId: crypto.randomUUID(), newTerm: undefined, mark }
    return inTransaction(db, (tx) => copyTerm(tx, wanted, calendar, null))
  }
  const results = await Promise.all([copy(), copy()])
  const { rows } = await sql<{ drafts: number }>`
    select count(*) as drafts from run where term_id = ${intoId}`.execute(db)
  return { drafts: rows[0]?.drafts, said: results.map((one) => (one.ok ? 'copied' : one.reason)).sort() }
}

test('the second finds it changed, and copies nothing', async () => {
  for (let round = 0; round < 5; round++)
    expect(await race()).toEqual({ drafts: 1, said: ['changed-meanwhile', 'copied'] })
})

test('negative control: without the lock on the terms it is there twice', async () => {
  unlocked = true
  try {
    expect(await untilItHappens(10, async () => (await race()).drafts === 2)).toBe(true)
  } finally {
    unlocked = false
  }
})
