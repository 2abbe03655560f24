// Somebody stands in on one date of a run: when many dates change, each trainer hears of the dates they give, and no more.
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { askToRefreshTeaching } from '../../../src/enrolment/teaching-invites/refresh.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { illness, inDays, mailsTo } from '../../scheduling/trainers/support/illness.ts'
import { testApp } from '../../support/app.ts'
import { today } from '../../support/college.ts'
import { confirm, look } from './support/preview.ts'

const college = testApp()

/** Cleo stands in for Peer on the second of three dates; `told`: what each is mailed from then on. */
async function standIn({ isTold }: { isTold: boolean }) {
  const app = college()
  const world = await illness(app)
  const { ada, runId, second, peerId, cleo } = world
  await inTransaction(app.db, (tx) => askToRefreshTeaching(tx, [runId]))
  await app.runJobs()
  const page = paths.adminReplacement({ id: second })
  await ada.get(page)
  await ada.post(page, { away: peerId, comes: cleo, scope: 'date', back: 'run' })
  if (isTold) {
    await inTransaction(app.db, (tx) => askToRefreshTeaching(tx, [runId]))
    await app.runJobs()
  }
  app.clock.now = addMinutes(today, 60)
  const addresses = ['peer@example.org', 'pro@example.org', 'cleo@example.org']
  const had = await Promise.all(addresses.map(async (address) => (await mailsTo(app, address)).length))
  const told = async () => {
    await app.runJobs()
    const all = await Promise.all(addresses.map((address) => mailsTo(app, address)))
    return all.map((mails, index) =>
      mails.slice(had[index]).filter(({ words }) => words.includes('"What has changed"')),
    )
  }
  return { app, ...world, told }
}

const day = (days: number) => inDays(days).toISOString().slice(0, 10)
const later = { change: 'move', amount: '15', unit: 'minutes', direction: 'later', reason: 'The bus' }

test('of another date the stand-in hears nothing; those who give it do, and are those that the preview names', async () => {
  const { ada, told, runId } = await standIn({ isTold: true })
  const preview = await look(ada, { scope: 'day', day: day(21), ...later })
  expect(preview.text).toContain('2 people, each once')
  expect(preview.text).not.toContain('Cleo')
  await confirm(ada, preview)
  const [peer = [], pro = [], cleo = []] = await told()
  expect([peer.length, pro.length, cleo.length]).toEqual([1, 1, 0])
  expect(pro[0]?.words).toContain('8 September')
  expect(peer[0]?.words).not.toContain('Tuesday 15 September')
  const { people } = await college()
    .db.selectFrom('bulk_change_run')
    .where('run_id', '=', runId)
    .select('people')
    .executeTakeFirstOrThrow()
  expect(people).toBe(2)
})

test('of the date on which they stand in, they hear, of it alone; whoever is replaced does not', async () => {
  const { ada, told } = await standIn({ isTold: true })
  await confirm(ada, await look(ada, { scope: 'day', day: day(14), ...later }))
  const [peer = [], pro = [], cleo = []] = await told()
  expect([peer.length, pro.length, cleo.length]).toEqual([0, 1, 1])
  expect(cleo[0]?.words).toContain('Tuesday 15 September 2026, 10am to midday: now Tuesday 15 September 2026')
  expect(cleo[0]?.words).not.toMatch(/Tuesday (8|22) September/)
})

test('who was not told yet that they stand in reads of a new date', async () => {
  const { ada, app, told, runId } = await standIn({ isTold: false })
  // What tells them by itself waits for some minutes, and the change of many dates does not.
  await sql`select graphile_worker.remove_job(${`teaching:${runId}`})`.execute(app.db)
  await confirm(ada, await look(ada, { scope: 'day', day: day(14), ...later }))
  const [, , cleo = []] = await told()
  expect(cleo[0]?.words).toContain('A new date: Tuesday 15 September 2026, 10:15am')
})

test('a run that ends as a whole ends for the stand-in too', async () => {
  const { ada, app, runId } = await standIn({ isTold: true })
  const off = { scope: 'run', run: runId, change: 'call-off', reason: 'No heating' }
  const preview = await look(ada, off)
  expect(preview.text).toContain('3 people, each once')
  await confirm(ada, preview)
  await app.runJobs()
  const subjects = (await mailsTo(app, 'cleo@example.org')).map(({ subject }) => subject)
  expect(subjects).toContain('A course you teach has been called off')
})
