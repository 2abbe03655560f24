import type { Db, Expertise } from '../../../database/schema.ts'
import { type Times, wantedDate } from './dates.ts'
import { listCandidates } from './queries.ts'
import { bySuitability, type Suitability, suitabilityOf } from './rules.ts'

/** Everybody who could give these dates of a run, by each expertise, the most suitable first. */
export async function findSuitable(
  db: Db,
  run: { id: string; course_id: string },
  times: Times[],
  timeZone: string,
): Promise<Record<Expertise, Suitability[]>> {
  const dates = times.map((one) => wantedDate(one, timeZone))
  const candidates = await listCandidates(db, { courseId: run.course_id, runId: run.id, times, dates })
  const by = (expertise: Expertise) =>
    candidates.map((candidate) => suitabilityOf(candidate, { expertise, dates })).sort(bySuitability)
  return { lived: by('lived'), professional: by('professional') }
}
