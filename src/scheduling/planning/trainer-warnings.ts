import type { Db, Expertise } from '../../database/schema.ts'
import { cautionAbout } from '../trainers/suitability/ask-first.ts'
import { wantedDate } from '../trainers/suitability/dates.ts'
import { listCandidates } from '../trainers/suitability/queries.ts'
import { suitabilityOf } from '../trainers/suitability/rules.ts'
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
      const one = suitabilityOf({ ...candidate, busy: [] }, { expertise, dates: date })
      const text = cautionAbout(one, timeZone)
      return text === undefined ? [] : [{ row, text }]
    }),
  )
}
