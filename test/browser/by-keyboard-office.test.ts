// The office opens pages to somebody, publishes a new agreement and asks a new equality question; a student is asked to
// agree again. With the keys alone.
import { givePasswords } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { pressNamed, tabTo, typeInto, windows } from './support/keyboard.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test.each(windows)('roles, a new agreement and a new question: %s', async (_, size) => {
  const { db, visit } = site()
  const now = new Date()
  await addPerson(db, { name: 'Ada', email: 'ada@example.org', roles: ['administrator'], now })
  const ben = await addPerson(db, { name: 'Ben', email: 'ben@example.org', roles: ['student'], now })
  await givePasswords(db)
  const page = await visit({ width: size.width, as: 'ada@example.org' })
  await page.setViewportSize(size)
  const student = await visit({ width: size.width, as: 'ben@example.org' })
  await student.setViewportSize(size)

  await page.goto(`/admin/people/${ben}/roles`)
  await tabTo(page, page.getByRole('checkbox', { name: 'Trainer' }))
  await page.keyboard.press('Space')
  await pressNamed(page, 'button', 'Save')
  const roles = await db.selectFrom('role_grant').select('role').where('person_id', '=', ben).execute()
  expect(roles.map(({ role }) => role).sort()).toEqual(['student', 'trainer'])

  await page.goto('/admin/agreements')
  await pressNamed(page, 'link', 'Write a new version of the student agreement')
  await typeInto(page, 'Title', 'Our agreement')
  await typeInto(page, 'Text', 'We are kind to each other.')
  await pressNamed(page, 'button', 'Check it')
  expect(await page.getByRole('heading', { level: 1 }).count()).toBe(1)
  await pressNamed(page, 'button', 'Publish this version')

  await page.goto('/admin/equality-questions')
  await pressNamed(page, 'link', 'Add a question')
  await pressNamed(page, 'button', 'Save')
  await page.getByRole('alert').waitFor()
  await typeInto(page, 'The question', 'Where do you live?')
  await typeInto(page, 'The answers to choose from', 'In town')
  await page.keyboard.press('Enter')
  await page.keyboard.type('In a village')
  await pressNamed(page, 'button', 'Save')
  expect(await page.getByRole('main').textContent()).toContain('Where do you live?')

  await student.goto('/agreement/again')
  expect(await student.getByRole('main').textContent()).toContain('We are kind to each other.')
  await pressNamed(student, 'button', 'I have read this and I agree')
  const agreed = await db
    .selectFrom('agreement_acceptance')
    .innerJoin('agreement', 'agreement.id', 'agreement_acceptance.agreement_id')
    .where('person_id', '=', ben)
    .select(['title', 'means'])
    .execute()
  expect(agreed).toContainEqual({ title: 'Our agreement', means: 'online' })
})
