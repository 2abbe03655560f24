import type { Db, Expertise } from '../../database/schema.ts'
import type { Notice } from '../../web/session.ts'
import { wantedDate } from '../trainers/suitability/dates.ts'
import { listCandidates } from '../trainers/suitability/queries.ts'
import { type Reason, suitabilityOf } from '../trainers/suitability/rules.ts'
import { reasonInWords } from '../trainers/suitability/words.ts'
import type { PlannedTime } from './dates.ts'

/** What speaks against a date, and stops nobody: the office may have asked them. */
export interface DateWarning {
  row: number
  text: string
}

/** Which course it is, and who gives it. */
interface Given {
  courseId: string
  trainers: { person_id: string; expertise: Expertise }[]
}

const warns: Reason['is'][] = ['away', 'not-usual', 'not-active']

/** Beside each date, that a trainer is away then, or usually cannot. What they teach then is a clash, and named as one. */
export async function findWarnings(
  db: Db,
  { courseId, trainers }: Given,
  times: PlannedTime[],
  timeZone: string,
): Promise<DateWarning[]> {
  if (trainers.length === 0) return []
  const dates = times.map((time) => wantedDate(time, timeZone))
  const only = trainers.map(({ person_id }) => person_id)
  const candidates = await listCandidates(db, { courseId, runId: null, times, dates, only })
  return times.flatMap(({ row }, index) =>
    candidates.flatMap((candidate) => {
      const date = dates.slice(index, index + 1)
      const expertise = trainers.find(({ person_id }) => person_id === candidate.id)?.expertise ?? 'lived'
      const { reasons } = suitabilityOf({ ...candidate, busy: [] }, { expertise, dates: date })
      const against = reasons.filter(({ is }) => warns.includes(is))
      if (against.length === 0) return []
      const words = against.map((reason) => reasonInWords(reason, timeZone)).join(', ')
      return [{ row, text: `${candidate.name}: ${words}` }]
    }),
  )
}

/** The same, once each, with what is said of a change that was saved. */
export function askFirst(notice: Notice, warnings: DateWarning[]): Notice {
  if (warnings.length === 0) return notice
  const words = [...new Set(warnings.map(({ text }) => text))].join('. ')
  return { ...notice, text: [notice.text, `Please ask them first: ${words}.`].filter(Boolean).join(' ') }
}
