import type { Db } from '../database/schema.ts'
import { recordInAuditTrail } from '../database/audit-trail.ts'
import { inTransaction } from '../database/transaction.ts'
import { hashPassword } from './passwords.ts'
import { findPersonByEmail, insertRole } from './queries.ts'
import { addPerson } from './register.ts'

/** Makes an account with the administrator's role, or gives the role to the person who has this email already. */
export async function makeAdministrator(
  db: Db,
  wanted: { name: string; email: string; password: string },
  now: Date,
): Promise<{ personId: string; existed: boolean }> {
  const secret = await hashPassword(wanted.password)
  return inTransaction(db, async (tx) => {
    const known = await findPersonByEmail(tx, wanted.email)
    const roles = ['administrator' as const]
    const personId =
      known?.id ?? (await addPerson(tx, { ...wanted, secret, phone: null, whatHelps: '', roles }, now))
    await insertRole(tx, personId, 'administrator', now)
    const subject = { kind: 'person' as const, id: personId }
    await recordInAuditTrail(tx, { at: now, actorId: null, action: 'person.made-administrator', subject })
    return { personId, existed: known !== undefined }
  })
}
