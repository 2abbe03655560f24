// The office finds that somebody has two records, makes one of them, and undoes it: with the keyboard's help only where
// a person would, and without JavaScript.
import { givePasswords } from '../support/app.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()

test.each(widths)('two records become one, and two again (%i px)', async (width) => {
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

  const page = await site().visit({ width, as: 'office@example.org' })
  await page.goto('/admin/people')
  await press(page.getByRole('link', { name: 'Amal Haddad' }))
  await press(page.getByRole('link', { name: 'Merge with another record of the same person' }))
  await press(page.getByRole('link', { name: 'Amal Hadad', exact: true }))
  expect(await page.getByRole('region', { name: 'This record stays' }).textContent()).toContain('Amal Haddad')
  expect(await page.getByRole('list', { name: 'What will happen' }).textContent()).toContain(
    'Everything from the other record goes to the record of Amal Haddad that stays: 1 course.',
  )
  await press(page.getByRole('button', { name: 'Merge the two records' }))
  expect(await page.getByRole('alert').textContent()).toContain('tick this box')
  await page.getByLabel('I have checked that both are the same person').check()
  await press(page.getByRole('button', { name: 'Merge the two records' }))

  expect(await page.getByRole('status').textContent()).toContain('The two records are one now')
  expect(await page.getByRole('list', { name: 'Their courses' }).textContent()).toContain('Sleep well')
  expect(await whose()).toEqual(['Haddad confirmed'])
  await page.goto('/admin/people?q=hadad')
  expect(await page.getByRole('list', { name: 'Found' }).textContent()).toContain(
    'Merged into this record: Amal Hadad',
  )

  await press(page.getByRole('link', { name: 'Amal Haddad' }))
  await press(page.getByRole('button', { name: 'Undo' }))
  expect(await page.getByRole('status').textContent()).toContain('The two records are two again')
  expect(await whose()).toEqual(['Hadad confirmed'])
})
