// What rules of booking lead to, for whoever presses and for the office on the telephone.
import type { Page } from 'playwright-core'
import { paths } from '../../../src/paths.ts'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

async function phones(page: Page, person: string, words: string): Promise<void> {
  await page.goto(`${paths.adminPersonEnrolments({ id: person })}?q=${encodeURIComponent(words)}`)
  await press(button(page, 'Enrol'))
}

export const rulesAnswers: Answer[] = [
  {
    name: 'enrolling without saying that it is for them',
    who: 'student',
    heading: 'Time for carers',
    reach: async (page, { runs }) => {
      await page.goto(paths.run({ id: runs.confirmed }))
      await press(button(page, 'Enrol on this course'))
    },
  },
  {
    name: 'enrolling on something that another course comes before',
    who: 'student',
    heading: 'Something comes first',
    reach: async (page) => {
      await page.goto(paths.course({ slug: 'further-steps' }))
      await press(button(page, 'Enrol on this course'))
    },
  },
  {
    name: 'a rule that speaks against it, on the telephone',
    who: 'administrator',
    heading: 'Before you enrol Mags Nomail',
    reach: (page, { people }) => phones(page, people.caller, 'further steps'),
  },
  {
    name: 'going past a rule without a reason',
    who: 'administrator',
    heading: 'Before you enrol Mags Nomail',
    reach: async (page, { people }) => {
      await phones(page, people.caller, 'further steps')
      await press(button(page, 'Enrol all the same'))
    },
  },
  {
    name: 'asking on the telephone whether it is for them',
    who: 'administrator',
    heading: 'Is this for Mags Nomail?',
    reach: (page, { people }) => phones(page, people.caller, 'time for carers'),
  },
  {
    name: 'a first time without anybody it is for',
    who: 'administrator',
    heading: 'Who may enrol on Living with anxiety, and when',
    reach: async (page, { runs }) => {
      await page.goto(paths.adminRunDetails({ id: runs.several }))
      await page.getByLabel('For them it opens on').fill('2030-09-01')
      await page.getByLabel('For them it opens at').fill('10:00')
      await press(button(page, 'Save'))
    },
  },
]
