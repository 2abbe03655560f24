import { isViolationOf } from '../database/transaction.ts'
import type { Db, Role, Tx } from '../database/schema.ts'
import { inTransaction } from '../database/transaction.ts'
import { insertAcceptanceOnce, listInForce } from './agreements/queries.ts'
import { wasShown } from './agreement.ts'
import { hashPassword } from './passwords.ts'
import { promiseConfirmation } from './proofs/ask-to-confirm.ts'
import {
  findAgreement,
  findPersonByEmail,
  findRegistered,
  insertPassword,
  insertPerson,
  insertRole,
} from './queries.ts'

interface Registration {
  name: string
  email: string
  /** Null: they sign in with links sent by email. */
  password: string | null
  phone: string | null
  whatHelps: string
  /** The version of the agreement the person was shown, as the form sent it; empty for none. */
  agreementVersion: string
  /** 32 bytes that stand for the visit the form was sent in: sent twice, it registers once. */
  key: Buffer
}

type Registered = { ok: true; personId: string } | { ok: false; reason: 'agreement-changed' }

/**
 * Makes a student's account and records which version of the agreement they accepted: the one they were shown. An address
 * that is somebody's already is kept as a claim, to which nothing is sent for this person: whoever registers learns
 * nothing about whom we know, and the owner is told by mail.
 */
export async function register(db: Db, registration: Registration, now: Date): Promise<Registered> {
  // Hashed before the transaction begins: nothing slow happens while rows are held.
  const { password } = registration
  const secret = password === null ? null : await hashPassword(password)
  try {
    return await inTransaction(db, (tx) => registerOnce(tx, { ...registration, secret }, now))
  } catch (error) {
    // The form was pressed twice, or somebody else registered with the address in the same moment.
    if (isViolationOf('person_registration_key_key', error) || isViolationOf('person_email_key', error))
      return inTransaction(db, (tx) => registerOnce(tx, { ...registration, secret }, now))
    throw error
  }
}

async function registerOnce(
  tx: Tx,
  registration: Registration & { secret: string | null },
  now: Date,
): Promise<Registered> {
  const before = await findRegistered(tx, registration.key)
  if (before !== undefined) return { ok: true, personId: before.id }
  const agreement = await findAgreement(tx, now)
  if (!wasShown(agreement, registration.agreementVersion)) return { ok: false, reason: 'agreement-changed' }
  const personId = await addPerson(tx, { ...registration, roles: ['student'] }, now)
  // The privacy notice stands beside the form: both were there to read.
  for (const { id } of await listInForce(tx, now)) await insertAcceptanceOnce(tx, personId, id, now)
  await promiseConfirmation(tx, personId)
  return { ok: true, personId }
}

/** Adds a person with roles and perhaps a password. An email that is somebody's already is only claimed. */
export async function addPerson(
  tx: Tx,
  person: {
    name: string
    email: string
    secret: string | null
    phone: string | null
    whatHelps: string
    roles: Role[]
    key?: Buffer
  },
  now: Date,
): Promise<string> {
  const taken = (await findPersonByEmail(tx, person.email)) !== undefined
  const id = await insertPerson(tx, {
    name: person.name,
    email: taken ? null : person.email,
    claimed_email: taken ? person.email : null,
    registration_key: person.key ?? null,
    phone: person.phone,
    preferred_contact: 'email',
    what_helps: person.whatHelps,
    created_at: now,
  })
  if (person.secret !== null) await insertPassword(tx, id, person.secret, now)
  for (const role of person.roles) await insertRole(tx, id, role, now)
  return id
}
