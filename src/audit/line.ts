import { sql } from 'kysely'
import type { Db } from '../database/schema.ts'
import type { Invariant } from './invariant.ts'
import { findOvertakings, type PriorityChange, type QueueEvent } from './overtaken.ts'

export const nobodyIsOvertaken: Invariant = {
  holds: 'Nobody was given a place before someone ahead of them in line',
  async findFaults({ db }) {
    const events = await listQueueEvents(db)
    const priorities = await listPriorityChanges(db)
    const withPriority = await listWithPriority(db)
    const opened = await listOpenings(db)
    return [...events].flatMap(([runId, queue]) =>
      findOvertakings({ events: queue, priorities, withPriority, opened: opened.get(runId) ?? [] }).map(
        ({ given, waiting, at }) =>
          `run ${runId}: enrolment ${given} was given a place at ${at.toISOString()}, before enrolment ${waiting}`,
      ),
    )
  },
}

/** The history of every run on which anybody ever waited. Lines of one run are written under its lock, so in order. */
async function listQueueEvents(db: Db): Promise<Map<string, QueueEvent[]>> {
  const rows = await db
    .selectFrom('enrolment_event as event')
    .innerJoin('enrolment', 'enrolment.id', 'event.enrolment_id')
    .leftJoin('offer', (join) =>
      join
        .onRef('offer.enrolment_id', '=', 'enrolment.id')
        .onRef('offer.answered_at', '=', 'event.at')
        .on('offer.status', '=', 'accepted'),
    )
    .where(
      sql<boolean>`enrolment.run_id in (select waited.run_id from enrolment waited
        join enrolment_event line on line.enrolment_id = waited.id where line.to_status = 'waiting')`,
    )
    .orderBy('event.id')
    .select([
      'enrolment.run_id',
      'enrolment.id as enrolmentId',
      'event.at',
      'event.action',
      'event.from_status as from',
      'event.to_status as to',
      'enrolment.joined_at as joinedAt',
      'enrolment.queue_number as queueNumber',
      sql<boolean>`coalesce(offer.expires_at <= event.at, false)`.as('late'),
    ])
    .execute()
  const byRun = new Map<string, QueueEvent[]>()
  for (const row of rows) {
    const queue = byRun.get(row.run_id)
    if (queue === undefined) byRun.set(row.run_id, [row])
    else queue.push(row)
  }
  return byRun
}

async function listPriorityChanges(db: Db): Promise<PriorityChange[]> {
  const rows = await db
    .selectFrom('audit_event')
    .where('action', 'in', ['enrolment.priority-given', 'enrolment.priority-taken-back'])
    .orderBy('id')
    .select(['subject_id as enrolmentId', 'at', 'action'])
    .execute()
  return rows.map(({ action, ...change }) => ({ ...change, given: action === 'enrolment.priority-given' }))
}

async function listWithPriority(db: Db): Promise<Set<string>> {
  const rows = await db
    .selectFrom('enrolment')
    .where('priority_reason', 'is not', null)
    .select('id')
    .execute()
  return new Set(rows.map(({ id }) => id))
}

/** When each run was given more places than it had. */
async function listOpenings(db: Db): Promise<Map<string, Date[]>> {
  const rows = await db
    .selectFrom('audit_event')
    .where('action', '=', 'run.capacity-changed')
    .where(sql<boolean>`(detail ->> 'to')::int > (detail ->> 'from')::int`)
    .groupBy('subject_id')
    .select(['subject_id', sql<Date[]>`array_agg(at order by id)`.as('times')])
    .execute()
  return new Map(rows.map(({ subject_id, times }) => [subject_id, times]))
}
