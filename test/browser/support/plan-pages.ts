// Where to look at the planning of a run.
import type { Db } from '../../../src/database/schema.ts'
import { paths } from '../../../src/paths.ts'
import { page, type Sample } from './sample.ts'

export const planPages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminPlanner.pattern]: [
    page('administrator', () => '/admin/planner'),
    page('administrator', () => '/admin/planner?by=room'),
    page('administrator', () => '/admin/planner?by=trainer'),
  ],
  [paths.adminUndo.pattern]: [page('administrator', () => '/admin/undo')],
  [paths.adminRunNew.pattern]: [page('administrator', () => '/admin/runs/new')],
  [paths.adminPublication.pattern]: [
    page('administrator', ({ runs }) => paths.adminPublication({ id: runs.draft })),
  ],
  [paths.adminRunDetails.pattern]: [
    page('administrator', ({ runs }) => paths.adminRunDetails({ id: runs.several })),
    page('administrator', ({ runs }) => paths.adminRunDetails({ id: runs.ruled })),
    page('administrator', ({ runs }) => paths.adminRunDetails({ id: runs.over })),
  ],
  [paths.adminRunSessions.pattern]: [
    page('administrator', ({ runs }) => paths.adminRunSessions({ id: runs.several })),
  ],
  [paths.adminSessionNew.pattern]: [
    page('administrator', ({ runs }) => paths.adminSessionNew({ id: runs.several })),
  ],
  [paths.adminSession.pattern]: [
    page('administrator', ({ dates }) => paths.adminSession({ id: dates.planned })),
    page('administrator', ({ dates }) => paths.adminSession({ id: dates.cancelled })),
  ],
  [paths.adminRunTrainers.pattern]: [
    page('administrator', ({ runs }) => paths.adminRunTrainers({ id: runs.several })),
    page('administrator', ({ runs }) => paths.adminRunTrainers({ id: runs.draft })),
  ],
}

/** A date of this run that is still to come, and one of it that is cancelled; the first was changed, and again since. */
export async function findDates(
  db: Db,
  run_id: string,
  at: Date,
): Promise<{ planned: string; cancelled: string }> {
  const dates = await db
    .selectFrom('session')
    .select(['id', 'status'])
    .where('run_id', '=', run_id)
    .orderBy('starts_at', 'desc')
    .execute()
  const idOf = (wanted: 'planned' | 'cancelled') => dates.find(({ status }) => status === wanted)?.id ?? ''
  const detail = JSON.stringify({ changes: [{ field: 'note', before: '', after: 'Bring a coat' }] })
  const change = { action: 'session.changed', subject_kind: 'session', subject_id: idOf('planned'), detail }
  await db
    .insertInto('audit_event')
    .values({ ...change, at, actor_id: null })
    .execute()
  return { planned: idOf('planned'), cancelled: idOf('cancelled') }
}
