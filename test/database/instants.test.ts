import { sql } from 'kysely'
import { inTransaction } from '../../src/database/transaction.ts'
import { testDatabase } from '../support/database.ts'

const database = testDatabase()

test.each(['UTC', 'Europe/London', 'Asia/Kathmandu', 'America/St_Johns'])(
  'an instant is read as it was written, whatever the clock of the database: %s',
  async (timeZone) => {
    const written = ['2026-07-03T09:30:00.000Z', '2026-11-30T23:59:59.123Z', '1969-12-31T23:59:59.999Z']
    const read = await inTransaction(database().db, async (tx) => {
      await sql`select set_config('TimeZone', ${timeZone}, true)`.execute(tx)
      const rows = await sql<{ at: Date }>`select unnest(${written}::timestamptz[]) as at`.execute(tx)
      return rows.rows.map(({ at }) => at.toISOString())
    })
    expect(read).toEqual(written)
  },
)

test('what is no day of JavaScript is read as it was: without end, millionths of a second, years of six figures', async () => {
  const { rows } = await sql<{ end: unknown; fine: Date; far: Date }>`
    select 'infinity'::timestamptz as end, '2026-07-03 09:30:00.123456+00'::timestamptz as fine,
      '12026-07-03 09:30:00+00'::timestamptz as far`.execute(database().db)
  expect(rows[0]?.end).toBe(Infinity)
  expect(rows[0]?.fine.toISOString()).toBe('2026-07-03T09:30:00.123Z')
  expect(rows[0]?.far.getUTCFullYear()).toBe(12_026)
})
