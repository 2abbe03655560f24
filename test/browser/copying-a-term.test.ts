// A term is copied over a closed week and a bank holiday, taken back, copied again; and a student finds a run of it.
import type { Page } from 'playwright-core'
import { paths } from '../../src/paths.ts'
import { addCourse, addPerson, addRun, addTerm, addVenue } from '../support/college.ts'
import { press, testSite, widths } from './support/site.ts'
import { faultsOfPage } from './support/faults-of-a-page.ts'

const site = testSite()
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()
const at = (day: string) => ({ startsAt: new Date(`${day}T10:00:00Z`) })

/** Tuesdays over the half term of the spring after, and one that meets on what will be Good Friday. */
async function autumn() {
  const { db } = site()
  const now = new Date()
  const term = await addTerm(db, { name: 'Autumn 2030', startsOn: '2030-11-04', endsOn: '2031-01-24' })
  const half = { name: 'Half term', starts_on: '2031-02-17', ends_on: '2031-02-21' }
  await db.insertInto('closure').values(half).execute()
  const venue = await addVenue(db, { name: 'Library' })
  const sleep = (await addCourse(db, { title: 'Sleep well' })).id
  const walk = (await addCourse(db, { title: 'Walking' })).id
  const weekly = await addRun(db, {
    course: sleep,
    term,
    venue,
    sessions: [at('2030-11-12'), at('2030-11-19'), at('2030-11-26')],
    now,
  })
  const walking = { course: walk, term, venue, sessions: [at('2031-01-10')], now }
  await addRun(db, walking)
  await db.updateTable('person').set({ name: 'Amal Peer' }).where('id', '=', weekly.peerId).execute()
  await addPerson(db, { name: 'Ada', email: 'ada@example.org', roles: ['administrator'], now })
}

async function copy(page: Page): Promise<void> {
  await page.goto('/admin/terms')
  await press(page.getByRole('link', { name: 'Autumn 2030' }))
  await press(page.getByRole('link', { name: 'Copy this term forward' }))
  await page.getByLabel('Name').fill('Spring 2031')
  await page.getByLabel('First day').fill('2031-02-03')
  await page.getByLabel('Last day').fill('2031-04-18')
  await press(button(page, 'Show what it comes to'))
  await page.getByLabel('How many weeks later (optional)').fill('13')
  await press(button(page, 'Show what it comes to'))
}

test.each(widths)('a term is copied forward, taken back and copied again (%i px)', async (width) => {
  await autumn()
  const page = await site().visit({ width, as: 'ada@example.org', javaScript: true })
  await copy(page)
  const main = () => page.getByRole('main').innerText()
  expect(await main()).toContain('Tue 18 Feb moves to Tue 4 Mar: we are closed (Half term)')
  expect(await main()).toContain('Fri 11 Apr is left out: we are closed (Good Friday)')
  expect(await faultsOfPage(page)).toEqual([])
  await press(button(page, 'Copy what is ticked'))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Copied into Spring 2031')
  expect(await main()).toContain('we are closed (Good Friday)')
  expect(await faultsOfPage(page)).toEqual([])
  await press(button(page, 'Take this copy back'))
  expect(await main()).toContain('The copy is taken back: 1 draft gone')
  await copy(page)
  await press(button(page, 'Copy what is ticked'))
  await press(page.getByRole('link', { name: 'Spring 2031' }))
  const { id } = await site()
    .db.selectFrom('run')
    .where('status', '=', 'draft')
    .select('id')
    .executeTakeFirstOrThrow()
  await page.goto(paths.adminRun({ id }))
  await press(page.getByRole('link', { name: 'Publish this run' }))
  await press(button(page, 'Publish this run'))
  const student = await site().visit({ width })
  await student.goto('/courses/sleep-well')
  expect(await student.getByRole('main').innerText()).toMatch(/Tuesday 4 March 2031[\s\S]*Amal Peer/)
})
