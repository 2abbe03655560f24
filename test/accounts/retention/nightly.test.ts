// Nobody has to press anything: what has been kept long enough goes each night.
import { parseCronItems } from 'graphile-worker'
import { everyNight } from '../../../src/jobs/run.ts'
import { makeLog } from '../../../src/lib/log.ts'
import { postFor } from '../../../src/mail/transport.ts'
import { jobFunctions, startWorkerFor } from '../../../src/worker.ts'
import { sql } from 'kysely'
import { testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'

const college = testApp()

test('the job is due once a night, and every worker knows it', async () => {
  const [item] = parseCronItems(everyNight.filter(({ task }) => task === 'accounts.retention'))
  const due = Array.from({ length: 24 * 60 }, (_, minute) => ({
    ...{ min: minute % 60, hour: Math.floor(minute / 60), date: 1, month: 9, dow: 2 },
  })).filter((digest) => item?.match(digest))
  expect(due).toMatchObject([{ hour: 2 }])
  const { db, database, config } = college()
  const deps = { db, pool: database.pool, config, log: makeLog('silent'), clock: () => today }
  const worker = await startWorkerFor(deps)
  await worker.stop()
  const { rows } = await sql<{ identifier: string }>`
    select identifier from graphile_worker._private_known_crontabs`.execute(db)
  expect(rows).toContainEqual({ identifier: 'accounts.retention' })
})

test('it asks those who can be reached, and closes and erases what is due', async () => {
  const { db, config } = college()
  const [silent, reached] = [
    await addPerson(db, { email: 'silent@example.org' }),
    await addPerson(db, { email: 'reached@example.org' }),
  ]
  await db.updateTable('person').set({ email_confirmed_at: today }).where('id', '=', reached).execute()
  const threeYearsOn = new Date('2029-09-02T02:23:00Z')
  const functions = jobFunctions({ db, config, post: postFor(undefined), clock: () => threeYearsOn })
  await functions['accounts.retention']({}, { number: 1, last: false })
  const closings = await db.selectFrom('account_closing').select(['person_id', 'why']).execute()
  expect(closings).toEqual([{ person_id: silent, why: 'never-confirmed' }])
  const asked = await db.selectFrom('mail').select('person_id').execute()
  expect(asked).toEqual([{ person_id: reached }])
})
