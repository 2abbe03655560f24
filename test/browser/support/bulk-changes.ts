// A change of many dates with everything that its pages can show, where to look at it, and forms that say too little.
import type { Page } from 'playwright-core'
import type { Db } from '../../../src/database/schema.ts'
import { paths } from '../../../src/paths.ts'
import { addPerson } from '../../support/college.ts'
import { addCall } from '../../web/support/cast.ts'
import type { Answer } from './answers.ts'
import { page, type Sample } from './sample.ts'
import { press } from './site.ts'

export const bulkChangePages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminBulkChanges.pattern]: [page('administrator', () => '/admin/bulk-changes')],
  [paths.adminBulkChangeNew.pattern]: [
    page('administrator', () => '/admin/bulk-changes/new'),
    page('administrator', ({ termId }) => `/admin/bulk-changes/new?scope=term&term=${termId}&change=move`),
  ],
  [paths.adminBulkChange.pattern]: [
    page('administrator', ({ bulkChangeId }) => paths.adminBulkChange({ id: bulkChangeId })),
  ],
  [paths.adminBulkChangeTexts.pattern]: [
    page('administrator', ({ bulkChangeId }) => paths.adminBulkChangeTexts({ id: bulkChangeId })),
  ],
  [paths.adminBulkChangeLetters.pattern]: [
    page('administrator', ({ bulkChangeId }) => paths.adminBulkChangeLetters({ id: bulkChangeId })),
  ],
}

/** Half told: a text to send, a letter to post, and messages still being written. */
export async function addBulkChange(
  db: Db,
  { runId, caller }: { runId: string; caller: string },
  now: Date,
): Promise<{ bulkChangeId: string }> {
  const change = { id: crypto.randomUUID(), kind: 'move' as const, reason: 'The heating has failed.' }
  await db
    .insertInto('bulk_change')
    .values({ ...change, title: 'Mill Lane Library: 1 week later', made_at: now })
    .execute()
  const run = { bulk_change_id: change.id, run_id: runId, people: 3 }
  await db.insertInto('bulk_change_run').values(run).execute()
  const session = db.selectFrom('session').selectAll().where('run_id', '=', runId).limit(1)
  const { id: session_id, starts_at, ends_at } = await session.executeTakeFirstOrThrow()
  const [before, after] = [
    { was_starts_at: starts_at, was_ends_at: ends_at, was_where: 'Mill Lane Library' },
    { became_starts_at: starts_at, became_ends_at: ends_at, became_where: 'Online', cancelled: false },
  ]
  await db
    .insertInto('bulk_change_session')
    .values({ bulk_change_id: change.id, session_id, ...before, ...after })
    .execute()
  const texter = await addPerson(db, { name: 'Tex Message', now })
  await db
    .updateTable('person')
    .set({ phone: '07700 900123', preferred_contact: 'text' })
    .where('id', '=', texter)
    .execute()
  const calls = [await addCall(db, texter, runId, now), await addCall(db, caller, runId, now)]
  await db.updateTable('call').set({ bulk_change_id: change.id }).where('id', 'in', calls).execute()
  return { bulkChangeId: change.id }
}

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).first()

export const bulkChangeAnswers: Answer[] = [
  {
    name: 'many dates, and nothing said of them',
    who: 'administrator',
    heading: 'Change many dates at once',
    reach: async (page) => {
      await page.goto('/admin/bulk-changes/new')
      await press(button(page, 'See what would happen'))
    },
  },
  {
    name: 'a venue without its days, moved by nothing',
    who: 'administrator',
    heading: 'Change many dates at once',
    reach: async (page) => {
      await page.goto('/admin/bulk-changes/new?scope=venue&change=move')
      await press(button(page, 'See what would happen'))
    },
  },
  {
    name: 'many dates before they change, with none of them ticked',
    who: 'administrator',
    heading: 'Before it happens',
    reach: async (page, { runs }) => {
      await page.goto(`/admin/bulk-changes/new?scope=run&run=${runs.several}&change=move&amount=1`)
      await press(button(page, 'See what would happen'))
      for (const box of await page.locator('input[name=dates]').all()) await box.uncheck()
      await press(button(page, 'Do it, and tell everybody'))
    },
  },
]
