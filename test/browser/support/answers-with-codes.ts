// Signing in with codes from a phone, as the trainer of the sample college sets them up; in this order.
import { Secret, TOTP } from 'otpauth'
import type { Page } from 'playwright-core'
import { testPassword } from '../../support/password.ts'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

let letters = ''

function code(halfMinutesOn = 0): string {
  const secret = Secret.fromBase32(letters.replaceAll(' ', ''))
  return new TOTP({ secret }).generate({ timestamp: Date.now() + halfMinutesOn * 30_000 })
}

async function typePassword(page: Page): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill('trainer@example.org')
  await page.getByLabel('Password').fill(testPassword)
  await press(button(page, 'Sign in'))
}

export const answersWithCodes: Answer[] = [
  {
    name: 'setting codes up, with a wrong one',
    who: 'trainer',
    heading: 'Set up codes on your phone',
    reach: async (page) => {
      await page.goto('/account/second-factor')
      await press(button(page, 'Set it up'))
      await page.getByText('You cannot scan it?').click()
      letters = (await page.locator('details code').textContent()) ?? ''
      await page.getByLabel('Code').fill('wrong')
      await press(button(page, 'Go on'))
    },
  },
  {
    name: 'recovery codes that are shown once',
    who: 'trainer',
    heading: 'Your recovery codes',
    reach: async (page) => {
      await page.getByLabel('Code').fill(code())
      await press(button(page, 'Go on'))
    },
  },
  {
    name: 'turning codes off with a wrong one',
    who: 'trainer',
    heading: 'Codes from your phone are on',
    reach: async (page) => {
      await page.goto('/account/second-factor')
      await page.getByText('Turn codes off, or change').click()
      await page.getByLabel('Code from your app').last().fill('1')
      await press(button(page, 'Turn codes off'))
    },
  },
  {
    name: 'signing in with a wrong code',
    who: 'visitor',
    heading: 'Type the code from your app',
    reach: async (page) => {
      await typePassword(page)
      await page.getByLabel('Code').fill('1')
      await press(button(page, 'Sign in'))
    },
  },
  {
    name: 'signing in with a wrong recovery code',
    who: 'visitor',
    heading: 'Use a recovery code',
    reach: async (page) => {
      await page.goto('/sign-in/code')
      await press(page.getByRole('link', { name: 'Use a recovery code' }))
      await page.getByLabel('Recovery code').fill('1')
      await press(button(page, 'Sign in'))
    },
  },
]
