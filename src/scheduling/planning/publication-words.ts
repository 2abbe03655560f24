// Why a run is not published, and where that is mended: of one, and of many at once.
import type { Expertise, RunStatus } from '../../database/schema.ts'
import { paths } from '../../paths.ts'
import { missingTrainer, type PublishRefusal } from '../rules.ts'

export const noDates = 'It has no date yet.'
const placeUnused = 'A date still to come is at a place that is in use no more.'
const courseRetired = 'Its course is retired.'

/** In place of the button, where there is nothing to publish. */
export const standingWords: Record<Exclude<RunStatus, 'draft'>, string> = {
  published: 'This run is published already.',
  cancelled: 'This run is called off, so it cannot be published.',
  ended: 'This run was published, and is over.',
}

/** Beside the button of one run. */
export const refusals: Record<Exclude<PublishRefusal, 'not-a-draft'>, string> = {
  'no-sessions': `${noDates} Plan one first`,
  'place-unused': `${placeUnused} Move it first`,
  'course-retired': `${courseRetired} Bring the course back first`,
  'no-peer-trainer': 'Say why there is no peer trainer, or find one first',
  'no-professional-trainer': 'Say why there is no professional trainer, or find one first',
}

/** Which trainers a run lacks; undefined when it has both. */
export function missingInWords(expertise: Expertise[]): string | undefined {
  if (expertise.length === 0) return 'There is no trainer yet.'
  const missing = missingTrainer(expertise)
  return missing && missingWords[missing]
}

const missingWords = {
  'no-peer-trainer': 'There is no peer trainer yet.',
  'no-professional-trainer': 'There is no professional trainer yet.',
}

/** Why a run is not published with the others. */
export function whyNot(reason: PublishRefusal | 'over', expertise: Expertise[]): string {
  switch (reason) {
    case 'no-peer-trainer':
    case 'no-professional-trainer':
      return missingInWords(expertise) ?? ''
    case 'no-sessions':
      return noDates
    case 'place-unused':
      return placeUnused
    case 'course-retired':
      return courseRetired
    case 'over':
      return 'All its dates are over.'
    case 'not-a-draft':
      return 'It is no draft any more.'
  }
}

/** To where it is mended. */
export function wayOut(reason: PublishRefusal | 'over', run: { id: string; courseId: string }) {
  const { id } = run
  switch (reason) {
    case 'no-peer-trainer':
    case 'no-professional-trainer':
      return { href: paths.adminRunTrainers({ id }), text: 'Choose trainers' }
    case 'no-sessions':
      return { href: paths.adminSessionNew({ id }), text: 'Add a date' }
    case 'place-unused':
      return { href: paths.adminRunSessions({ id }), text: 'Change dates and places' }
    case 'course-retired':
      return { href: paths.adminCourse({ id: run.courseId }), text: 'See the course' }
    case 'over':
      return { href: paths.adminPublication({ id }), text: 'Publish it by itself, for its register' }
    case 'not-a-draft':
      return { href: paths.adminRun({ id }), text: 'See the run' }
  }
}
