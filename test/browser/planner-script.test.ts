// The planner with its script: what is shown follows what is chosen, and the arrow keys go from date to date.
import type { Page } from 'playwright-core'
import { addMinutes } from '../../src/lib/time.ts'
import { addCourse, addPerson, addRun, addVenue } from '../support/college.ts'
import { testSite } from './support/site.ts'

const site = testSite()

async function makeCollege() {
  const { db } = site()
  const now = new Date()
  // Whatever the time is now, both of tomorrow's begin tomorrow.
  const morning = new Date(now).setUTCHours(10, 0, 0, 0)
  await addPerson(db, { name: 'Ada Office', email: 'ada@example.org', roles: ['administrator'], now })
  for (const [title, name, days] of [
    ['Sleep well', 'Town Hall', 1],
    ['Moving gently', 'Town Hall', 1],
    ['Singing', 'Library', 2],
  ] as const) {
    const known = await db.selectFrom('venue').select('id').where('name', '=', name).executeTakeFirst()
    const venue = known?.id ?? (await addVenue(db, { name }))
    const startsAt = addMinutes(new Date(morning), days * 24 * 60 + (title === 'Sleep well' ? 0 : 5))
    await addRun(db, { course: (await addCourse(db, { title })).id, venue, sessions: [{ startsAt }], now })
  }
}

const focused = (page: Page) => page.evaluate<string>('document.activeElement.textContent.trim()')
const titles = (page: Page) => page.locator('.planner-card__title').allTextContents()

test('choosing shows at once and keeps the focus; arrow keys go from date to date', async () => {
  await makeCollege()
  const { visit, db } = site()
  const page = await visit({ width: 1280, javaScript: true, as: 'ada@example.org' })
  await page.goto('/admin/planner')
  expect(await titles(page)).toEqual(['Sleep well', 'Moving gently', 'Singing'])

  await page.getByRole('link', { name: 'Sleep well' }).focus()
  for (const [key, title] of [
    ['ArrowUp', 'Sleep well'],
    ['ArrowDown', 'Moving gently'],
    ['ArrowRight', 'Singing'],
    ['ArrowRight', 'Singing'],
    ['ArrowLeft', 'Sleep well'],
  ] as const) {
    await page.keyboard.press(key)
    expect([key, await focused(page)]).toEqual([key, title])
  }

  await page.evaluate('window.here = true')
  const where = page.getByLabel('Where')
  await where.focus()
  await where.selectOption({ label: 'Library' })
  await page.getByRole('status').filter({ hasText: '1 date' }).waitFor()
  expect(await titles(page)).toEqual(['Singing'])
  expect(page.url()).toContain('venue=')
  const many = page.getByRole('link', { name: 'Change many dates at once' })
  expect(await many.getAttribute('href')).toContain('scope=venue')
  expect(await page.evaluate('[window.here, document.activeElement.name]')).toEqual([true, 'venue'])
  await page.reload()
  expect(await titles(page)).toEqual(['Singing'])

  await db.deleteFrom('web_session').execute()
  await page.getByLabel('Show').selectOption({ label: 'By room' })
  await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
})
