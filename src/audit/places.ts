import { sql } from 'kysely'
import { takenAt } from '../catalogue/places-queries.ts'
import { liveStatuses } from '../enrolment/states.ts'
import { counted } from '../lib/words.ts'
import type { Invariant } from './invariant.ts'
import { listPending } from './jobs.ts'

export const noRunIsOverFull: Invariant = {
  holds: 'No run that is not over has more places taken than it has, unless the reason is recorded',
  async findFaults({ db, now }) {
    const runs = await db
      .selectFrom('run')
      .where('over_full_reason', 'is', null)
      // Of one that is over nobody waits for a place: what two records had before they were joined is theirs again.
      .where('status', '<>', 'ended')
      .where(takenAt(now), '>', sql<number>`run.capacity`)
      .select(['run.id', 'run.capacity', takenAt(now).as('taken')])
      .execute()
    return runs.map(
      ({ id, capacity, taken }) =>
        `run ${id}: ${counted(taken, 'place is', 'places are')} taken, and it has ${capacity}`,
    )
  },
}

export const oneLiveEnrolmentEach: Invariant = {
  holds: 'Nobody has two live enrolments on one run',
  async findFaults({ db }) {
    const doubles = await db
      .selectFrom('enrolment')
      .where('status', 'in', [...liveStatuses])
      .groupBy(['run_id', 'person_id'])
      .having(({ fn }) => fn.countAll<number>(), '>', 1)
      .select(['run_id', 'person_id', sql<string[]>`array_agg(id::text order by queue_number)`.as('ids')])
      .execute()
    return doubles.map(
      ({ run_id, person_id, ids }) =>
        `run ${run_id}, person ${person_id}: enrolments ${ids.join(' and ')} are all live`,
    )
  },
}

export const oneOpenOfferForTheOffered: Invariant = {
  holds: 'Everyone who is offered a place, and nobody else, has one open offer',
  async findFaults({ db }) {
    const enrolments = await db
      .selectFrom('enrolment')
      .leftJoin('offer', (join) =>
        join.onRef('offer.enrolment_id', '=', 'enrolment.id').on('offer.status', '=', 'open'),
      )
      .groupBy(['enrolment.id', 'enrolment.run_id', 'enrolment.status'])
      .having(
        ({ fn }) => fn.count<number>('offer.id'),
        '<>',
        sql<number>`(enrolment.status = 'offered')::int`,
      )
      .select(({ fn }) => [
        'enrolment.id',
        'enrolment.run_id',
        'enrolment.status',
        fn.count<number>('offer.id').as('open'),
      ])
      .execute()
    return enrolments.map(
      ({ id, run_id, status, open }) =>
        `run ${run_id}, enrolment ${id}: its status is "${status}", and it has ${counted(open, 'open offer')}`,
    )
  },
}

export const nobodyIsLeftBehind: Invariant = {
  holds:
    'Nobody is left on a run that is called off, unless they are told in a moment, and nobody waits or asks on one that has ended',
  async findFaults({ db }) {
    const beingTold = await listPending(db, 'enrolment.cancel-run', 'runId')
    const enrolments = await db
      .selectFrom('enrolment')
      .innerJoin('run', 'run.id', 'enrolment.run_id')
      .where('run.status', 'in', ['cancelled', 'ended'])
      .where('enrolment.status', 'in', [...liveStatuses])
      .where((row) =>
        row.or([row('run.status', '=', 'cancelled'), row('enrolment.status', '<>', 'confirmed')]),
      )
      .orderBy('enrolment.queue_number')
      .select(['enrolment.id', 'enrolment.run_id', 'enrolment.status', 'run.status as run_status'])
      .execute()
    return enrolments
      .filter(({ run_id, run_status }) => run_status === 'ended' || !beingTold.has(run_id))
      .map(
        ({ id, run_id, run_status, status }) =>
          `run ${run_id} is ${run_status}, and enrolment ${id} is still "${status}"`,
      )
  },
}
