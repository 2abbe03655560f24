// Links as they are sent by mail, of somebody in the sample college.
import { makeProof } from '../../../src/accounts/proofs/make-proof.ts'
import { upsertEmailChange } from '../../../src/accounts/proofs/queries.ts'
import type { Db, ProofPurpose } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'

export interface SampleLinks {
  signIn: string
  password: string
  confirmation: string
  change: string
}

/** The tokens of four links; the person has asked for another address, too. */
export async function makeLinks(db: Db, personId: string, email: string, now: Date): Promise<SampleLinks> {
  const wish = 'student.new@example.org'
  await db.updateTable('person').set({ email_confirmed_at: now }).where('id', '=', personId).execute()
  return inTransaction(db, async (tx) => {
    await upsertEmailChange(tx, { person_id: personId, email: wish, asked_at: now, asked_by: personId })
    const link = async (purpose: ProofPurpose, to = email) =>
      (await makeProof(tx, { personId, purpose, email: to }, now)).token
    return {
      signIn: await link('sign-in'),
      password: await link('new-password'),
      confirmation: await link('confirm-email', wish),
      change: await link('allow-change'),
    }
  })
}
