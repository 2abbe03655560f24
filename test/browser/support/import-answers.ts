// A prospectus that comes back with a mistake told.
import type { Page } from 'playwright-core'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const importAnswers: Answer[] = [
  {
    name: 'no file chosen',
    who: 'administrator',
    heading: 'Bring in a prospectus',
    reach: async (page) => {
      await page.goto('/admin/import')
      await press(button(page, 'Look at it'))
    },
  },
  {
    name: 'a file that is no prospectus',
    who: 'administrator',
    heading: 'Bring in a prospectus',
    reach: async (page) => {
      await page.goto('/admin/import')
      const file = { name: 'people.csv', mimeType: 'text/csv', buffer: Buffer.from('name,age\nAda,36\n') }
      await page.getByLabel('Prospectus', { exact: true }).setInputFiles(file)
      await press(button(page, 'Look at it'))
    },
  },
  {
    name: 'dates moved by half a week',
    who: 'administrator',
    heading: 'spring.csv',
    reach: async (page) => {
      await page.goto('/admin/import')
      await press(page.getByRole('link', { name: 'spring.csv' }))
      await page.getByLabel('By how many weeks').fill('0.5')
      await press(button(page, 'Move the dates'))
    },
  },
]
