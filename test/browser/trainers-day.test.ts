// A trainer at the door of a room, with a phone on which nothing runs.
import type { Page } from 'playwright-core'
import type { Db } from '../../src/database/schema.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../support/college.ts'
import { marksOf } from '../registers/marking/support.ts'
import { testPassword } from '../support/password.ts'
import { choose, isSaid, save, twoPhones } from './support/register-phones.ts'
import { press, signIn, testSite } from './support/site.ts'

const site = testSite()
const day = 24 * 60

/** Begun ten minutes ago: it is today's until it is over, also where it began before midnight. */
async function addDay(db: Db) {
  const now = new Date()
  const lastWeek = addMinutes(now, -7 * day)
  const { id: course } = await addCourse(db, { title: 'Cooking together' })
  const sessions = [-7 * day - 10, -10, 14 * day].map((minutes) => ({ startsAt: addMinutes(now, minutes) }))
  const { runId, peerId, sessionIds } = await addRun(db, { course, sessions, capacity: 6, now: lastWeek })
  await db
    .updateTable('person')
    .set({ name: 'Pia Peer', email: 'peer@example.org' })
    .where('id', '=', peerId)
    .execute()
  await addPerson(db, { name: 'Ada Office', email: 'admin@example.org', roles: ['administrator'], now })
  const amal = await addPerson(db, { name: 'Amal Haddad', now: lastWeek })
  await addEnrolment(db, runId, { person: amal, joinedAt: addMinutes(now, -8 * day) })
  const contact = { name: 'Rui Haddad', phone: '07700 900456', relationship: 'My brother', updated_at: now }
  await db
    .insertInto('emergency_contact')
    .values({ person_id: amal, ...contact })
    .execute()
  const need = {
    kind: 'in-the-room' as const,
    need: 'step-free' as const,
    detail: '',
    share_with_trainers: true,
  }
  await db
    .insertInto('access_need')
    .values({ ...need, person_id: amal, recorded_by: amal, recorded_at: now, review_on: '2099-01-01' })
    .execute()
  await db
    .insertInto('trainer_look')
    .values({ person_id: peerId, seen_at: addMinutes(now, -day) })
    .execute()
  // Since yesterday: somebody new, who comes for the first time.
  const bo = await addPerson(db, { name: 'Bo Malley', now: lastWeek })
  await addEnrolment(db, runId, { person: bo, joinedAt: addMinutes(now, -60) })
  return { runId, sessionIds }
}

const main = (page: Page) => page.getByRole('main').innerText()
const list = (page: Page, name: string) => page.getByRole('list', { name, exact: true })

test('a trainer sees today and what changed since yesterday, and goes on to the class list, the register and a contact', async () => {
  const { db, visit } = site()
  const { runId, sessionIds } = await addDay(db)
  const ada = await visit({ width: 1280, as: 'admin@example.org' })
  await ada.goto(paths.adminSession({ id: sessionIds[2] ?? '' }))
  await press(ada.getByRole('button', { name: 'Call this date off' }).first())

  const phone = await visit({ width: 360, as: 'peer@example.org' })
  expect(await phone.getByRole('heading', { level: 2 }).first().innerText()).toBe('Today')
  expect(await list(phone, 'Today').innerText()).toMatch(/Cooking together[\s\S]*2 people coming/)
  expect(await list(phone, 'Registers to mark').innerText()).toContain('1 of 1 not marked')
  const news = phone.getByRole('region', { name: 'What has changed' })
  expect(await news.innerText()).toMatch(/Called off: [\s\S]*1 person got a place\./)
  expect(await main(phone)).not.toContain('Bo Malley')
  await press(news.getByRole('button', { name: 'I have seen this' }))
  expect(await main(phone)).not.toContain('What has changed')

  await press(list(phone, 'Today').getByRole('link', { name: 'Class list' }))
  const people = await phone.getByRole('table', { name: '2 people are coming' }).innerText()
  expect(people).toMatch(/Amal Haddad[\s\S]*Step-free[\s\S]*Bo Malley\s+First time with us/)
  expect(await main(phone)).toContain('2 of 6 places taken, 4 free.')

  await press(phone.getByRole('link', { name: 'Whom to call for Amal Haddad' }))
  await phone.getByLabel('They were taken ill or hurt').check()
  await press(phone.getByRole('button', { name: 'Show the emergency contact' }))
  expect(await main(phone)).toMatch(/Rui Haddad[\s\S]*07700 900456/)

  await phone.goto(paths.trainer())
  await press(list(phone, 'Today').getByRole('link', { name: 'Register' }))
  await press(phone.getByRole('button', { name: 'Everyone came' }))
  expect(await main(phone)).toContain('Everybody is marked')
  await phone.goto(paths.classList({ id: runId }))
  expect(await list(phone, 'Registers').innerText()).toContain('2 of 2 marked')
})

test('what was marked is kept for who marked it, when somebody else has signed in on the same phone meanwhile', async () => {
  const { db, register, session, phone } = await twoPhones(site())
  await choose(phone, 'Amal', 'Here')
  const tab = await phone.context().newPage()
  const signInAs = async (email: string) => {
    await tab.goto(paths.trainer())
    await press(tab.getByRole('button', { name: 'Sign out' }))
    await signIn(tab, email, testPassword)
  }
  await signInAs('otto@example.org')
  const again = phone.waitForEvent('load')
  await save(phone).click()
  await again
  expect(await phone.getByRole('link', { name: 'Otto Professional' }).count()).toBe(1)
  expect(await phone.getByRole('group', { name: 'Amal' }).locator(':checked').count()).toBe(0)
  expect(await marksOf(db, session)).toMatchObject({ Amal: null })

  await signInAs('peer@example.org')
  await tab.goto(register)
  await isSaid(tab)
  expect(await marksOf(db, session)).toEqual({ Amal: 'present', Bo: null, Cleo: null })
})
