import { isViolationOf } from '../database/transaction.ts'
import type { Db, Role, Tx } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { wasShown } from './agreement.ts'
import { hashPassword } from './passwords.ts'
import { findAgreement, insertAcceptance, insertPassword, insertPerson, insertRole } from './queries.ts'

interface Registration {
  name: string
  email: string
  password: string
  phone: string | null
  whatHelps: string
  /** The version of the agreement the person was shown, as the form sent it; empty for none. */
  agreementVersion: string
}

type Registered = { ok: true; personId: string } | { ok: false; reason: 'email-in-use' | 'agreement-changed' }

/** Makes a student's account and records which version of the agreement they accepted: the one they were shown. */
export async function register(db: Db, registration: Registration, now: Date): Promise<Registered> {
  // Hashed before the transaction begins: nothing slow happens while rows are held.
  const secret = await hashPassword(registration.password)
  try {
    return await inTransaction(db, async (tx) => {
      const agreement = await findAgreement(tx, now)
      if (!wasShown(agreement, registration.agreementVersion))
        return { ok: false, reason: 'agreement-changed' }
      const personId = await addPerson(tx, { ...registration, secret, roles: ['student'] }, now)
      if (agreement !== undefined) await insertAcceptance(tx, personId, agreement.id, now)
      return { ok: true, personId }
    })
  } catch (error) {
    if (isViolationOf('person_email_key', error)) return { ok: false, reason: 'email-in-use' }
    throw error
  }
}

/** Adds a person with a password and roles. Throws when the email is somebody's already. */
export async function addPerson(
  tx: Tx,
  person: {
    name: string
    email: string
    secret: string
    phone: string | null
    whatHelps: string
    roles: Role[]
  },
  now: Date,
): Promise<string> {
  const id = await insertPerson(tx, {
    name: person.name,
    email: person.email,
    phone: person.phone,
    preferred_contact: 'email',
    what_helps: person.whatHelps,
    created_at: now,
  })
  await insertPassword(tx, id, person.secret, now)
  for (const role of person.roles) await insertRole(tx, id, role, now)
  return id
}
