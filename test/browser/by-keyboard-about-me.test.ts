// Somebody without a password and without a mouse signs in with a code from a message, says what they need, and makes a
// mistake on the way. At 400 % a window of 1280 by 1024 shows 320 by 256 (WCAG 2.2, 1.4.10).
import { givePasswords } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { expectFocusOn, expectVisibleFocus, follow, tabTo } from './support/keyboard.ts'
import { receivedBy } from './support/mailbox.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test.each([
  ['a phone', 360, 740],
  ['a desk', 1280, 800],
  ['a desk at 400 %', 320, 256],
])('a code from a message, and a need, with the keys alone: %s', async (_, width, height) => {
  const { db, visit } = site()
  const person = await addPerson(db, { name: 'Amal', email: 'keys@example.org', now: new Date() })
  await givePasswords(db)
  const page = await visit({ width })
  await page.setViewportSize({ width, height })

  await page.goto('/sign-in/link')
  await tabTo(page, page.getByLabel('Email address'))
  await page.keyboard.type('keys@example.org')
  await follow(page, 'Enter')
  const [letter] = await receivedBy(page, 'keys@example.org', 1)
  const code = /\b\d{4} \d{4}\b/.exec(letter?.text ?? '')?.[0] ?? ''
  await tabTo(page, page.getByLabel('Do you read your email on another device?'))
  await page.keyboard.type(code)
  await follow(page, 'Enter')
  await page.getByRole('button', { name: 'Sign out' }).waitFor()

  await page.goto('/account/access-needs/new?kind=format')
  await tabTo(page, page.getByLabel('Anything we should know about it'))
  await page.keyboard.type('18 point')
  await tabTo(page, page.getByRole('button', { name: 'Save' }))
  await follow(page, 'Enter')
  expect(await page.title()).toMatch(/^Error: /)
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  await expectVisibleFocus(page)
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Space')
  expect(await page.getByLabel('Large print').isChecked()).toBe(true)
  expect(await page.getByLabel('Anything we should know about it').inputValue()).toBe('18 point')
  await tabTo(page, page.getByLabel('The office and my trainers'))
  await page.keyboard.press('Space')
  await tabTo(page, page.getByRole('button', { name: 'Save' }))
  await follow(page, 'Enter')
  expect(await page.getByRole('list', { name: 'What you told us' }).textContent()).toContain('Large print')
  const needs = db.selectFrom('access_need').where('person_id', '=', person)
  expect(await needs.select(['need', 'detail', 'share_with_trainers']).execute()).toEqual([
    { need: 'large-print', detail: '18 point', share_with_trainers: true },
  ])
})
