import { sweepSessions } from '../../../src/accounts/sessions/sweep.ts'
import { usualSessions } from '../../../src/config/limits.ts'
import type { Role } from '../../../src/database/schema.ts'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'

const college = testApp({ settings: { sessions: usualSessions } })

async function signedIn(roles: Role[]): Promise<Browser> {
  const { db, as } = college()
  await addPerson(db, { email: 'amal@example.org', roles })
  await givePasswords(db)
  return as('amal@example.org')
}

const pass = (hours: number) => {
  const { clock } = college()
  clock.now = new Date(clock.now.getTime() + hours * 3_600_000)
}
const isIn = async (browser: Browser) => (await browser.agent.get('/account')).status === 200

test.each<[string, Role[], number]>([
  ['a student stays signed in for two weeks without a visit', ['student'], 14 * 24],
  ['a trainer, who sees what is other people’s, for half a day', ['trainer'], 12],
  ['an auditor too', ['auditor'], 12],
  ['who is both, as long as a trainer', ['student', 'administrator'], 12],
])('%s', async (_, roles, hours) => {
  const browser = await signedIn(roles)
  pass(hours - 0.1)
  expect(await isIn(browser)).toBe(true)
  pass(hours + 0.1)
  expect(await isIn(browser)).toBe(false)
})

test('whoever comes often signs in again after three months', async () => {
  const browser = await signedIn(['student'])
  for (let week = 0; week < 12; week++) {
    pass(7 * 24)
    expect(await isIn(browser)).toBe(true)
  }
  pass(7 * 24)
  expect(await isIn(browser)).toBe(false)
})

test('sessions that are over are swept away, and no other', async () => {
  const { db } = college()
  await signedIn(['student'])
  const ids = () => db.selectFrom('web_session').select('id').where('person_id', 'is not', null).execute()
  const before = await ids()
  await sweepSessions(db, college().clock.now)
  expect(await ids()).toEqual(before)
  pass(14 * 24)
  await sweepSessions(db, college().clock.now)
  expect(await ids()).toEqual(before)
  pass(25)
  await sweepSessions(db, college().clock.now)
  expect(await db.selectFrom('web_session').select('id').execute()).toEqual([])
})

test('whoever is given a role of the staff’s while they are signed in idles no longer than staff', async () => {
  const browser = await signedIn(['student'])
  const { db, clock } = college()
  const { id } = await db.selectFrom('person').select('id').executeTakeFirstOrThrow()
  await db
    .insertInto('role_grant')
    .values({ person_id: id, role: 'trainer', granted_at: clock.now })
    .execute()
  expect(await isIn(browser)).toBe(true)
  pass(13)
  expect(await isIn(browser)).toBe(false)
})
