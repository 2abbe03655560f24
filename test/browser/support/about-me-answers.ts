// Forms about oneself that come back with a mistake told, and what the office checks before it publishes.
import type { Page } from 'playwright-core'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

const saving = (name: string, address: string, heading: string): Answer => ({
  name,
  who: 'other',
  heading,
  reach: async (page) => {
    await page.goto(address)
    await press(button(page, 'Save'))
  },
})

export const aboutMeAnswers: Answer[] = [
  saving(
    'an emergency contact of nobody',
    '/account/about-me/emergency-contact',
    'Who to call in an emergency',
  ),
  saving('a supporter of no name', '/account/about-me/supporter', 'Somebody who supports you'),
  saving(
    'a need of nothing',
    '/account/access-needs/new?kind=format',
    'How would you like us to give you information?',
  ),
  {
    name: 'letters without an address',
    who: 'other',
    heading: 'How to reach you',
    reach: async (page) => {
      await page.goto('/account/about-me/contact')
      await page.getByLabel('A letter').check()
      await press(button(page, 'Save'))
    },
  },
  {
    name: 'what was saved',
    who: 'other',
    heading: 'A little more about you',
    reach: async (page) => {
      await page.getByLabel('Postal address').fill('1 Pretend Street')
      await press(button(page, 'Save'))
    },
  },
  {
    name: 'equality questions that were answered',
    who: 'other',
    heading: 'Equality questions',
    reach: async (page) => {
      await page.goto('/account/equality')
      await page.getByRole('radio').first().check()
      await press(button(page, 'Save my answers'))
      await page.goto('/account/equality')
    },
  },
  {
    name: 'a new version without a text',
    who: 'administrator',
    heading: 'A new version of the student agreement',
    reach: async (page) => {
      await page.goto('/admin/agreements/new')
      await page.getByLabel('Text').fill('')
      await press(button(page, 'Check it'))
    },
  },
  {
    name: 'a new version to check',
    who: 'administrator',
    heading: 'Check version 2',
    reach: async (page) => {
      await page.getByLabel('Text').fill('New words.\n\nAnd more of them.')
      await press(button(page, 'Check it'))
    },
  },
  {
    name: 'what the people on a run need',
    who: 'administrator',
    heading: 'What people need on Living with anxiety',
    reach: async (page) => {
      await page.goto('/admin/access-needs')
      await press(button(page, 'Show what is needed'))
    },
  },
  {
    name: 'what one person needs, for the office',
    who: 'administrator',
    heading: 'What Sam Student needs',
    reach: async (page, { people }) => {
      await page.goto(`/admin/people/${people.student}/access-needs`)
      await press(button(page, 'Show what they need'))
    },
  },
  {
    name: 'a need that nobody told',
    who: 'administrator',
    heading: 'What Sam Student needs',
    reach: async (page, { people }) => {
      await page.goto(`/admin/people/${people.student}/access-needs/new?kind=format`)
      await press(button(page, 'Write it down'))
    },
  },
  {
    name: 'an equality question without words',
    who: 'administrator',
    heading: 'A new equality question',
    reach: async (page) => {
      await page.goto('/admin/equality-questions/new')
      await press(button(page, 'Save'))
    },
  },
]
