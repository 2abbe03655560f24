import { sql } from 'kysely'
import { counted } from '../enrolment/booking-rules/queries.ts'
import { liveStatuses } from '../enrolment/states.ts'
import { clockDifference, type Invariant } from './invariant.ts'

export const nobodyIsOnADropIn: Invariant = {
  holds: 'Nobody has a place on a drop-in, or hopes for one',
  async findFaults({ db }) {
    const enrolments = await db
      .selectFrom('enrolment')
      .innerJoin('run', 'run.id', 'enrolment.run_id')
      .where('run.drop_in', '=', true)
      .where('enrolment.status', 'in', [...liveStatuses])
      .orderBy('enrolment.queue_number')
      .select(['enrolment.id', 'enrolment.run_id', 'enrolment.status'])
      .execute()
    return enrolments.map(
      ({ id, run_id, status }) => `run ${run_id} is a drop-in, and enrolment ${id} is "${status}"`,
    )
  },
}

interface Past {
  id: string
  person_id: string
  term_id: string
  most: number
  nth: number
}

/**
 * Looks at the latest of those that count. What made the others too many may have come after them, and is no fault: the
 * limit, or a run's term, was changed; or two records of one person were joined.
 */
export const nobodyIsPastALimit: Invariant = {
  holds: 'Nobody was let past the most courses of a term, unless the reason is recorded',
  async findFaults({ db }) {
    const { rows } = await sql<Past>`
      with counting as (
        select enrolment.id, enrolment.person_id, enrolment.rules_waived_at, run.term_id, term.most_courses as most,
          ${cameIn} as came_at, count(*) over in_order as nth,
          row_number() over (partition by enrolment.person_id, term.id
            order by ${cameIn} desc, enrolment.queue_number desc) as from_last
        from enrolment join run on run.id = enrolment.run_id join term on term.id = run.term_id
        where term.most_courses is not null and not run.drop_in and enrolment.status in (${sql.join(counted)})
        window in_order as (partition by enrolment.person_id, term.id)
      )
      select id, person_id, term_id, most, nth::int from counting
      where nth > most and from_last = 1 and rules_waived_at is null
        and not exists (select from audit_event
          where at > came_at - interval '1 millisecond' * ${clockDifference}
            and ((subject_kind = 'term' and subject_id = counting.term_id)
              or (subject_kind = 'run' and action in ('run.changed', 'change.undone')
                and subject_id in (select id from run where term_id = counting.term_id))))
        and not exists (select from person_merge
          where kept_id = counting.person_id
            and merged_at > came_at - interval '1 millisecond' * ${clockDifference})
      order by id`.execute(db)
    return rows.map(
      ({ id, person_id, term_id, most, nth }) =>
        `person ${person_id}, term ${term_id}: enrolment ${id} makes it ${nth}, and the most is ${most}`,
    )
  },
}

/** When it began to count: as it was joined, or as the person came back to it. */
const cameIn = sql`coalesce((select max(at) from enrolment_event
  where enrolment_event.enrolment_id = enrolment.id and from_status = 'lapsed'), enrolment.joined_at)`
