// What the office's forms about people lead to: mistakes told, questions asked back, and refusals.
import type { Page } from 'playwright-core'
import { paths } from '../../../src/paths.ts'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const peopleAnswers: Answer[] = [
  {
    name: 'adding a person with everything missing',
    who: 'administrator',
    heading: 'Add a person',
    reach: async (page) => {
      await page.goto(paths.adminNewPerson())
      await press(button(page, 'Add this person'))
    },
  },
  {
    name: 'adding somebody who may be here already',
    who: 'administrator',
    heading: 'Is it one of these?',
    reach: async (page) => {
      await page.goto(paths.adminNewPerson())
      await page.getByLabel('The name they would like us to use').fill('Wren Mallay')
      await page.getByLabel('Phone number').fill('07700 900123')
      await page.getByLabel('A phone call').check()
      await page.getByLabel('Not yet').check()
      await press(button(page, 'Add this person'))
    },
  },
  {
    name: 'a letter to somebody without an address',
    who: 'administrator',
    heading: 'Change the details of Sam Student',
    reach: async (page, { people }) => {
      await page.goto(paths.adminPersonDetails({ id: people.student }))
      await page.getByLabel('A letter').check()
      await press(button(page, 'Save the details'))
    },
  },
  {
    name: 'noting an agreement without saying how',
    who: 'administrator',
    heading: 'Note that Mags Nomail has agreed',
    reach: async (page, { people }) => {
      await page.goto(paths.adminPersonAgreement({ id: people.caller }))
      await press(button(page, 'Note that they agreed'))
    },
  },
  {
    name: 'the last administrator leaving the office',
    who: 'administrator',
    heading: 'What Ada Office may do',
    reach: async (page) => {
      await toOwnRoles(page)
      await page.getByLabel('Administrator').uncheck()
      await press(button(page, 'Save'))
    },
  },
  {
    name: 'making somebody else an administrator, and then leaving the office',
    who: 'administrator',
    heading: 'You would no longer be an administrator',
    reach: async (page) => {
      await page.goto(`${paths.adminPeople()}?q=Noor`)
      await press(page.getByRole('link', { name: 'Noor Aziz' }))
      await press(page.getByRole('link', { name: 'Change this' }))
      await page.getByLabel('Administrator').check()
      await press(button(page, 'Save'))
      await toOwnRoles(page)
      await page.getByLabel('Administrator').uncheck()
      await press(button(page, 'Save'))
    },
  },
  {
    name: 'enrolling somebody on what is at the same time',
    who: 'administrator',
    heading: 'Noor Aziz has something else at that time',
    reach: async (page, { runs }) => {
      await page.goto(`${paths.adminRunEnrolling({ id: runs.clash })}?q=Noor`)
      await press(button(page, 'Enrol'))
    },
  },
  {
    name: 'enrolling somebody on what is over',
    who: 'administrator',
    heading: 'This date is over',
    reach: async (page, { runs }) => {
      await page.goto(`${paths.adminRunEnrolling({ id: runs.over })}?q=Noor`)
      await press(button(page, 'Enrol'))
    },
  },
]

async function toOwnRoles(page: Page): Promise<void> {
  await page.goto(`${paths.adminPeople()}?q=Ada`)
  await press(page.getByRole('link', { name: 'Ada Office' }).last())
  await press(page.getByRole('link', { name: 'Change this' }))
}
