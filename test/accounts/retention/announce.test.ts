// Nobody's account closes by time without a message a month before, where there is somewhere to write.
import { announceClosings } from '../../../src/accounts/retention/announce.ts'
import { applyRetention } from '../../../src/accounts/retention/apply.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'

const college = testApp()
const days = (count: number) => addMinutes(today, count * 24 * 60)
const twoYears = 2 * 365 + 1

async function addSeenToday(email: string): Promise<string> {
  const { db } = college()
  const id = await addPerson(db, { email })
  await db.updateTable('person').set({ email_confirmed_at: today }).where('id', '=', id).execute()
  return id
}

/** What the nightly job does, on this day after today. */
async function night(day: number): Promise<{ announced: number; closed: number }> {
  const { db, config } = college()
  const now = days(day)
  const announced = await announceClosings(db, config, now)
  const { 'never-took-part': closed } = await applyRetention(db, config.retention, {
    now,
    timeZone: config.timeZone,
  })
  return { announced, closed }
}

const letters = () =>
  college().db.selectFrom('mail').where('template', '=', 'accounts/closing-soon').selectAll().execute()

test('they are written to once, and it closes thirty days later, not before', async () => {
  await addSeenToday('amal@example.org')
  expect(await night(twoYears - 2)).toEqual({ announced: 0, closed: 0 })
  expect(await night(twoYears + 1)).toEqual({ announced: 1, closed: 0 })
  expect(await night(twoYears + 2)).toEqual({ announced: 0, closed: 0 })
  const [letter] = await letters()
  expect(letter?.to_address).toBe('amal@example.org')
  expect(JSON.stringify(letter?.view)).toContain('in the next 30 days')
  expect(await night(twoYears + 30)).toEqual({ announced: 0, closed: 0 })
  expect(await night(twoYears + 31)).toEqual({ announced: 0, closed: 1 })
  expect(await letters()).toHaveLength(1)
})

test('whoever signs in keeps the account, and is written to anew years later', async () => {
  await addSeenToday('amal@example.org')
  await givePasswords(college().db)
  await night(twoYears + 1)
  college().clock.now = days(twoYears + 20)
  await college().as('amal@example.org')
  expect(await night(twoYears + 31)).toEqual({ announced: 0, closed: 0 })
  const again = 2 * twoYears + 21
  expect(await night(again)).toEqual({ announced: 1, closed: 0 })
  expect(await letters()).toHaveLength(2)
  expect(await night(again + 31)).toEqual({ announced: 0, closed: 1 })
})

test('a job that stood still for months writes again before it closes anything', async () => {
  await addSeenToday('amal@example.org')
  await night(twoYears + 1)
  expect(await night(twoYears + 120)).toEqual({ announced: 1, closed: 0 })
})

test('an address that nobody confirmed is not written to: it may be a stranger’s', async () => {
  await addPerson(college().db, { email: null })
  expect(await night(twoYears + 1)).toEqual({ announced: 0, closed: 1 })
  expect(await letters()).toEqual([])
})
