// Venues and rooms that come back with a mistake told, or changed by two at once.
import type { Page } from 'playwright-core'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const placeAnswers: Answer[] = [
  {
    name: 'a venue without a name',
    who: 'administrator',
    heading: 'Add a venue',
    reach: async (page) => {
      await page.goto('/admin/venues/new')
      await press(button(page, 'Add this venue'))
    },
  },
  {
    name: 'a room that holds half a person',
    who: 'administrator',
    heading: 'Add a room at Mill Lane Library',
    reach: async (page) => {
      await page.goto('/admin/venues')
      await press(page.getByRole('link', { name: 'Mill Lane Library' }))
      await press(page.getByRole('link', { name: 'Add a room' }))
      await page.getByLabel('Name').fill('Hall')
      await page.getByLabel(/How many people/).fill('0.5')
      await press(button(page, 'Add this room'))
    },
  },
  {
    name: 'a venue that two change at once',
    who: 'administrator',
    heading: 'Mill Lane Library',
    reach: async (page) => {
      await page.goto('/admin/venues')
      await press(page.getByRole('link', { name: 'Mill Lane Library' }))
      const other = await page.context().newPage()
      await other.goto(page.url())
      for (const [tab, words] of [
        [other, 'A lift, and three quiet rooms.'],
        [page, 'A lift, and no quiet room.'],
      ] as const) {
        await tab.getByLabel(/^Access/).fill(words)
        await press(button(tab, 'Save'))
      }
      await other.close()
    },
  },
  {
    name: 'a term that ends before it begins',
    who: 'administrator',
    heading: 'Add a term',
    reach: async (page) => {
      await page.goto('/admin/terms/new')
      await page.getByLabel('Name').fill('Winter')
      await page.getByLabel('First day').fill('2027-03-01')
      await page.getByLabel('Last day').fill('2027-01-01')
      await press(button(page, 'Add this term'))
    },
  },
  {
    name: 'closed days without a name',
    who: 'administrator',
    heading: 'Add days we are closed',
    reach: async (page) => {
      await page.goto('/admin/closures/new')
      await press(button(page, 'Save'))
    },
  },
]
