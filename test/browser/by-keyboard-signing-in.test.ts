// Codes from a phone, a change of address, and the first account of a new college: with the keys alone.
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { setUpCode } from '../../src/accounts/first-run/set-up-code.ts'
import { givePasswords } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { testPassword } from '../support/password.ts'
import { expectFocusOn, follow, pressNamed, tabTo, typeInto, windows } from './support/keyboard.ts'
import { receivedBy } from './support/mailbox.ts'
import { testSite } from './support/site.ts'

const site = testSite()

async function visitAt(size: { width: number; height: number }, as?: string): Promise<Page> {
  const page = await site().visit({ width: size.width, ...(as === undefined ? {} : { as }) })
  await page.setViewportSize(size)
  return page
}

/** The first half of signing in. */
async function typePassword(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await typeInto(page, 'Email address', 'trainer@example.org')
  await typeInto(page, 'Password', testPassword)
  await pressNamed(page, 'button', 'Sign in')
}

test.each(windows)('codes from a phone, and a recovery code when it is lost: %s', async (_, size) => {
  const { db } = site()
  await addPerson(db, { name: 'Tess', email: 'trainer@example.org', roles: ['trainer'], now: new Date() })
  await givePasswords(db)
  const page = await visitAt(size, 'trainer@example.org')
  await page.goto('/account/second-factor')
  await pressNamed(page, 'button', 'Set it up')
  await tabTo(page, page.locator('summary', { hasText: 'You cannot scan it?' }))
  await page.keyboard.press('Enter')
  const letters = (await page.locator('details code').textContent()) ?? ''
  await typeInto(page, 'Code', '12')
  await pressNamed(page, 'button', 'Go on')
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  const app = new TOTP({ secret: Secret.fromBase32(letters.replaceAll(' ', '')) })
  await typeInto(page, 'Code', app.generate())
  await pressNamed(page, 'button', 'Go on')
  const recoveryCode = (await page.getByRole('main').getByRole('listitem').first().textContent()) ?? ''
  await pressNamed(page, 'link', 'I have kept them')
  await pressNamed(page, 'button', 'Sign out')

  await typePassword(page)
  await pressNamed(page, 'link', 'Use a recovery code')
  await typeInto(page, 'Recovery code', recoveryCode.trim().toLowerCase())
  await pressNamed(page, 'button', 'Sign in')
  expect(new URL(page.url()).pathname).toBe('/trainer')
  expect(await page.getByRole('button', { name: 'Sign out' }).isVisible()).toBe(true)
})

test.each(windows)('another address, confirmed at both: %s', async (_, size) => {
  const { db } = site()
  const old = 'amal@example.org'
  const fresh = 'amal.new@example.org'
  const now = new Date()
  const person = await addPerson(db, { name: 'Amal', email: old, now })
  await db.updateTable('person').set({ email_confirmed_at: now }).execute()
  const page = await visitAt(size, old)
  await page.goto('/account/email')
  await typeInto(page, 'Your new email address', fresh)
  await typeInto(page, 'The password you have now', testPassword)
  await pressNamed(page, 'button', 'Use this address')
  for (const [address, button] of [
    [fresh, 'Yes, this is my address'],
    [old, 'Yes, that was me'],
  ] as const) {
    const letter = (await receivedBy(page, address, 1)).at(-1)
    await page.goto(/https?:\/\/\S+/.exec(letter?.text ?? '')?.[0] ?? '')
    await pressNamed(page, 'button', button)
  }
  const row = db.selectFrom('person').select('email').where('id', '=', person)
  expect(await row.executeTakeFirst()).toEqual({ email: fresh })
})

test.each(windows)('the first account of a new college: %s', async (_, size) => {
  const { db, deps } = site()
  const page = await visitAt(size)
  await page.goto('/first-run')
  await typeInto(page, 'Set-up code', setUpCode(deps.secret))
  await typeInto(page, 'Your name', 'Fern First')
  await typeInto(page, 'Choose a password', testPassword)
  await tabTo(page, page.getByRole('button', { name: 'Make my account' }))
  await follow(page, 'Enter')
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  expect(await page.getByLabel('Your name').inputValue()).toBe('Fern First')
  await typeInto(page, 'Email address', 'fern@example.org')
  await typeInto(page, 'Choose a password', testPassword)
  await pressNamed(page, 'button', 'Make my account')
  const roles = db.selectFrom('role_grant').select('role')
  expect(await roles.execute()).toContainEqual({ role: 'administrator' })
  await page.goto('/first-run')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toContain('cannot find')
})
