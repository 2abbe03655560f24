import type { Db, LiveStatus } from '../database/schema.ts'
import type { Overlap } from './rules.ts'

/** Sessions of other courses of this person, in these states, at the same time as sessions of this run still to come. */
export async function listOverlaps(
  db: Db,
  { runId, personId, now }: { runId: string; personId: string; now: Date },
  statuses: readonly LiveStatus[],
): Promise<Overlap[]> {
  return db
    .selectFrom('session as wanted')
    .innerJoin('session as booked', (join) =>
      join
        .onRef('booked.starts_at', '<', 'wanted.ends_at')
        .onRef('booked.ends_at', '>', 'wanted.starts_at')
        .onRef('booked.run_id', '<>', 'wanted.run_id'),
    )
    .innerJoin('enrolment', 'enrolment.run_id', 'booked.run_id')
    .innerJoin('run', 'run.id', 'booked.run_id')
    .innerJoin('course', 'course.id', 'run.course_id')
    .where('wanted.run_id', '=', runId)
    .where('wanted.status', '=', 'planned')
    .where('booked.status', '=', 'planned')
    .where('enrolment.person_id', '=', personId)
    .where('enrolment.status', 'in', statuses)
    .where('run.status', '=', 'published')
    .where('wanted.ends_at', '>', now)
    .orderBy('booked.starts_at')
    .select(['course.title', 'enrolment.status', 'booked.starts_at as startsAt', 'booked.ends_at as endsAt'])
    .$narrowType<{ status: LiveStatus }>()
    .execute()
}
