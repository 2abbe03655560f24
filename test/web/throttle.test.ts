import { createHmac } from 'node:crypto'
import { connect } from '../../src/database/connection.ts'
import type { Db } from '../../src/database/schema.ts'
import { giveTryBack, takeTry, type Try, waitInWords } from '../../src/web/throttle.ts'
import { deleteReturnedTries } from '../../src/web/throttle-queries.ts'
import { testDatabase } from '../support/database.ts'

const database = testDatabase({ max: 10 })
const secret = 'a-secret-for-tests-of-32-letters'
const start = new Date('2026-09-01T09:00:00Z')
const later = (seconds: number) => new Date(start.getTime() + seconds * 1000)

const five: Try = { name: 'test', key: 'amal@example.org', most: 5, perSeconds: 300 }
const take = (tries: Try[], now = start, db: Db = database().db) => takeTry({ db, secret }, tries, now)

async function takeAll(number: number, tries: Try[], now = start): Promise<number> {
  const taken = await Promise.all(Array.from({ length: number }, () => take(tries, now)))
  return taken.filter(({ ok }) => ok).length
}

test('so many tries may be had at once, and the next one waits for one to be given back', async () => {
  for (let count = 0; count < 5; count++) expect(await take([five])).toEqual({ ok: true })
  expect(await take([five])).toEqual({ ok: false, waitSeconds: 60 })
  expect(await take([five], later(20))).toEqual({ ok: false, waitSeconds: 40 })
  expect(await take([five], later(60))).toEqual({ ok: true })
  expect(await take([five], later(60))).toEqual({ ok: false, waitSeconds: 60 })
  expect(await takeAll(9, [five], later(1000))).toBe(5)
})

test('a try that was refused costs nothing: hammering makes nobody wait longer', async () => {
  await takeAll(200, [five])
  expect(await take([five])).toEqual({ ok: false, waitSeconds: 60 })
})

test('a try refused for one reason is not counted for another', async () => {
  const wide: Try = { name: 'wide', key: 'the college', most: 8, perSeconds: 800 }
  expect(await takeAll(50, [five, wide])).toBe(5)
  // Five of the eight are gone, not all.
  expect(await takeAll(50, [wide])).toBe(3)
})

test('two limits on one thing make waits that grow', async () => {
  const slower: Try = { ...five, name: 'slower', most: 8, perSeconds: 8 * 3600 }
  const waits: number[] = []
  let now = 0
  while (waits.length < 4) {
    const taken = await take([five, slower], later(now))
    if (taken.ok) continue
    waits.push(taken.waitSeconds)
    now += taken.waitSeconds
  }
  expect(waits).toEqual([60, 60, 60, 3420])
})

test('names, keys and products do not count for each other', async () => {
  await takeAll(5, [five])
  expect((await take([{ ...five, name: 'other' }])).ok).toBe(true)
  expect((await take([{ ...five, key: 'ben@example.org' }])).ok).toBe(true)
  expect((await takeTry({ db: database().db, secret: 'x'.repeat(32) }, [five], start)).ok).toBe(true)
})

test('a try that was no guess is given back, and no more than that one', async () => {
  await takeAll(5, [five])
  await giveTryBack({ db: database().db, secret }, [five])
  expect(await takeAll(5, [five])).toBe(1)
})

test.each([3, 5, 7, 12, 30, 60, 100, 999])('exactly %i of many at once are let through', async (most) => {
  for (const perSeconds of [60, 600, 3600, 43_200]) {
    const limit = { name: 'exact', key: String(perSeconds), most, perSeconds }
    let taken = 0
    while ((await take([limit])).ok) taken++
    expect(taken).toBe(most)
  }
})

test('several processes share one count: of forty tries at one moment only five get through', async () => {
  const other = connect(database().url, { max: 10, onError: () => undefined })
  try {
    for (let round = 0; round < 10; round++) {
      const tries = [{ ...five, key: `race ${round}` }]
      const taken = await Promise.all(
        Array.from({ length: 40 }, (_, index) => take(tries, start, index % 2 ? other.db : database().db)),
      )
      expect(taken.filter(({ ok }) => ok)).toHaveLength(5)
    }
  } finally {
    await other.close()
  }
})

test('callers who take several of the same in different orders neither wait for each other nor take too many', async () => {
  const pair = [five, { ...five, name: 'second' }]
  const taken = await Promise.all(
    Array.from({ length: 60 }, (_, index) => take(index % 2 ? pair : pair.toReversed())),
  )
  expect(taken.filter(({ ok }) => ok)).toHaveLength(5)
})

test('the same count, looked up first and written after, lets too many through: the race above can fail', async () => {
  const key = createHmac('sha256', secret).update('looked up first').digest()
  const { db } = database()
  const cost = (five.perSeconds / five.most) * 1000
  await db.insertInto('try_count').values({ key, given_back_at: start }).execute()
  const lookedUpFirst = async (): Promise<boolean> => {
    const held = await db.selectFrom('try_count').selectAll().where('key', '=', key).executeTakeFirstOrThrow()
    const after = new Date(held.given_back_at.getTime() + cost)
    if (after > later(five.perSeconds)) return false
    await db.updateTable('try_count').set({ given_back_at: after }).where('key', '=', key).execute()
    return true
  }
  const taken = await Promise.all(Array.from({ length: 40 }, lookedUpFirst))
  expect(taken.filter(Boolean).length).toBeGreaterThan(5)
})

test('the table tells nobody whose email or address was tried', async () => {
  await take([five, { ...five, key: '192.0.2.7' }])
  const rows = await database().db.selectFrom('try_count').selectAll().execute()
  expect(rows.map(({ key }) => key.length)).toEqual([32, 32])
  for (const { key } of rows) expect(key.toString('latin1')).not.toMatch(/amal|192\.0/)
})

test('what has been given back is swept away, and nothing that still counts', async () => {
  await take([five])
  await take([{ ...five, key: 'ben@example.org', perSeconds: 3000 }])
  await deleteReturnedTries(database().db, later(61))
  expect(await database().db.selectFrom('try_count').selectAll().execute()).toHaveLength(1)
  await deleteReturnedTries(database().db, later(601))
  expect(await database().db.selectFrom('try_count').selectAll().execute()).toEqual([])
})

test.each([
  [1, 'a minute'],
  [60, 'a minute'],
  [61, '2 minutes'],
  [720, '12 minutes'],
  [3300, 'an hour'],
  [3601, '2 hours'],
])('%i seconds are %s', (seconds, words) => {
  expect(waitInWords(seconds)).toBe(words)
})
