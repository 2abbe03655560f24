import { sql, type RawBuilder } from 'kysely'

/** How full a run is at one moment. */
export interface Places {
  capacity: number
  /** Confirmed, offered and still in time, and kept back by staff. */
  taken: number
  /** People waiting who would take a place now (those who said "not this time" to this vacancy are not counted). */
  waiting: number
}

export type Fullness = 'free' | 'few' | 'full'

/** A place can be taken at once only when one is free and nobody is before you. */
export function placeIsFree({ capacity, taken, waiting }: Places): boolean {
  return taken < capacity && waiting === 0
}

export function fullness(places: Places): Fullness {
  if (!placeIsFree(places)) return 'full'
  return places.capacity - places.taken <= 3 ? 'few' : 'free'
}

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
