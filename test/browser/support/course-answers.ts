// Courses and categories that come back with a mistake told, or changed by two at once.
import type { Page } from 'playwright-core'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const courseAnswers: Answer[] = [
  {
    name: 'a course without a title',
    who: 'administrator',
    heading: 'Add a course',
    reach: async (page) => {
      await page.goto('/admin/courses/new')
      await page.getByLabel('Wellbeing').check()
      await press(button(page, 'Add this course'))
    },
  },
  {
    name: 'a course that two change at once',
    who: 'administrator',
    heading: 'Living with anxiety',
    reach: async (page) => {
      await page.goto('/admin/courses')
      await press(page.getByRole('link', { name: 'Living with anxiety' }))
      const other = await page.context().newPage()
      await other.goto(page.url())
      for (const [tab, words] of [
        [other, 'What worry is for.'],
        [page, 'What worry does to us.'],
      ] as const) {
        await tab.getByLabel('In short').fill(words)
        await press(button(tab, 'Save'))
      }
      await other.close()
    },
  },
  {
    name: 'a note that names nobody',
    who: 'administrator',
    heading: 'Who designed Living with anxiety with whom',
    reach: async (page) => {
      await page.goto('/admin/courses')
      await press(page.getByRole('link', { name: 'Living with anxiety' }))
      await press(page.getByRole('link', { name: 'Add to the log' }))
      await press(button(page, 'Add to the log'))
    },
  },
  {
    name: 'a cover in a colour that is too pale',
    who: 'administrator',
    heading: 'Cover, words and colours',
    reach: async (page) => {
      await page.goto('/admin/prospectus/cover')
      await page.getByLabel('Colour', { exact: true }).fill('#ffee88')
      await press(button(page, 'Save'))
    },
  },
  {
    name: 'a picture that is none',
    who: 'administrator',
    heading: 'Living with anxiety in easy read',
    reach: async (page) => {
      await page.goto('/admin/courses')
      await press(page.getByRole('link', { name: 'Living with anxiety' }))
      await press(page.getByRole('link', { name: 'Easy read and picture' }))
      const file = { name: 'a.png', mimeType: 'image/png', buffer: Buffer.from('none') }
      await page.locator('#file').setInputFiles(file)
      await press(button(page, 'Save'))
    },
  },
  {
    name: 'a category without a name',
    who: 'administrator',
    heading: 'Add a category',
    reach: async (page) => {
      await page.goto('/admin/categories/new')
      await press(button(page, 'Add this category'))
    },
  },
]
