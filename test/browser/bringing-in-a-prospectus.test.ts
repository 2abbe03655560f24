// A real prospectus comes in, with one line corrected and one left out; a visitor finds a course of it; it goes out and
// comes in again, and nothing changes.
import type { Page } from 'playwright-core'
import { addPerson } from '../support/college.ts'
import { realFiles } from '../scheduling/import/support.ts'
import { snapshot } from '../scheduling/import/snapshot.ts'
import { press, testSite } from './support/site.ts'

const site = testSite()

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()
const chosen = ({ name, bytes }: { name: string; bytes: Buffer }) => ({
  name,
  mimeType: 'text/csv',
  buffer: bytes,
})

async function upload(page: Page, prospectus: Buffer, sessions?: Buffer): Promise<void> {
  await page.goto('/admin/import')
  await page
    .getByLabel('Prospectus', { exact: true })
    .setInputFiles(chosen({ name: 'spring.csv', bytes: prospectus }))
  if (sessions !== undefined)
    await page.getByLabel(/^Dated sessions/).setInputFiles(chosen({ name: 'sessions.csv', bytes: sessions }))
  await press(button(page, 'Look at it'))
}

test('a real term comes in, goes out, and comes in again without a change', async () => {
  const { db, visit } = site()
  await addPerson(db, { name: 'Ada', email: 'ada@example.org', roles: ['administrator'], now: new Date() })
  const page = await visit({ width: 360, as: 'ada@example.org' })
  const faulty = realFiles.prospectus.bytes.toString().replace('2025-02-19,Wednesday', '2025-02-19,Thursday')
  await upload(page, Buffer.from(faulty), realFiles.sessions.bytes)
  expect(await page.locator('#state').textContent()).toBe('1 error to correct first')
  await press(page.getByRole('link', { name: 'Line 2', exact: true }))
  expect(await page.locator('#weekday-error').textContent({ timeout: 2000 })).toContain('is a Wednesday')
  await page.getByLabel('Weekday').fill('Wednesday')
  await press(button(page, 'Save this line'))
  await press(button(page, 'Leave it out'))
  await press(page.getByRole('link', { name: 'See what will happen' }))
  await press(page.getByRole('button', { name: /^Import 8\d runs$/ }))
  expect(await page.getByRole('status').textContent()).toContain('The prospectus is in the college')
  await db.updateTable('course').set({ status: 'published' }).execute()
  const visitor = await visit({ width: 360 })
  await visitor.goto('/courses?q=resilience')
  expect(await visitor.getByRole('link', { name: 'Building Resilience' }).count()).toBe(1)
  const before = await snapshot(db)
  const [runs, sessions] = await Promise.all(
    ['runs', 'sessions'].map(async (name) => (await page.request.get(`/admin/export/${name}.csv`)).body()),
  )
  await upload(page, runs ?? Buffer.from(''), sessions)
  await press(page.getByRole('link', { name: 'See what will happen' }))
  await press(button(page, 'Import, though nothing changes'))
  expect(await snapshot(db)).toEqual(before)
})
