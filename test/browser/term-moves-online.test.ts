// A term moves online on a bad morning: previewed, done, and everybody told in their own way.
import type { Page } from 'playwright-core'
import { addMinutes } from '../../src/lib/time.ts'
import { addCourse, addPerson, addRun, addTerm, addVenue } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { receivedBy } from './support/mailbox.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()
const link = 'https://meet.example/sleep'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()
const main = async (page: Page) => (await page.getByRole('main').textContent())?.replace(/\s+/g, ' ')

async function makeTerm() {
  const { db, deps } = site()
  const now = new Date()
  await addPerson(db, { name: 'Ada Office', email: 'ada@example.org', roles: ['administrator'], now })
  const term = await addTerm(db, { name: 'Autumn', startsOn: '2020-01-01', endsOn: '2040-12-31' })
  const venue = await addVenue(db, { name: 'Town Hall' })
  await addVenue(db, { name: 'Online', online: true })
  const course = (await addCourse(db, { title: 'Sleep well' })).id
  const sessions = [7, 14].map((days) => ({ startsAt: addMinutes(now, days * 24 * 60) }))
  const { runId } = await addRun(db, { course, term, venue, sessions, now })
  const deeds = deedsIn(db, deps)
  await deeds.enrol(runId, await addPerson(db, { name: 'Sam', email: 'sam@example.org', now }))
  await deeds.enrol(runId, await addPerson(db, { name: 'Bea Nomail', email: null, now }))
}

async function lookAgainUntil(page: Page, words: RegExp): Promise<void> {
  for (let tries = 0; tries < 60; tries++) {
    if (words.test((await main(page)) ?? '')) return
    await page.waitForTimeout(500)
    await page.reload()
  }
  throw new Error(`The report never says ${words.source}: ${(await main(page)) ?? ''}`)
}

test.each(widths)('a term moves online (%i px)', async (width) => {
  const { visit } = site()
  await makeTerm()
  const student = await visit({ width, as: 'sam@example.org' })
  const [before] = await receivedBy(student, 'sam@example.org', 1)
  const page = await visit({ width, as: 'ada@example.org' })
  await page.goto('/admin/terms')
  await press(page.getByRole('link', { name: 'Autumn' }))
  await press(page.getByRole('link', { name: 'Change all dates of this term at once' }))
  await page.getByLabel('They take place online').check()
  await page.getByLabel('Link to join online').fill(link)
  await page.getByLabel('Why?').fill('The boiler has failed.')
  await press(button(page, 'See what would happen'))
  expect(await main(page)).toMatch(
    /Autumn: online 2 dates of 1 run.*Who is told 4 people.*3 by email.*1 by letter/,
  )
  await press(button(page, 'Do it, and tell everybody'))
  expect(await page.getByRole('status').textContent()).toContain('It is done')

  const told = (await receivedBy(student, 'sam@example.org', 2)).at(-1)
  expect(told?.text).toContain('The boiler has failed.')
  expect(told?.text).toContain('You still have your place.')
  expect(told?.calendar.replace(/\r\n /g, '')).toContain(`LOCATION:${link}`)
  const [was, is] = [before, told].map((mail) => /SEQUENCE:(\d+)/.exec(mail?.calendar ?? '')?.[1])
  expect(Number(is)).toBeGreaterThan(Number(was))
  expect(/UID:.*/.exec(told?.calendar ?? '')?.[0]).toBe(/UID:.*/.exec(before?.calendar ?? '')?.[0])
  await student.goto('/my/courses')
  expect(await main(student)).toContain('Online')
  expect(await main(student)).not.toContain('Town Hall')

  await page.goto('/admin/call-list')
  expect(await main(page)).toMatch(/Bea Nomail.*Some dates have changed/)
  await page.goto('/admin/bulk-changes')
  await press(page.getByRole('link', { name: 'Autumn: online' }))
  await lookAgainUntil(page, /All 3 messages are out/)
  await press(page.getByRole('link', { name: '1 letter to print and post' }))
  expect(await page.locator('.letter__address').textContent()).toContain('1 Mill Lane')
  await press(button(page, 'I have posted this letter'))
  expect(await main(page)).toMatch(/Everybody told.*All 3 messages are out.*Everybody has been told/)
})
