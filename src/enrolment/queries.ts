import { type Selectable, sql } from 'kysely'
import type { Places } from '../catalogue/places.ts'
import { eligibleWaiting, takenAt } from '../catalogue/places-queries.ts'
import type {
  ActorKind,
  Database,
  Db,
  EnrolmentStatus,
  LiveStatus,
  OfferChannel,
  OfferStatus,
  Tx,
} from '../database/schema.ts'
import { liveStatuses } from './states.ts'

export type Enrolment = Selectable<Database['enrolment']>
export type Offer = Selectable<Database['offer']>

const personColumns = [
  'person.id',
  'person.name',
  'person.email',
  'person.preferred_contact',
  'person.neutral_calendar_titles',
  'person.calendar_invitations',
] as const

/** The parts of a person that enrolling needs, held until the transaction ends: last in the lock order. */
export async function lockPerson(tx: Tx, id: string) {
  return (
    tx
      .selectFrom('person')
      .select(personColumns)
      .where('id', '=', id)
      // A record that was joined with another takes part in nothing.
      .where('merged_into', 'is', null)
      .forNoKeyUpdate()
      .executeTakeFirst()
  )
}

/** Holds several people at once. Always in the order of their ids, so that two runs with the same people cannot wait for each other. */
export async function lockPeople(tx: Tx, ids: string[]): Promise<void> {
  await tx
    .selectFrom('person')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute()
}

export async function getPerson(db: Db, id: string): Promise<EnrollingPerson> {
  return db.selectFrom('person').select(personColumns).where('id', '=', id).executeTakeFirstOrThrow()
}
export type EnrollingPerson = NonNullable<Awaited<ReturnType<typeof lockPerson>>>

export async function getPlaces(db: Db, runId: string, now: Date): Promise<Places> {
  return db
    .selectFrom('run')
    .where('run.id', '=', runId)
    .select(['run.capacity', takenAt(now).as('taken'), eligibleWaiting.as('waiting')])
    .executeTakeFirstOrThrow()
}

/** What the run's queue and this person's part in it look like. Read after the lock, in a statement of its own. */
export async function getStanding(tx: Tx, runId: string, personId: string, now: Date) {
  return tx
    .selectFrom('run')
    .where('run.id', '=', runId)
    .select([
      'run.capacity',
      takenAt(now).as('taken'),
      eligibleWaiting.as('waiting'),
      sql<LiveStatus | null>`(select status from enrolment where run_id = run.id and person_id = ${personId}
        and status = any(${[...liveStatuses]}))`.as('live'),
      sql<Date | null>`(select max(joined_at) from enrolment where run_id = run.id)`.as('last_joined_at'),
    ])
    .executeTakeFirstOrThrow()
}

/**
 * Holds the enrolment of someone whose offer's time ran out: whoever enrols again comes back to it, and to their place
 * in line. Held after its run.
 */
export async function lockLapsed(tx: Tx, runId: string, personId: string): Promise<Enrolment | undefined> {
  return tx
    .selectFrom('enrolment')
    .selectAll()
    .where('run_id', '=', runId)
    .where('person_id', '=', personId)
    .where('status', '=', 'lapsed')
    .orderBy('joined_at')
    .limit(1)
    .forUpdate()
    .executeTakeFirst()
}

export interface NewEnrolment {
  runId: string
  personId: string
  status: LiveStatus
  joinedAt: Date
  actor: ActorKind
  actorId: string | null
}

/** A new enrolment and the first line of its history, in one round trip. */
export async function insertEnrolment(tx: Tx, enrolment: NewEnrolment): Promise<Enrolment> {
  const { rows } = await sql<Enrolment>`
    with added as (
      insert into enrolment (run_id, person_id, status, joined_at, confirmed_at)
      values (${enrolment.runId}, ${enrolment.personId}, ${enrolment.status}, ${enrolment.joinedAt},
        ${enrolment.status === 'confirmed' ? enrolment.joinedAt : null})
      returning *
    ), noted as (
      insert into enrolment_event (enrolment_id, at, action, to_status, actor, actor_id)
      select id, joined_at, 'enrol', status, ${enrolment.actor}, ${enrolment.actorId}::uuid from added
    )
    select * from added`.execute(tx)
  const [added] = rows
  if (added === undefined) throw new Error('An enrolment was not written')
  return added
}

export async function findEnrolment(db: Db, id: string): Promise<Enrolment | undefined> {
  return db.selectFrom('enrolment').selectAll().where('id', '=', id).executeTakeFirst()
}

/** Holds the enrolment: after its run, before its offer. */
export async function lockEnrolment(tx: Tx, id: string): Promise<Enrolment | undefined> {
  return tx.selectFrom('enrolment').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function updateStatus(
  tx: Tx,
  id: string,
  change: {
    status: EnrolmentStatus
    confirmed_at?: Date | null
    ended_at: Date | null
    passed_at_vacancy: number | null
    status_reason: string | null
  },
): Promise<void> {
  await tx.updateTable('enrolment').set(change).where('id', '=', id).execute()
}

export async function insertEvent(
  tx: Tx,
  event: {
    enrolment_id: string
    at: Date
    action: string
    from_status: EnrolmentStatus
    to_status: EnrolmentStatus
    actor: ActorKind
    actor_id: string | null
    reason: string | null
  },
): Promise<void> {
  await tx.insertInto('enrolment_event').values(event).execute()
}

export async function updatePriority(tx: Tx, id: string, reason: string | null): Promise<void> {
  await tx.updateTable('enrolment').set({ priority_reason: reason }).where('id', '=', id).execute()
}

export async function updateSaid(
  tx: Tx,
  id: string,
  said: { audience_confirmed_at?: Date; rules_waived_at?: Date; rules_waived_reason?: string },
): Promise<void> {
  await tx.updateTable('enrolment').set(said).where('id', '=', id).execute()
}

export async function insertOffer(
  tx: Tx,
  offer: { enrolment_id: string; run_id: string; channel: OfferChannel; offered_at: Date; expires_at: Date },
): Promise<string> {
  const { id } = await tx.insertInto('offer').values(offer).returning('id').executeTakeFirstOrThrow()
  return id
}

export async function findOffer(db: Db, id: string): Promise<Offer | undefined> {
  return db.selectFrom('offer').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function closeOpenOffer(
  tx: Tx,
  enrolmentId: string,
  status: Exclude<OfferStatus, 'open'>,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('offer')
    .set({ status, answered_at: now })
    .where('enrolment_id', '=', enrolmentId)
    .where('status', '=', 'open')
    .execute()
}

/** People with a live enrolment on the run, in the order in which they joined. */
export async function listLive(db: Db, runId: string): Promise<Enrolment[]> {
  return db
    .selectFrom('enrolment')
    .selectAll()
    .where('run_id', '=', runId)
    .where('status', 'in', [...liveStatuses])
    .orderBy('joined_at')
    .orderBy('queue_number')
    .execute()
}

/** What this person has on any run and can give up. */
export async function listLiveOf(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolment')
    .select('id')
    .where('person_id', '=', personId)
    .where('status', 'in', [...liveStatuses])
    .orderBy('joined_at')
    .orderBy('queue_number')
    .execute()
  return rows.map(({ id }) => id)
}

/** The runs this person has a place on. */
export async function listConfirmedRuns(db: Db, personId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('enrolment')
    .select('run_id')
    .where('person_id', '=', personId)
    .where('status', '=', 'confirmed')
    .execute()
  return rows.map(({ run_id }) => run_id)
}

/** Confirmed people with their email addresses, for their invitations. */
export async function listConfirmed(db: Db, runId: string) {
  return db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.run_id', '=', runId)
    .where('enrolment.status', '=', 'confirmed')
    .orderBy('enrolment.queue_number')
    .select(['enrolment.id as enrolment_id', 'enrolment.confirmed_at', ...personColumns])
    .$narrowType<{ confirmed_at: Date }>()
    .execute()
}
