// Somebody who completed a course.
import { issueCertificate } from '../../../src/registers/certificates/issue.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { today } from '../../support/college.ts'

export interface Completed {
  /** The place they completed. */
  completedId: string
  /** What stands on its certificate. */
  certificateCode: string
}

export async function addCompleted(db: Db, run_id: string, person_id: string): Promise<Completed> {
  const place = { run_id, person_id, status: 'completed', joined_at: today, confirmed_at: today } as const
  const { id } = await db
    .insertInto('enrolment')
    .values({ ...place, ended_at: today })
    .returning('id')
    .executeTakeFirstOrThrow()
  await inTransaction(db, (tx) => issueCertificate(tx, id, today))
  const { code } = await db.selectFrom('certificate').select('code').executeTakeFirstOrThrow()
  return { completedId: id, certificateCode: code }
}
