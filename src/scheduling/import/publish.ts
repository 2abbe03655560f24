import { listed } from '../../lib/words.ts'
import { decidePublish } from '../rules.ts'
import type { PlannedCourse } from './plan-courses.ts'
import type { PlannedRun } from './plan-runs.ts'

export interface Publishing {
  publish: { planned: PlannedRun; overridden: boolean }[]
  keep: { planned: PlannedRun; reason: string }[]
}

/**
 * Which drafts of the file can be published, and in words why the others cannot.
 * @param courses by id
 */
export function planPublishing(
  runs: readonly PlannedRun[],
  courses: ReadonlyMap<string, Pick<PlannedCourse, 'status'>>,
  overrideReason: string | undefined,
): Publishing {
  const publishing: Publishing = { publish: [], keep: [] }
  for (const planned of runs) {
    if (planned.run.status !== 'draft') continue
    const decided = decide(planned, courses.get(planned.run.course_id)?.status, overrideReason)
    if (decided.ok) publishing.publish.push({ planned, overridden: decided.overridden })
    else publishing.keep.push({ planned, reason: decided.reason })
  }
  return publishing
}

type Decided = { ok: true; overridden: boolean } | { ok: false; reason: string }

function decide(
  planned: PlannedRun,
  course: PlannedCourse['status'] | undefined,
  overrideReason: string | undefined,
): Decided {
  const { file, run, sessions, trainers } = planned
  const plannedSessions = sessions.filter(({ status }) => status === 'planned').length
  const expertise = trainers.map((trainer) => trainer.expertise)
  if (
    overrideReason === undefined &&
    file.datesFrom === 'incomplete' &&
    sessions.length < (file.row.sessions ?? 1)
  ) {
    return { ok: false, reason: 'the dates of its later sessions are not known' }
  }
  const { status } = run
  const facts = { status, courseStatus: course ?? 'published', plannedSessions, expertise }
  const decided = decidePublish(facts, overrideReason)
  if (decided.ok) return decided
  if (decided.reason === 'course-retired') return { ok: false, reason: 'the course is retired' }
  if (decided.reason === 'place-unused') return { ok: false, reason: 'a place of it is in use no more' }
  if (decided.reason === 'no-sessions') return { ok: false, reason: 'all its sessions are cancelled' }
  const missing = [
    ...(expertise.includes('lived') ? [] : ['no peer trainer']),
    ...(expertise.includes('professional') ? [] : ['no professional trainer']),
  ]
  return { ok: false, reason: `${listed(missing)} assigned` }
}
