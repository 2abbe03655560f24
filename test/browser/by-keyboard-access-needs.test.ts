// The office writes down what somebody says on the telephone, arranges it for a course, and keeps the proof; and a student
// tells the rest about themselves. With the keys alone.
import type { Page } from 'playwright-core'
import { givePasswords } from '../support/app.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { expectFocusOn, follow, isFocused, pressNamed, tabTo, windows } from './support/keyboard.ts'
import { testSite } from './support/site.ts'

const site = testSite()

async function write(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label))
  await page.keyboard.press('Control+A')
  await page.keyboard.type(text)
}

/** Goes on to a group of radios, and chooses this one with the arrows, as far as it takes. */
async function choose(page: Page, label: string): Promise<void> {
  const wanted = page.getByLabel(label, { exact: true })
  const name = (await wanted.getAttribute('name')) ?? ''
  const group = page.locator(`[name="${name}"]`)
  const checked = group.and(page.locator(':checked'))
  await tabTo(page, (await checked.count()) > 0 ? checked : group.first())
  if (!(await isFocused(wanted))) {
    const more = await group.count()
    for (let step = 0; step < more && !(await isFocused(wanted)); step++)
      await page.keyboard.press('ArrowDown')
  } else await page.keyboard.press('Space')
  expect(await wanted.isChecked()).toBe(true)
}

test.each(windows)('a need by telephone, arranged for a course: %s', async (_, size) => {
  const { db, deps, visit } = site()
  const now = new Date()
  await addPerson(db, { name: 'Ada Office', email: 'office@example.org', roles: ['administrator'], now })
  const caller = await addPerson(db, { name: 'Mags Nomail', email: null, now })
  await givePasswords(db)
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const { runId } = await addRun(db, { course, now })
  await deedsIn(db, deps).enrol(runId, caller)
  const page = await visit({ width: size.width, as: 'office@example.org' })
  await page.setViewportSize(size)

  await page.goto(`/admin/people/${caller}/access-needs`)
  await tabTo(page, page.getByRole('main').getByRole('listitem').getByRole('link').first())
  await follow(page, 'Enter')
  await pressNamed(page, 'button', 'Write it down')
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  await choose(page, 'Large print')
  await write(page, /In their words/, '18 point')
  await tabTo(page, page.getByRole('group', { name: 'Who may see this?' }).getByRole('radio').first())
  await page.keyboard.press('Space')
  await pressNamed(page, 'button', 'Write it down')

  await page.goto(`/admin/people/${caller}/sensitive`)
  await pressNamed(page, 'link', 'Who to call in an emergency')
  await write(page, 'Name of whom to call', 'Sid')
  await pressNamed(page, 'button', 'Write it down')
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  await write(page, 'Phone number of whom to call', '01632 960001')
  await pressNamed(page, 'button', 'Write it down')
  const contacts = db.selectFrom('emergency_contact').select(['person_id', 'name', 'phone'])
  expect(await contacts.execute()).toEqual([{ person_id: caller, name: 'Sid', phone: '01632 960001' }])

  await page.goto('/admin/access-needs')
  await pressNamed(page, 'button', 'Show what is needed')
  await write(page, /How was it met/, 'Handouts printed large')
  await pressNamed(page, 'button', 'It is arranged')
  expect(await page.getByText('Arranged').first().isVisible()).toBe(true)
  const proof = db.selectFrom('access_need_met').select(['run_id', 'note'])
  expect(await proof.execute()).toEqual([{ run_id: runId, note: 'Handouts printed large' }])
  const seen = db.selectFrom('sensitive_reading').where('person_id', '=', caller).select('person_id')
  expect((await seen.execute()).length).toBeGreaterThan(0)
})

test.each(windows)('the rest about oneself: %s', async (_, size) => {
  const { db, visit } = site()
  const person = await addPerson(db, { name: 'Amal', email: 'amal@example.org', now: new Date() })
  await givePasswords(db)
  const page = await visit({ width: size.width, as: 'amal@example.org' })
  await page.setViewportSize(size)
  const save = () => pressNamed(page, 'button', 'Save')

  await page.goto('/account/about-me/contact')
  await choose(page, 'A letter')
  await save()
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  await write(page, /Postal address/, '4 Mill Lane')
  await save()
  await page.goto('/account/about-me/emergency-contact')
  await write(page, 'Their name', 'Sid')
  await save()
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  expect(await page.getByLabel('Their name').inputValue()).toBe('Sid')
  await write(page, 'Their phone number', '01632 960001')
  await save()
  await page.goto('/account/about-me/supporter')
  await write(page, 'Their name', 'Ana Lopes')
  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await save()
  await page.goto('/account/about-me/supporter')
  // A finger meant for the one must not come down on the other.
  const boxOf = async (name: string) => (await page.getByRole('button', { name }).boundingBox())!
  const [kept, removed] = [await boxOf('Save'), await boxOf('Remove this person')]
  expect(Math.max(removed.y - kept.y - kept.height, removed.x - kept.x - kept.width)).toBeGreaterThan(4)
  await page.goto('/account/about-me/kind-of-student')
  await tabTo(page, page.getByRole('radio').first())
  await page.keyboard.press('Space')
  await save()

  const told = db.selectFrom('person').where('id', '=', person)
  expect(await told.select(['preferred_contact', 'postal_address']).executeTakeFirst()).toEqual({
    preferred_contact: 'post',
    postal_address: '4 Mill Lane',
  })
  const [emergency] = await db.selectFrom('emergency_contact').selectAll().execute()
  expect(emergency).toMatchObject({ person_id: person, name: 'Sid', phone: '01632 960001' })
  const [supporter] = await db.selectFrom('supporter').selectAll().execute()
  expect(supporter).toMatchObject({ person_id: person, name: 'Ana Lopes' })
})
