// Where to look at the trainers: one who is away on a date, with somebody who could come and a training that is due.
import type { Page } from 'playwright-core'
import type { Db } from '../../../src/database/schema.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { addPerson } from '../../support/college.ts'
import type { Answer } from './answers.ts'
import { page, type Sample } from './sample.ts'
import { press } from './site.ts'

const day = 24 * 60

export const trainerPages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminTrainers.pattern]: [
    page('administrator', () => '/admin/trainers'),
    page('administrator', () => '/admin/trainers?expertise=professional'),
  ],
  [paths.adminTrainer.pattern]: [
    page('administrator', ({ trainerId }) => paths.adminTrainer({ id: trainerId })),
  ],
  [paths.adminTrainerAbsences.pattern]: [
    page('administrator', ({ trainerId }) => paths.adminTrainerAbsences({ id: trainerId })),
  ],
  [paths.adminReplacement.pattern]: [
    page('administrator', ({ dates }) => paths.adminReplacement({ id: dates.planned })),
  ],
  [paths.ownAvailability.pattern]: [page('trainer', () => '/trainer/availability')],
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const trainerAnswers: Answer[] = [
  {
    name: 'a trainer whose time here ends before it begins',
    who: 'administrator',
    heading: 'Tess Trainer',
    reach: async (page, { trainerId }) => {
      await page.goto(`/admin/trainers/${trainerId}`)
      await page.getByLabel('Teaches from').fill('2030-12-12')
      await page.getByLabel('Teaches until').fill('2030-12-11')
      await press(button(page, 'Save'))
    },
  },
  {
    name: 'a training without a name',
    who: 'administrator',
    heading: 'Tess Trainer',
    reach: async (page, { trainerId }) => {
      await page.goto(`/admin/trainers/${trainerId}`)
      await press(button(page, 'Note this training'))
    },
  },
  {
    name: 'days away that end before they begin',
    who: 'administrator',
    heading: 'When Tess Trainer cannot come',
    reach: async (page, { trainerId }) => {
      await page.goto(`/admin/trainers/${trainerId}/absences`)
      await page.getByLabel('First day').fill('2030-12-12')
      await page.getByLabel('Last day').fill('2030-12-11')
      await press(button(page, 'Note it and show the dates'))
    },
  },
  {
    name: 'a date for which nobody was chosen',
    who: 'administrator',
    heading: 'Who gives this date of Living with anxiety?',
    reach: async (page, { dates }) => {
      await page.goto(`/admin/sessions/${dates.planned}/replacement`)
      await page.locator('select').first().selectOption('')
      await press(button(page, 'Comes on this date'))
    },
  },
  {
    name: 'own days away without a day',
    who: 'trainer',
    heading: 'When I can come',
    reach: async (page) => {
      await page.goto('/trainer/availability')
      await press(button(page, 'Note these days'))
    },
  },
]

/** The trainer of the sample, away on the last date of this run, and Cleo, who could come. */
export async function addTrainers(db: Db, runId: string, now: Date): Promise<{ trainerId: string }> {
  const { id } = await db
    .selectFrom('person')
    .select('id')
    .where('email', '=', 'trainer@example.org')
    .executeTakeFirstOrThrow()
  const last = await db
    .selectFrom('session_trainer')
    .select('starts_at')
    .where('person_id', '=', id)
    .where('run_id', '=', runId)
    .where('status', '=', 'planned')
    .orderBy('starts_at', 'desc')
    .executeTakeFirstOrThrow()
  const dayOf = (instant: Date) => instant.toISOString().slice(0, 10)
  const days = { starts_on: dayOf(last.starts_at), ends_on: dayOf(last.starts_at) }
  await db
    .insertInto('trainer_absence')
    .values({ person_id: id, ...days, note: 'At a wedding', noted_at: now })
    .execute()
  const cleo = await addPerson(db, { name: 'Cleo Comes', roles: ['trainer'], now })
  await db.insertInto('trainer').values({ person_id: cleo, lived: true, professional: true }).execute()
  const training = { name: 'Train the trainer', done_on: '2025-03-03' }
  const due_again_on = dayOf(addMinutes(now, 7 * day))
  await db
    .insertInto('trainer_training')
    .values({ person_id: id, ...training, due_again_on })
    .execute()
  await db.updateTable('person').set({ name: 'Tess Trainer' }).where('id', '=', id).execute()
  return { trainerId: id }
}
