import type { Db, Expertise } from '../../../database/schema.ts'
import { type Times, wantedDate } from './dates.ts'
import { listCandidates } from './queries.ts'
import { reasonInWords } from './words.ts'
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

/** What speaks against somebody and stops nobody, to be said once they are chosen; undefined when nothing does. */
export function warningAbout(one: Suitability | undefined, timeZone: string): string | undefined {
  const against = one?.reasons.filter(({ is }) => ['away', 'not-usual', 'not-active'].includes(is)) ?? []
  if (one === undefined || against.length === 0) return undefined
  return `${one.name}: ${against.map((reason) => reasonInWords(reason, timeZone)).join(', ')}`
}
