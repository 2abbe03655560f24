// What merging two records leads to: a mistake told, a refusal, and the page of the one record.
import { paths } from '../../../src/paths.ts'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

export const mergingAnswers: Answer[] = [
  {
    name: 'merging two records without having checked them',
    who: 'administrator',
    heading: 'Merge two records of one person',
    reach: async (page, { people }) => {
      await page.goto(`${paths.adminPersonMerge({ id: people.caller })}?with=${people.double}`)
      await press(page.getByRole('button', { name: 'Merge the two records' }))
    },
  },
  {
    name: 'merging a record with itself',
    who: 'administrator',
    heading: 'This is the same record',
    reach: async (page, { people }) => {
      await page.goto(`${paths.adminPersonMerge({ id: people.caller })}?with=${people.caller}`)
    },
  },
  {
    name: 'merging two records, and undoing it',
    who: 'administrator',
    heading: 'Mags Nomail',
    reach: async (page, { people }) => {
      await page.goto(`${paths.adminPersonMerge({ id: people.caller })}?with=${people.double}`)
      await page.getByLabel('I have checked that both are the same person').check()
      await press(page.getByRole('button', { name: 'Merge the two records' }))
      await press(page.getByRole('button', { name: 'Undo' }))
    },
  },
]
