// What the forms about what is kept of people lead to.
import type { Page } from 'playwright-core'
import { paths } from '../../../src/paths.ts'
import type { Answer } from './answers.ts'
import { press } from './site.ts'

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const privacyAnswers: Answer[] = [
  {
    name: 'closing one’s account without the password',
    who: 'student',
    heading: 'Close my account',
    reach: async (page) => {
      await page.goto(paths.accountClosing())
      await press(button(page, 'Close my account'))
    },
  },
  {
    name: 'everything about somebody, without having made sure that it is them',
    who: 'administrator',
    heading: 'Everything we keep about Sam Student',
    reach: async (page, { people }) => {
      await page.goto(paths.adminPersonData({ id: people.student }))
      await press(button(page, 'Show everything'))
    },
  },
  {
    name: 'everything about somebody who asks by phone',
    who: 'administrator',
    heading: 'Everything we keep about Sam Student',
    reach: async (page, { people }) => {
      await page.goto(paths.adminPersonData({ id: people.student }))
      await page.getByLabel('They asked for it').check()
      await press(button(page, 'Show everything'))
    },
  },
  {
    name: 'closing somebody’s account, without having made sure that it is them',
    who: 'administrator',
    heading: 'Close the account of Sam Student',
    reach: async (page, { people }) => {
      await page.goto(paths.adminPersonClosing({ id: people.student }))
      await press(button(page, 'Close their account'))
    },
  },
  {
    name: 'reading what is sensitive without a reason',
    who: 'administrator',
    heading: 'Sensitive details of Noor Aziz',
    reach: async (page) => {
      await toSensitive(page)
      await press(button(page, 'Show these details'))
    },
  },
  {
    name: 'reading what is sensitive',
    who: 'administrator',
    heading: 'Sensitive details of Noor Aziz',
    reach: async (page) => {
      await toSensitive(page)
      await page.getByLabel('What helps in class').check()
      await page.getByLabel('They asked us to').check()
      await press(button(page, 'Show these details'))
    },
  },
  ...(
    [
      ['whom to call, of nobody', 'Who to call in an emergency for Mags Nomail', paths.adminPersonEmergency],
      ['a supporter without a name', 'Somebody who supports Mags Nomail', paths.adminPersonSupporter],
      ['what helps, without words', 'What helps Mags Nomail in class', paths.adminPersonHelps],
      ['a kind of student not chosen', 'What brings Mags Nomail here', paths.adminPersonKind],
    ] as const
  ).map(([name, heading, to]): Answer => ({
    name,
    who: 'administrator',
    heading,
    reach: async (page, { people }) => {
      await page.goto(to({ id: people.caller }))
      await press(button(page, 'Write it down'))
    },
  })),
  {
    name: 'whom to call, for a trainer',
    who: 'trainer',
    heading: 'Emergency contact for Ines Ferreira',
    reach: async (page, { placeToday }) => {
      await page.goto(paths.emergencyContact({ id: placeToday }))
      await page.getByLabel('They were taken ill or hurt').check()
      await press(button(page, 'Show the emergency contact'))
    },
  },
]

async function toSensitive(page: Page): Promise<void> {
  await page.goto('/admin/people?q=noor')
  await press(page.getByRole('link', { name: 'Noor Aziz', exact: true }))
  await press(page.getByRole('link', { name: 'What helps them' }))
}
