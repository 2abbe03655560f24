import { sql } from 'kysely'
import { connect } from '../../src/database/connection.ts'
import { ensureDemo } from '../../src/demo/demo.ts'
import { accounts } from '../../src/demo/people.ts'
import { addCourse, addPerson } from '../support/college.ts'
import { empty, testDatabase } from '../support/database.ts'
import { breakAt, config, countRows, listStandings, madeAt, type Standing } from './support.ts'

const database = testDatabase()
const now = madeAt
const nextWeek = new Date('2027-03-18T11:30:00Z')
const whole = { run: 69, session: 100, term: 1, credential: accounts.length }

test('a college that has a course of its own is left alone', async () => {
  const { db } = database()
  await addCourse(db, { title: 'Our own course' })
  const before = await countRows(db)
  expect(await ensureDemo(db, config, now)).toBe(false)
  expect(await countRows(db)).toEqual(before)
})

test('a college that has people of its own is left alone', async () => {
  const { db } = database()
  await addPerson(db, { roles: ['administrator'] })
  const before = await countRows(db)
  expect(await ensureDemo(db, config, now)).toBe(false)
  expect(await countRows(db)).toEqual(before)
})

test.each(['person', 'run', 'enrolment'])(
  'a start that is stopped at the first %s is finished by the next one, as if it had not been stopped',
  async (table) => {
    const { db } = database()
    await stopAt(table)
    expect(await ensureDemo(db, config, table === 'person' ? now : nextWeek)).toBe(true)
    expect(await countRows(db)).toMatchObject(whole)
    const finished = await listStandings(db)
    expect(finished).toEqual(await (notStopped ??= makeAnew()))
  },
)

test('a demo college that was stopped half way is not finished once the college has data of its own', async () => {
  const { db } = database()
  await stopAt('enrolment')
  await addCourse(db, { title: 'Our own course' })
  const before = await countRows(db)
  expect(await ensureDemo(db, config, now)).toBe(false)
  expect(await countRows(db)).toEqual(before)
})

test('two starts at once wait for another that is at work, however long that takes, and make one college; a week later it stays as it is', async () => {
  const { db, url } = database()
  const order: string[] = []
  let started = () => {}
  const lockHeld = new Promise<void>((resolve) => (started = resolve))
  const other = db.connection().execute(async (one) => {
    await sql`select pg_advisory_lock(hashtext('demo college'))`.execute(one)
    started()
    await new Promise((done) => setTimeout(done, 3_500))
    order.push('other')
    await sql`select pg_advisory_unlock(hashtext('demo college'))`.execute(one)
  })
  await lockHeld
  const second = connect(url, { max: 2, onError: () => undefined })
  const results = await Promise.all([ensureDemo(db, config, now), ensureDemo(second.db, config, now)])
  order.push('ours')
  await Promise.all([other, second.close()])
  expect([order, results]).toEqual([
    ['other', 'ours'],
    [true, true],
  ])
  const before = await countRows(db)
  expect(before).toMatchObject(whole)
  expect(await ensureDemo(db, config, nextWeek)).toBe(true)
  expect(await countRows(db)).toEqual(before)
})

let notStopped: Promise<Standing[]> | undefined

async function makeAnew(): Promise<Standing[]> {
  const { db } = database()
  await empty(db)
  await ensureDemo(db, config, now)
  return listStandings(db)
}

async function stopAt(table: string): Promise<void> {
  const { db } = database()
  const mend = await breakAt(db, table)
  try {
    await expect(ensureDemo(db, config, now)).rejects.toThrow('stopped here')
  } finally {
    await mend()
  }
}
