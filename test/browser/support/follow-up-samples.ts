// Where to look at what follows a missed class, with somebody to call, somebody called already, and somebody long unseen.
import type { Page } from 'playwright-core'
import type { Db } from '../../../src/database/schema.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { addEnrolment, addPerson } from '../../support/college.ts'
import { addFailedText, addFollowUp } from '../../web/support/cast.ts'
import type { Answer } from './answers.ts'
import { page, type Sample } from './sample.ts'
import { press } from './site.ts'

const day = 24 * 60

export interface FollowUpSamples {
  followUps: { open: string; done: string }
}

export const followUpPages: Record<string, Sample[]> = {
  [paths.followUps.pattern]: [page('administrator', () => '/follow-ups')],
  [paths.followUp.pattern]: [
    page('administrator', ({ followUps }) => paths.followUp({ id: followUps.open })),
    page('administrator', ({ followUps }) => paths.followUp({ id: followUps.done })),
  ],
  [paths.adminReEngagement.pattern]: [
    page('administrator', () => '/admin/re-engagement'),
    page('administrator', () => '/admin/re-engagement?months=60&had=had-a-place'),
    page('administrator', () => '/admin/re-engagement?months=many', 422),
  ],
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const followUpAnswers: Answer[] = [
  {
    name: 'a call that one of the office makes',
    who: 'administrator',
    heading: 'Call Maria da Conceição Fernandes-Whitcombe',
    reach: async (page, { followUps }) => {
      await page.goto(`/follow-ups/${followUps.open}`)
      await press(button(page, 'I will call'))
    },
  },
  {
    name: 'a call of which nothing is said',
    who: 'administrator',
    heading: 'Call Maria da Conceição Fernandes-Whitcombe',
    reach: async (page, { followUps }) => {
      await page.goto(`/follow-ups/${followUps.open}`)
      await press(button(page, 'Save'))
    },
  },
]

/**
 * Somebody who missed a class and was left a message, somebody who was reached (once noted by mistake), and somebody not
 * seen for a year.
 */
export async function addFollowUps(
  db: Db,
  runId: string,
  student: string,
  now: Date,
): Promise<FollowUpSamples> {
  const { id: sessionId } = await db
    .selectFrom('session')
    .where('run_id', '=', runId)
    .select('id')
    .executeTakeFirstOrThrow()
  const open = await missed(db, { name: 'Maria da Conceição Fernandes-Whitcombe', runId, sessionId }, now)
  const { person_id: by_id } = await db
    .selectFrom('role_grant')
    .where('role', '=', 'administrator')
    .select('person_id')
    .executeTakeFirstOrThrow()
  const called = { at: addMinutes(now, -day), by_id }
  const done = await missed(db, { name: 'Wilf Reached', runId, sessionId }, now)
  const mistake = { taken_back_at: addMinutes(now, -60), taken_back_by: by_id }
  await db
    .insertInto('follow_up_call')
    .values([
      {
        ...open,
        id: crypto.randomUUID(),
        ...called,
        outcome: 'left-message',
        words: 'With her sister, who calls back.',
      },
      { ...done, id: crypto.randomUUID(), ...called, outcome: 'could-not-reach', ...mistake },
      {
        ...done,
        id: crypto.randomUUID(),
        ...called,
        at: now,
        outcome: 'will-come',
        words: 'Was at the dentist.',
      },
    ])
    .execute()
  const closed = { outcome: 'will-come' as const, closed_at: now, closed_by: by_id }
  await db.updateTable('follow_up').set(closed).where('id', '=', done.follow_up_id).execute()
  await addPerson(db, { name: 'Una Unseen', now: addMinutes(now, -400 * day) })
  await addFailedText(db, student, now)
  return { followUps: { open: open.follow_up_id, done: done.follow_up_id } }
}

async function missed(
  db: Db,
  { name, runId, sessionId }: { name: string; runId: string; sessionId: string },
  now: Date,
) {
  const person = await addPerson(db, { name, now: addMinutes(now, -30 * day) })
  const wishes = {
    phone: '07700 900123',
    preferred_contact: 'text' as const,
    best_time: 'After 2pm, not on Fridays',
  }
  await db.updateTable('person').set(wishes).where('id', '=', person).execute()
  const enrolmentId = await addEnrolment(db, runId, { person, joinedAt: addMinutes(now, -20 * day) })
  const opened = addMinutes(now, -2 * day)
  return {
    follow_up_id: await addFollowUp(db, { sessionId, enrolmentId }, opened),
    enrolment_id: enrolmentId,
  }
}
