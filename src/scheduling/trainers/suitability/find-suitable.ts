import type { Db, Expertise } from '../../../database/schema.ts'
import type { Moment } from '../../../lib/time.ts'
import { namesBeside } from '../namesakes.ts'
import { type Times, wantedDate } from './dates.ts'
import { listCandidates } from './queries.ts'
import { bySuitability, type Suitability, suitabilityOf } from './rules.ts'

/** Everybody who could give these dates of a run, by each expertise, the most suitable first. */
export async function findSuitable(
  db: Db,
  run: { id: string; course_id: string },
  times: Times[],
  at: Moment,
): Promise<Record<Expertise, Suitability[]>> {
  const dates = times.map((one) => wantedDate(one, at.timeZone))
  const wanted = { courseId: run.course_id, runId: run.id, times, dates, at }
  const trainers = await listCandidates(db, wanted)
  const nameOf = namesBeside(trainers)
  const candidates = trainers.filter(({ inTeam }) => !inTeam).map((one) => ({ ...one, name: nameOf(one) }))
  const by = (expertise: Expertise) =>
    candidates.map((candidate) => suitabilityOf(candidate, { expertise, dates })).sort(bySuitability)
  return { lived: by('lived'), professional: by('professional') }
}
