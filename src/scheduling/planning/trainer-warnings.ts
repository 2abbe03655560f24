import type { Db } from '../../database/schema.ts'
import { wantedDate } from '../trainers/suitability/dates.ts'
import { listCandidates } from '../trainers/suitability/queries.ts'
import { type Reason, suitabilityOf } from '../trainers/suitability/rules.ts'
import { reasonInWords } from '../trainers/suitability/words.ts'
import type { PlannedTime } from './dates.ts'
import type { Plan } from './forms.ts'
import { trainersOf } from './plan-run.ts'

/** What speaks against a date, and stops nobody: the office may have asked them. */
export interface DateWarning {
  row: number
  text: string
}

const warns: Reason['is'][] = ['away', 'not-usual', 'not-active']

/** Beside each date, that a trainer is away then, or usually cannot. What they teach then is a clash, and named as one. */
export async function findWarnings(
  db: Db,
  plan: Plan,
  times: PlannedTime[],
  timeZone: string,
): Promise<DateWarning[]> {
  const trainers = trainersOf(plan)
  if (trainers.length === 0) return []
  const dates = times.map((time) => wantedDate(time, timeZone))
  const only = trainers.map(({ person_id }) => person_id)
  const candidates = await listCandidates(db, { courseId: plan.course, runId: null, times, dates, only })
  return times.flatMap(({ row }, index) =>
    candidates.flatMap((candidate) => {
      const date = dates.slice(index, index + 1)
      const expertise = candidate.id === plan.peer ? ('lived' as const) : ('professional' as const)
      const { reasons } = suitabilityOf({ ...candidate, busy: [] }, { expertise, dates: date })
      const against = reasons.filter(({ is }) => warns.includes(is))
      if (against.length === 0) return []
      const words = against.map((reason) => reasonInWords(reason, timeZone)).join(', ')
      return [{ row, text: `${candidate.name}: ${words}` }]
    }),
  )
}

/** The same, once each: after the run is planned. */
export function warningsInWords(warnings: DateWarning[]): string {
  return [...new Set(warnings.map(({ text }) => text))].join('. ')
}
