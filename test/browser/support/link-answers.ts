// What follows the forms about links that are sent by mail.
import type { Page } from 'playwright-core'
import { paths } from '../../../src/paths.ts'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const linkAnswers: Answer[] = [
  {
    name: 'asking for a link without an address',
    who: 'visitor',
    heading: 'Sign in with an email',
    reach: async (page) => {
      await page.goto('/sign-in/link')
      await press(button(page, 'Send me a link'))
    },
  },
  {
    name: 'asking for a link',
    who: 'visitor',
    heading: 'Look in your email',
    reach: async (page) => {
      await page.getByLabel('Email address').fill('student@example.org')
      await press(button(page, 'Send me a link'))
    },
  },
  {
    name: 'a wrong code',
    who: 'visitor',
    heading: 'Look in your email',
    reach: async (page) => {
      await page.getByLabel('Do you read your email on another device?').fill('123')
      await press(button(page, 'Sign in with this code'))
    },
  },
  {
    name: 'a stolen password',
    who: 'visitor',
    heading: 'Choose a new password',
    reach: async (page, { links }) => {
      await page.goto(paths.passwordNew({ token: links.password }))
      await page.getByLabel('Your new password').fill('password123')
      await press(button(page, 'Set my password'))
    },
  },
  {
    name: 'changing the password with nothing typed',
    who: 'student',
    heading: 'Change my password',
    reach: async (page) => {
      await page.goto('/account/password')
      await press(button(page, 'Change my password'))
    },
  },
  {
    name: 'asking for the address one has',
    who: 'other',
    heading: 'My email address',
    reach: async (page) => {
      await page.goto('/account/email')
      await page.getByLabel('Your new email address').fill('other@example.org')
      await press(button(page, 'Use this address'))
    },
  },
  {
    name: 'saying that an address is theirs',
    who: 'visitor',
    heading: 'Thank you. One more yes is needed',
    reach: async (page, { links }) => {
      await page.goto(paths.emailConfirmation({ token: links.confirmation }))
      await press(button(page, 'Yes, this is my address'))
    },
  },
  {
    name: 'a link that was used',
    who: 'visitor',
    heading: 'This link has been used',
    reach: async (page, { links }) => {
      await page.goto(paths.emailConfirmation({ token: links.confirmation }))
    },
  },
]
