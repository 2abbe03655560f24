// A run that is planned with mistakes, with its dates worked out, and a trainer who leaves without a reason.
import type { Page } from 'playwright-core'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

async function fillPlan(page: Page): Promise<void> {
  await page.goto('/admin/runs/new')
  await page.getByLabel('Course', { exact: true }).selectOption({ label: 'Living with anxiety' })
  await page.getByLabel('Where', { exact: true }).selectOption({ index: 1 })
  await page.getByLabel('First day').fill('2030-12-12')
  await page.getByLabel('From').first().fill('10:00')
  await page.getByLabel('Until').first().fill('12:00')
  await page.getByLabel('How many times').fill('3')
}

export const planAnswers: Answer[] = [
  {
    name: 'a plan that says nothing',
    who: 'administrator',
    heading: 'Plan a run',
    reach: async (page) => {
      await page.goto('/admin/runs/new')
      await press(button(page, 'Work out the dates'))
    },
  },
  {
    name: 'a change that was changed again since',
    who: 'administrator',
    heading: 'Undo',
    reach: async (page) => {
      await page.goto('/admin/undo')
      await press(page.getByRole('button', { name: /^Undo this: Somebody changed a date of a run/ }).last())
    },
  },
  {
    name: 'a plan with a date that ends before it begins',
    who: 'administrator',
    heading: 'Plan a run',
    reach: async (page) => {
      await fillPlan(page)
      await press(button(page, 'Work out the dates'))
      await page.locator('#until_1').fill('09:00')
      await press(button(page, 'Plan this run'))
    },
  },
  {
    name: 'a date that ends before it begins',
    who: 'administrator',
    heading: 'A date of Living with anxiety',
    reach: async (page, { dates }) => {
      await page.goto(`/admin/sessions/${dates.planned}`)
      await page.getByLabel('Until').fill('00:01')
      await press(button(page, 'Save'))
    },
  },
  {
    name: 'a trainer who leaves, and nobody says why',
    who: 'administrator',
    heading: 'Trainers of Living with anxiety',
    reach: async (page, { runs }) => {
      await page.goto(`/admin/runs/${runs.several}/trainers`)
      await page.locator('summary', { hasText: 'Cannot give it any more' }).first().click()
      await press(page.locator('details[open]').getByRole('button', { name: 'Save' }))
    },
  },
]
