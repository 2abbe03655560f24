import { sql } from 'kysely'
import type { Db, Tx } from '../../database/schema.ts'

/** Whose session it was that this mark belonged to, when it is over by itself, and not for long. */
export async function findOwnerOfMark(
  db: Db,
  mark: string,
  { after, now }: { after: Date; now: Date },
): Promise<string | undefined> {
  const row = await db
    .selectFrom('web_session')
    .select('person_id')
    .where('expire', '>', after)
    .where('expire', '<=', now)
    .where('person_id', 'is not', null)
    .where(sql`sess ->> 'csrfToken'`, '=', mark)
    .executeTakeFirst()
  return row?.person_id ?? undefined
}

/** In the place of what was kept before: one at a time. */
export async function upsertUnsent(
  db: Db,
  kept: { person_id: string; address: string; sealed: string; kept_at: Date },
): Promise<void> {
  const { address, sealed, kept_at } = kept
  await db
    .insertInto('unsent_form')
    .values(kept)
    .onConflict((conflict) =>
      conflict.column('person_id').doUpdateSet({ address, sealed, kept_at, sent_at: null }),
    )
    .execute()
}

export async function findUnsent(db: Db, personId: string, after: Date) {
  return db
    .selectFrom('unsent_form')
    .selectAll()
    .where('person_id', '=', personId)
    .where('kept_at', '>', after)
    .executeTakeFirst()
}

export async function updateSent(tx: Tx, personId: string, now: Date): Promise<void> {
  await tx.updateTable('unsent_form').set({ sent_at: now }).where('person_id', '=', personId).execute()
}

export async function deleteUnsent(db: Db, personId: string): Promise<void> {
  await db.deleteFrom('unsent_form').where('person_id', '=', personId).execute()
}

export async function deleteUnsentBefore(db: Db, before: Date): Promise<void> {
  await db.deleteFrom('unsent_form').where('kept_at', '<=', before).execute()
}
