import { type Selectable, sql } from 'kysely'
import type { Database, Db, Tx } from '../database/schema.ts'
import type { Invite } from './invite.ts'

export interface Holder {
  personId: string
  runId: string
  /** As who gives the run, not as who has a place on it: those are entries of their own. */
  teaching: boolean
}

/** A lock on the pair, not on rows: the first invite of a person for a run has no row to lock yet. */
export async function lockInvites(tx: Tx, { personId, runId, teaching }: Holder): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`${teaching ? 'teaching' : 'calendar'} ${personId} ${runId}`}, 0))`.execute(
    tx,
  )
}

/** In the order in which they were made. */
export async function listActiveInvites(tx: Tx, { personId, runId, teaching }: Holder): Promise<Invite[]> {
  const rows = await tx
    .selectFrom('calendar_invite')
    .selectAll()
    .where('person_id', '=', personId)
    .where('run_id', '=', runId)
    .where('teaching', '=', teaching)
    .where('status', '=', 'active')
    .orderBy('created_at')
    .orderBy('uid')
    .execute()
  return rows.map(inviteFrom)
}

export async function insertInvite(tx: Tx, invite: Invite, holder: Holder & { now: Date }): Promise<void> {
  await tx
    .insertInto('calendar_invite')
    .values({
      id: invite.id,
      uid: invite.uid,
      person_id: holder.personId,
      run_id: holder.runId,
      teaching: holder.teaching,
      address: invite.address,
      time_zone: invite.timeZone,
      frequency: invite.pattern?.frequency ?? null,
      repeat_interval: invite.pattern?.interval ?? null,
      slots: JSON.stringify(invite.slots),
      sequence: invite.sequence,
      last_dtstamp: invite.lastDtstamp,
      created_at: holder.now,
    })
    .execute()
}

export async function updateInvite(
  tx: Tx,
  invite: Invite & { status: 'active' | 'cancelled' },
): Promise<void> {
  await tx
    .updateTable('calendar_invite')
    .set({
      slots: JSON.stringify(invite.slots),
      sequence: invite.sequence,
      last_dtstamp: invite.lastDtstamp,
      status: invite.status,
    })
    .where('id', '=', invite.id)
    .execute()
}

function inviteFrom(row: Selectable<Database['calendar_invite']>): Invite {
  const { frequency, repeat_interval: interval } = row
  return {
    id: row.id,
    uid: row.uid,
    address: row.address,
    timeZone: row.time_zone,
    pattern: frequency === null || interval === null ? null : { frequency, interval },
    slots: row.slots,
    sequence: row.sequence,
    lastDtstamp: row.last_dtstamp,
  }
}

/** Forgets what calendars were told of a run and have been told to forget. False while it is in one still. */
export async function forgetTakenBack(tx: Tx, runId: string): Promise<boolean> {
  const shown = await tx
    .selectFrom('calendar_invite')
    .where('run_id', '=', runId)
    .where('status', '=', 'active')
    .select('id')
    .executeTakeFirst()
  if (shown !== undefined) return false
  await tx.deleteFrom('calendar_invite').where('run_id', '=', runId).execute()
  return true
}

export async function hasFeed(db: Db, personId: string): Promise<boolean> {
  const feed = await db
    .selectFrom('calendar_feed')
    .select('person_id')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return feed !== undefined
}

/** Whose it is; of a record that was joined with another, whoever has all of it now: their calendar stays as full. */
export async function findFeedOwner(db: Db, tokenHash: Buffer): Promise<string | undefined> {
  const feed = await db
    .selectFrom('calendar_feed')
    .innerJoin('person', 'person.id', 'calendar_feed.person_id')
    .select(({ fn }) => fn.coalesce('person.merged_into', 'person.id').as('person_id'))
    .where('token_hash', '=', tokenHash)
    .executeTakeFirst()
  return feed?.person_id
}

export async function upsertFeed(
  tx: Tx,
  feed: { personId: string; tokenHash: Buffer; now: Date },
): Promise<void> {
  const values = { token_hash: feed.tokenHash, created_at: feed.now }
  await tx
    .insertInto('calendar_feed')
    .values({ person_id: feed.personId, ...values })
    .onConflict((conflict) => conflict.column('person_id').doUpdateSet(values))
    .execute()
}

/** Theirs, and that of every record that was joined with theirs: it leads to their calendar too. */
export async function deleteFeed(tx: Tx, personId: string): Promise<void> {
  await tx
    .deleteFrom('calendar_feed')
    .where('person_id', 'in', (record) =>
      record
        .selectFrom('person')
        .where(({ or, eb }) => or([eb('id', '=', personId), eb('merged_into', '=', personId)]))
        .select('person.id'),
    )
    .execute()
}
