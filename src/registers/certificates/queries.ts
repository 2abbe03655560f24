import type { Db, Tx } from '../../database/schema.ts'
import { isTheirPlace } from '../../enrolment/line-queries.ts'

export type Certificate = Awaited<ReturnType<typeof listCertificates>>[number]

/** Whoever completed the course on this run, by name. */
export async function listCertificates(db: Db, runId: string) {
  return certificates(db)
    .where('enrolment.run_id', '=', runId)
    .orderBy('person.name')
    .orderBy('enrolment.queue_number')
    .execute()
}

export async function findCertificate(db: Db, enrolmentId: string): Promise<Certificate | undefined> {
  return certificates(db).where('certificate.enrolment_id', '=', enrolmentId).executeTakeFirst()
}

/**
 * Those that hold good now: see the table. Of two records that were joined, the one of the place that is shown. None of an
 * account that is closed, which is nobody to print a name for.
 */
function certificates(db: Db) {
  return db
    .selectFrom('certificate')
    .innerJoin('enrolment', 'enrolment.id', 'certificate.enrolment_id')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('enrolment.status', '=', 'completed')
    .where(isTheirPlace('enrolment'))
    .where(({ not, exists, selectFrom }) =>
      not(exists(selectFrom('account_closing').select('person_id').whereRef('person_id', '=', 'person.id'))),
    )
    .select([
      'certificate.enrolment_id',
      'enrolment.run_id',
      'enrolment.person_id',
      'person.name',
      'certificate.code',
      'certificate.issued_at',
    ])
}

/**
 * Whether the place that is shown of its person on its run is completed. What was printed of either of two records before
 * they were joined stays true, and is as little true as what is shown once the office decides otherwise.
 */
export async function isGenuine(db: Db, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('certificate')
    .innerJoin('enrolment as printed', 'printed.id', 'certificate.enrolment_id')
    .innerJoin('enrolment as shown', (join) =>
      join.onRef('shown.person_id', '=', 'printed.person_id').onRef('shown.run_id', '=', 'printed.run_id'),
    )
    .where('shown.status', '=', 'completed')
    .where(isTheirPlace('shown'))
    .where('certificate.code', '=', code)
    .select('certificate.code')
    .executeTakeFirst()
  return row !== undefined
}

export async function insertCertificate(
  tx: Tx,
  certificate: { enrolment_id: string; code: string; issued_at: Date },
): Promise<void> {
  await tx
    .insertInto('certificate')
    .values(certificate)
    .onConflict((conflict) => conflict.column('enrolment_id').doNothing())
    .execute()
}
