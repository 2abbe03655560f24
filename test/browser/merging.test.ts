// The office finds that somebody has two records, makes one of them, and undoes it: with the keys alone, and without
// JavaScript.
import { givePasswords } from '../support/app.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { expectFocusOn, pressNamed, tabTo, windows } from './support/keyboard.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test.each(windows)('two records become one, and two again: %s', async (_, size) => {
  const { db, deps } = site()
  const now = new Date()
  await addPerson(db, { name: 'Office', email: 'office@example.org', roles: ['administrator'], now })
  const kept = await addPerson(db, { name: 'Amal Haddad', email: 'amal@example.org', now })
  const phoned = await addPerson(db, { name: 'Amal Hadad', email: null, now })
  await givePasswords(db)
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const { runId } = await addRun(db, { course, now })
  await deedsIn(db, deps).enrol(runId, phoned)
  const whose = async () =>
    (await db.selectFrom('enrolment').select(['person_id', 'status']).execute()).map(
      ({ person_id, status }) => `${person_id === kept ? 'Haddad' : 'Hadad'} ${status}`,
    )

  const page = await site().visit({ width: size.width, as: 'office@example.org' })
  await page.setViewportSize(size)
  await page.goto('/admin/people')
  await pressNamed(page, 'link', 'Amal Haddad')
  await pressNamed(page, 'link', 'Merge with another record of the same person')
  await pressNamed(page, 'link', 'Amal Hadad')
  expect(await page.getByRole('region', { name: 'This record stays' }).textContent()).toContain('Amal Haddad')
  expect(await page.getByRole('list', { name: 'What will happen' }).textContent()).toContain(
    'Everything from the other record goes to the record of Amal Haddad that stays: 1 course.',
  )
  await pressNamed(page, 'button', 'Merge the two records')
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  expect(await page.getByRole('alert').textContent()).toContain('tick this box')
  await tabTo(page, page.getByLabel('I have checked that both are the same person'))
  await page.keyboard.press('Space')
  await pressNamed(page, 'button', 'Merge the two records')

  expect(await page.getByRole('status').textContent()).toContain('The two records are one now')
  expect(await page.getByRole('list', { name: 'Their courses' }).textContent()).toContain('Sleep well')
  expect(await whose()).toEqual(['Haddad confirmed'])
  await page.goto('/admin/people?q=hadad')
  expect(await page.getByRole('list', { name: 'Found' }).textContent()).toContain(
    'Merged into this record: Amal Hadad',
  )

  await pressNamed(page, 'link', 'Amal Haddad')
  await pressNamed(page, 'button', 'Undo')
  expect(await page.getByRole('status').textContent()).toContain('The two records are two again')
  expect(await whose()).toEqual(['Hadad confirmed'])
})
