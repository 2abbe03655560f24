// How full a run is, as expressions for the queries of every feature that asks.
import { type RawBuilder, sql } from 'kysely'

/** SQL for the number taken, in a query that has the table `run`. An offer counts until its time runs out, swept or not. */
export function takenAt(now: Date): RawBuilder<number> {
  return sql<number>`(run.places_held + (
    select count(*) from enrolment e left join offer o on o.enrolment_id = e.id and o.status = 'open'
    where e.run_id = run.id and (e.status = 'confirmed' or (e.status = 'offered' and o.expires_at > ${now}))))::int`
}

/** SQL for the number waiting who would take a place now, in a query that has the table `run`. */
export const eligibleWaiting: RawBuilder<number> = sql<number>`(
  select count(*) from enrolment e
  where e.run_id = run.id and e.status = 'waiting' and coalesce(e.passed_at_vacancy, -1) < run.vacancies_opened)::int`
