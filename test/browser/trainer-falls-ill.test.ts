// A trainer falls ill: the office sees to two dates on the phone, and is told by mail of a third that the trainer notes.
import type { Page } from 'playwright-core'
import { addMinutes } from '../../src/lib/time.ts'
import { dayInWords } from '../../src/lib/words.ts'
import { paths } from '../../src/paths.ts'
import { addCourse, addEnrolment, addPerson, addRun } from '../support/college.ts'
import { makeJobsDue } from '../support/jobs.ts'
import { faultsOfPage } from './support/faults-of-a-page.ts'
import { receivedBy } from './support/mailbox.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()
const main = (page: Page) => page.getByRole('main').innerText()

const noon = new Date(`${new Date().toISOString().slice(0, 10)}T12:00:00Z`)
const inDays = (days: number) => addMinutes(noon, days * 24 * 60)
const dayOf = (days: number) => inDays(days).toISOString().slice(0, 10)

/** Three dates that Amal and Pro give, a student with a place, and Cleo, who brings lived experience too. */
async function college() {
  const { db } = site()
  const now = new Date()
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const run = await addRun(db, {
    course,
    sessions: [7, 14, 21].map((days) => ({ startsAt: inDays(days) })),
    now,
  })
  const amal = db.updateTable('person').set({ name: 'Amal', email: 'amal@example.org' })
  await amal.where('id', '=', run.peerId).execute()
  const cleo = await addPerson(db, { name: 'Cleo', email: 'cleo@example.org', roles: ['trainer'], now })
  await db.insertInto('trainer').values({ person_id: cleo, lived: true }).execute()
  const person = await addPerson(db, { name: 'Stu Dent', email: 'stu@example.org', now })
  await addEnrolment(db, run.runId, { person })
  await addPerson(db, { name: 'Ada', email: 'ada@example.org', roles: ['administrator'], now })
  return run
}

async function noteDaysAway(page: Page): Promise<void> {
  await page.goto('/admin')
  await press(page.getByRole('link', { name: 'Trainers', exact: true }))
  await press(page.getByRole('link', { name: 'Amal' }))
  await press(page.getByRole('link', { name: 'Days away, and who comes instead' }))
  await page.getByLabel('First day').fill(dayOf(14))
  await page.getByLabel('Last day (optional)').fill(dayOf(21))
  await page.getByLabel('A note (optional)').fill('A bad back')
  await press(button(page, 'Note it and show the dates'))
}

test.each(widths)('the office replaces one date and moves another (%i px)', async (width) => {
  const { runId } = await college()
  const ada = await site().visit({ width, as: 'ada@example.org', javaScript: true })
  await noteDaysAway(ada)
  expect(await main(ada)).toContain('2 dates of 1 run to see to')
  expect(await faultsOfPage(ada)).toEqual([])
  await ada.goto('/admin')
  expect(await main(ada)).toContain('2 dates of Amal lack a trainer')
  await press(ada.getByRole('link', { name: '2 dates of Amal lack a trainer' }))
  await press(button(ada, 'Comes on this date'))
  expect(await main(ada)).toContain('1 date of 1 run to see to')
  await press(ada.getByRole('link', { name: 'Move this date, or call it off' }))
  await ada.getByLabel('Day').fill(dayOf(28))
  await press(button(ada, 'Save'))
  await ada.goto('/admin')
  expect(await main(ada)).not.toContain('lacks a trainer')
  await ada.goto(paths.adminRunTrainers({ id: runId }))
  expect(await main(ada)).toContain('Cleo in place of Amal')
  expect(await faultsOfPage(ada)).toEqual([])

  const stu = await site().visit({ width, as: 'stu@example.org' })
  await stu.goto(paths.run({ id: runId }))
  const shown = await main(stu)
  expect(shown).toContain('With Cleo this time.')
  expect(shown).not.toContain('bad back')
  await makeJobsDue(site().db)
  const told = await receivedBy(stu, 'stu@example.org', 2)
  expect(told.map(({ text }) => text).join()).toContain(dayInWords(inDays(28), 'Europe/London'))
  expect(told.map(({ calendar }) => calendar).join()).toMatch(/METHOD:REQUEST[^]*SUMMARY:Sleep well/)
  const cleo = await site().visit({ width, as: 'cleo@example.org' })
  await cleo.goto(paths.trainer())
  expect(await main(cleo)).toContain('You stand in as the peer trainer. 1 session to come.')
  await press(cleo.getByRole('link', { name: 'Sleep well' }).first())
  expect(await main(cleo)).toContain('Stu Dent')
})

test('the trainer notes a day on the phone, and the office reads the course and no name', async () => {
  const { runId } = await college()
  const amal = await site().visit({ width: 360, as: 'amal@example.org', javaScript: true })
  await amal.goto(paths.trainer())
  await press(amal.getByRole('link', { name: 'When I can come, and days away' }))
  await amal.getByLabel('First day').fill(dayOf(7))
  await press(button(amal, 'Note these days'))
  expect(await main(amal)).toContain('The office looks for somebody else for 1 date')
  expect(await faultsOfPage(amal)).toEqual([])
  const ada = await site().visit({ width: 360, as: 'ada@example.org' })
  const [mail] = await receivedBy(ada, 'ada@example.org', 1)
  expect(mail?.subject).toBe('A trainer is needed: Sleep well')
  expect(mail?.text).not.toContain('Amal')
  const address = paths.adminRunTrainers({ id: runId })
  expect(mail?.text).toContain(address)
  await ada.goto(address)
  await press(button(ada, 'Takes over from this date on'))
  expect(await main(ada)).toContain('Somebody else comes')
  const team = await ada.getByRole('list', { name: 'Trainers', exact: true }).innerText()
  expect(team).toContain('Cleo')
  expect(team).not.toContain('Amal')
})
