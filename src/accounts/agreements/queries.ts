import type { AgreementKind, Db, Tx } from '../../database/schema.ts'

/** The text of each kind that counts now. */
export async function listInForce(db: Db, now: Date) {
  return db
    .selectFrom('agreement')
    .distinctOn('kind')
    .selectAll()
    .where('effective_from', '<=', now)
    .orderBy('kind')
    .orderBy('version', 'desc')
    .execute()
}

/** Which versions this person accepted. */
export async function listAccepted(db: Db, personId: string) {
  return db
    .selectFrom('agreement_acceptance')
    .innerJoin('agreement', 'agreement.id', 'agreement_acceptance.agreement_id')
    .where('agreement_acceptance.person_id', '=', personId)
    .select(['agreement.kind', 'agreement.version'])
    .execute()
}

/** Every version of every kind, newest first, with how many people accepted it. */
export async function listVersions(db: Db) {
  return db
    .selectFrom('agreement')
    .leftJoin('agreement_acceptance', 'agreement_acceptance.agreement_id', 'agreement.id')
    .groupBy('agreement.id')
    .orderBy('agreement.kind')
    .orderBy('agreement.version', 'desc')
    .select(({ fn }) => [
      'agreement.id',
      'agreement.kind',
      'agreement.version',
      'agreement.title',
      'agreement.effective_from',
      fn.count<number>('agreement_acceptance.person_id').as('accepted'),
    ])
    .execute()
}

export async function findVersion(db: Db, id: string) {
  return db.selectFrom('agreement').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function findLatestVersion(db: Db, kind: AgreementKind) {
  return db
    .selectFrom('agreement')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

/** Holds whoever else publishes this kind until the transaction ends. What is the latest is read in a later statement. */
export async function lockVersions(tx: Tx, kind: AgreementKind): Promise<void> {
  await tx
    .selectFrom('agreement')
    .select('id')
    .where('kind', '=', kind)
    .orderBy('version')
    .forUpdate()
    .execute()
}

export async function insertVersion(
  tx: Tx,
  agreement: { kind: AgreementKind; version: number; title: string; body: string; effective_from: Date },
): Promise<string> {
  const { id } = await tx.insertInto('agreement').values(agreement).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Accepted by the person themselves, on our pages. Words they accepted before stay accepted at that time. */
export async function insertAcceptanceOnce(
  tx: Tx,
  personId: string,
  agreementId: string,
  now: Date,
): Promise<void> {
  await tx
    .insertInto('agreement_acceptance')
    .values({ person_id: personId, agreement_id: agreementId, accepted_at: now, means: 'online' })
    .onConflict((conflict) => conflict.columns(['person_id', 'agreement_id']).doNothing())
    .execute()
}
