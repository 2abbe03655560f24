// Where to look at the planning of a run.
import { paths } from '../../../src/paths.ts'
import { page, type Sample } from './sample.ts'

export const planPages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminRunNew.pattern]: [page('administrator', () => '/admin/runs/new')],
  [paths.adminPublication.pattern]: [
    page('administrator', ({ runs }) => paths.adminPublication({ id: runs.draft })),
  ],
  [paths.adminRunTrainers.pattern]: [
    page('administrator', ({ runs }) => paths.adminRunTrainers({ id: runs.several })),
    page('administrator', ({ runs }) => paths.adminRunTrainers({ id: runs.draft })),
  ],
}
