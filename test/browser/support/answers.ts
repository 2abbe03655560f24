// Pages that only a form leads to: mistakes told, refusals, and what is shown once.
import type { Page } from 'playwright-core'
import { paths } from '../../../src/paths.ts'
import { privacyAnswers } from './privacy-answers.ts'
import { mergingAnswers } from './merging-answers.ts'
import { rulesAnswers } from './rules-answers.ts'
import { peopleAnswers } from './people-answers.ts'
import type { SampleCollege } from './sample-college.ts'
import type { Who } from './sample.ts'
import { press } from './site.ts'

export interface Answer {
  name: string
  who: Who
  heading: string
  reach: (page: Page, college: SampleCollege) => Promise<void>
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const answers: Answer[] = [
  {
    name: 'signing in with the wrong password',
    who: 'visitor',
    heading: 'Sign in',
    reach: async (page) => {
      await page.goto('/sign-in')
      await page.getByLabel('Email address').fill('student@example.org')
      await page.getByLabel('Password').fill('not the password')
      await press(button(page, 'Sign in'))
    },
  },
  {
    name: 'signing in from a page that is too old',
    who: 'visitor',
    heading: 'Please try that again',
    reach: async (page) => {
      await page.goto('/sign-in?next=%2Fmy%2Fcourses')
      await page.context().clearCookies()
      await press(button(page, 'Sign in'))
    },
  },
  {
    name: 'registering while the agreement changes',
    who: 'visitor',
    heading: 'Register',
    reach: async (page) => {
      await page.goto('/register')
      await page.evaluate("document.querySelector('[name=agreement_version]').value = '0'")
      await press(button(page, 'Register'))
    },
  },
  {
    name: 'registering with everything missing',
    who: 'visitor',
    heading: 'Register',
    reach: async (page) => {
      await page.goto('/register')
      await press(button(page, 'Register'))
    },
  },
  {
    name: 'saying yes to a place that has gone',
    who: 'student',
    heading: 'The place has gone to someone else',
    reach: async (page, { lapsedOfferId }) => {
      await page.goto(paths.offer({ id: lapsedOfferId }))
      await press(button(page, 'Accept this place'))
    },
  },
  {
    name: 'enrolling on what one has already, from another tab',
    who: 'other',
    heading: 'You have this one already: on the waiting list',
    reach: async (page, { runs }) => {
      await page.goto(paths.run({ id: runs.full }))
      const tab = await page.context().newPage()
      await tab.goto(paths.run({ id: runs.full }))
      await press(button(tab, 'Join the waiting list'))
      await tab.close()
      await press(button(page, 'Join the waiting list'))
    },
  },
  {
    name: 'saving details without a name',
    who: 'student',
    heading: 'My details',
    reach: async (page) => {
      await page.goto('/account')
      await page.getByLabel('The name you would like us to use').fill('')
      await press(button(page, 'Save my details'))
    },
  },
  {
    name: 'saving details',
    who: 'student',
    heading: 'My details',
    reach: async (page) => {
      await page.goto('/account')
      await press(button(page, 'Save my details'))
    },
  },
  {
    name: 'a calendar link that is shown once',
    who: 'student',
    heading: 'Your calendar link',
    reach: async (page) => {
      await page.goto('/account')
      await press(button(page, 'Make my calendar link').or(button(page, 'Make a new link')))
    },
  },
  {
    name: 'enrolling on what is at the same time',
    who: 'student',
    heading: 'This is at the same time as something you have',
    reach: async (page, { runs }) => {
      await page.goto(paths.run({ id: runs.clash }))
      await press(button(page, 'Enrol on this course'))
    },
  },
  {
    name: 'declining without a reason',
    who: 'administrator',
    heading: 'Peer support training',
    reach: async (page, { runs }) => {
      await page.goto(paths.adminRun({ id: runs.agreed }))
      await page.getByText('Decline').first().click()
      await press(button(page, 'Decline'))
    },
  },
  {
    name: 'calling a run off without a reason',
    who: 'administrator',
    heading: 'Call off this run',
    reach: async (page, { runs }) => {
      await page.goto(paths.adminCallingOff({ id: runs.several }))
      await press(button(page, 'Call off this run'))
    },
  },
  {
    name: 'withdrawing somebody at their wish',
    who: 'administrator',
    heading: 'Finding work',
    reach: async (page, { runs }) => {
      await page.goto(paths.adminRun({ id: runs.staff }))
      await page.getByText('take off the list').first().click()
      await press(button(page, 'Take off the list, as they wish'))
    },
  },
  {
    name: 'fewer places than are taken',
    who: 'administrator',
    heading: 'Living with anxiety',
    reach: async (page, { runs }) => {
      await page.goto(paths.adminRun({ id: runs.several }))
      await page.getByLabel('How many places are there?').fill('1')
      await press(button(page, 'Save the number of places'))
    },
  },
  {
    name: 'withdrawing',
    who: 'student',
    heading: 'My courses',
    reach: async (page) => {
      await page.goto('/my/courses')
      await press(button(page, 'Withdraw from this course'))
    },
  },
  ...peopleAnswers,
  ...rulesAnswers,
  ...privacyAnswers,
  ...mergingAnswers,
]
