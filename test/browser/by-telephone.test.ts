// Somebody phones, and the office has a keyboard, one hand free, and no JavaScript.
import type { Locator, Page } from 'playwright-core'
import { givePasswords } from '../support/app.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { testSite, widths } from './support/site.ts'

const site = testSite()

async function officeWith(course: string) {
  const { db } = site()
  const now = new Date()
  await addPerson(db, { name: 'Office', email: 'office@example.org', roles: ['administrator'], now })
  await givePasswords(db)
  const { id } = await addCourse(db, { title: course })
  const { runId } = await addRun(db, { course: id, now })
  return { db, runId }
}

test.each(widths)(
  'somebody who is here is enrolled in three presses of keys from their page (%i px)',
  async (width) => {
    const { db, runId } = await officeWith('Sleep well')
    const amal = await addPerson(db, { name: 'Amal Haddad', email: null, now: new Date() })
    const page = await site().visit({ width, as: 'office@example.org' })
    await page.goto(`/admin/people/${amal}`)

    await pressKey(page, page.getByRole('link', { name: 'Enrol on a course' }))
    await tabTo(page, page.getByLabel('Find a course'))
    await page.keyboard.type('sleep')
    await follow(page, () => page.keyboard.press('Enter'))
    await pressKey(page, page.getByRole('button', { name: 'Enrol', exact: true }))

    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Place confirmed')
    expect(await page.getByRole('region', { name: 'Tell Amal Haddad' }).textContent()).toContain(
      '“You have a place on Sleep well.',
    )
    const rows = await db.selectFrom('enrolment').select(['run_id', 'person_id', 'status']).execute()
    expect(rows).toEqual([{ run_id: runId, person_id: amal, status: 'confirmed' }])
  },
)

test('somebody new is added from the course and enrolled on it, with the keyboard alone', async () => {
  const { db, runId } = await officeWith('Walking group')
  const page = await site().visit({ width: 1280, as: 'office@example.org' })
  await page.goto(`/admin/runs/${runId}`)
  await pressKey(page, page.getByRole('link', { name: 'Enrol somebody' }))
  await pressKey(page, page.getByRole('link', { name: 'Add a new person' }))

  await tabTo(page, page.getByLabel('The name they would like us to use'))
  await page.keyboard.type('Mags Nomail')
  await tabTo(page, page.getByLabel('Phone number'))
  await page.keyboard.type('028 9018 0123')
  await tabTo(page, page.getByLabel('A phone call'))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByLabel('Yes, by word of mouth'))
  await page.keyboard.press('Space')
  await pressKey(page, page.getByRole('button', { name: 'Add this person' }))

  expect(await page.getByRole('status').textContent()).toContain('Mags Nomail is added')
  await pressKey(page, page.getByRole('button', { name: 'Enrol', exact: true }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Place confirmed')
  expect(await page.getByRole('main').textContent()).toContain(
    'Nothing is sent: Mags Nomail has no email address.',
  )
  expect(await db.selectFrom('enrolment').select('run_id').execute()).toEqual([{ run_id: runId }])
})

async function pressKey(page: Page, wanted: Locator): Promise<void> {
  await tabTo(page, wanted)
  await follow(page, () => page.keyboard.press('Enter'))
}

/** Does what leads to another page, and goes on when that is whole. */
async function follow(page: Page, act: () => Promise<void>): Promise<void> {
  await Promise.all([page.waitForEvent('domcontentloaded'), act()])
  await page.waitForLoadState()
}

async function tabTo(page: Page, wanted: Locator): Promise<void> {
  await wanted.waitFor()
  for (let stop = 0; stop < 60; stop++) {
    if ((await wanted.and(page.locator(':focus')).count()) === 1) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`The Tab key never came to ${String(wanted)} on ${page.url()}`)
}
