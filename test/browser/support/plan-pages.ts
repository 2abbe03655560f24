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
  [paths.adminRunNew.pattern]: [page('administrator', () => '/admin/runs/new')],
  [paths.adminPublication.pattern]: [
    page('administrator', ({ runs }) => paths.adminPublication({ id: runs.draft })),
  ],
  [paths.adminRunDetails.pattern]: [
    page('administrator', ({ runs }) => paths.adminRunDetails({ id: runs.several })),
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

/** A date of this run that is still to come, and one of it that is cancelled. */
export async function findDates(db: Db, run_id: string): Promise<{ planned: string; cancelled: string }> {
  const dates = await db
    .selectFrom('session')
    .select(['id', 'status'])
    .where('run_id', '=', run_id)
    .orderBy('starts_at', 'desc')
    .execute()
  const idOf = (wanted: 'planned' | 'cancelled') => dates.find(({ status }) => status === wanted)?.id ?? ''
  return { planned: idOf('planned'), cancelled: idOf('cancelled') }
}
