// What is known of a class and of a trainer's days goes a year later.
import { applyRetention } from '../../../src/accounts/retention/apply.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addRun, today } from '../../support/college.ts'
import { addWalkIn } from '../../web/support/registers.ts'

const college = testApp()
const year = 365
const days = (count: number) => addMinutes(today, count * 24 * 60)

function at(now: Date) {
  const { db, config } = college()
  return { apply: () => applyRetention(db, config.retention, { now, timeZone: config.timeZone }) }
}

test('the name of who came without a place goes after a year; that somebody came stays', async () => {
  const { db } = college()
  const { sessionIds, peerId } = await addRun(db)
  await addWalkIn(db, sessionIds[0] ?? '', peerId, { contact: '07700 900123' })
  const name = () => db.selectFrom('walk_in').select(['name', 'contact', 'mark']).execute()
  expect((await at(days(year)).apply())['walk-ins']).toBe(0)
  expect(await name()).toEqual([{ name: 'Robin Walker', contact: '07700 900123', mark: 'present' }])
  expect((await at(days(year + 1)).apply())['walk-ins']).toBe(1)
  expect(await name()).toEqual([{ name: null, contact: '', mark: 'present' }])
  expect((await at(days(year + 2)).apply())['walk-ins']).toBe(0)
})

test('days on which a trainer was away go a year after the last of them, with their note', async () => {
  const { db } = college()
  const { peerId: person_id } = await addRun(db)
  const away = { starts_on: '2026-09-01', ends_on: '2026-09-03', note: 'At a wedding', noted_at: today }
  await db
    .insertInto('trainer_absence')
    .values({ person_id, ...away })
    .execute()
  expect((await at(days(year + 2)).apply()).absences).toBe(0)
  expect((await at(days(year + 3)).apply()).absences).toBe(1)
  expect(await db.selectFrom('trainer_absence').select('id').execute()).toEqual([])
})
