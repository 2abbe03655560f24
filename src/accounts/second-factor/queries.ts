import type { Db, Tx } from '../../database/schema.ts'

export async function hasSecondFactor(db: Db, personId: string): Promise<boolean> {
  const row = await findSecondFactor(db, personId)
  return row?.confirmed_at !== undefined && row.confirmed_at !== null
}

export async function findSecondFactor(db: Db, personId: string) {
  return db.selectFrom('second_factor').selectAll().where('person_id', '=', personId).executeTakeFirst()
}

/** Puts a secret in the place of one that was never confirmed. False when there is one in use. */
export async function upsertPendingSecret(
  tx: Tx,
  personId: string,
  secret: string,
  now: Date,
): Promise<boolean> {
  const row = await tx
    .insertInto('second_factor')
    .values({ person_id: personId, secret, begun_at: now, confirmed_at: null, last_step: null })
    .onConflict((conflict) =>
      conflict
        .column('person_id')
        .doUpdateSet({ secret, begun_at: now })
        .where('second_factor.confirmed_at', 'is', null),
    )
    .returning('person_id')
    .executeTakeFirst()
  return row !== undefined
}

/** False when another request confirmed it, or changed the secret, in between. */
export async function confirmSecret(
  tx: Tx,
  { personId, secret, step }: { personId: string; secret: string; step: number },
  now: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('second_factor')
    .set({ confirmed_at: now, last_step: step })
    .where('person_id', '=', personId)
    .where('secret', '=', secret)
    .where('confirmed_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0
}

/** Notes that the code of this half minute is used. False when it, or a later one, was: of two at once, one gets true. */
export async function useStep(tx: Tx, personId: string, step: number): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('second_factor')
    .set({ last_step: step })
    .where('person_id', '=', personId)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return numUpdatedRows > 0
}

export async function deleteSecondFactor(tx: Tx, personId: string): Promise<boolean> {
  const { numDeletedRows } = await tx
    .deleteFrom('second_factor')
    .where('person_id', '=', personId)
    .executeTakeFirst()
  return numDeletedRows > 0
}

export async function replaceRecoveryCodes(
  tx: Tx,
  personId: string,
  hashes: string[],
  now: Date,
): Promise<void> {
  await tx.deleteFrom('recovery_code').where('person_id', '=', personId).execute()
  await tx
    .insertInto('recovery_code')
    .values(hashes.map((code_hash) => ({ person_id: personId, code_hash, made_at: now })))
    .execute()
}

/** False when there is no such code, or it was used: of two at once, one gets true. */
export async function useRecoveryHash(tx: Tx, personId: string, hash: string, now: Date): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('recovery_code')
    .set({ used_at: now })
    .where('person_id', '=', personId)
    .where('code_hash', '=', hash)
    .where('used_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0
}

export async function countRecoveryCodes(db: Db, personId: string): Promise<number> {
  const { left } = await db
    .selectFrom('recovery_code')
    .select(({ fn }) => fn.countAll<number>().as('left'))
    .where('person_id', '=', personId)
    .where('used_at', 'is', null)
    .executeTakeFirstOrThrow()
  return left
}
