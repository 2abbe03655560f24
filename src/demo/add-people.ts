import { insertAcceptanceOnce, listInForce } from '../accounts/agreements/queries.ts'
import { insertPerson, insertRole } from '../accounts/queries.ts'
import { updateConfirmed } from '../accounts/proofs/queries.ts'
import { addPerson } from '../accounts/register.ts'
import type { Tx } from '../database/schema.ts'
import { addMinutes } from '../lib/time.ts'
import { accounts, type InventedPerson, trainers } from './people.ts'
import { peopleAway, students } from './students.ts'

/**
 * Adds everybody, as people who came when the demo college opened. The accounts share one hash, because making each
 * takes long on purpose. Returns the ids of those who can sign in, by address.
 */
export async function addPeople(
  tx: Tx,
  secret: string,
  { opened, now }: { opened: Date; now: Date },
): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>()
  for (const { name, email, roles, whatHelps = '' } of accounts) {
    const id = await addPerson(tx, { name, email, roles, whatHelps, secret, phone: null }, opened)
    await updateConfirmed(tx, id, opened)
    ids.set(email, id)
    if (roles.includes('student')) await acceptAgreement(tx, id, now)
  }
  for (const person of [...trainers, ...students]) {
    const id = await addWithoutPassword(tx, person, opened)
    if (person.roles.includes('student')) await acceptAgreement(tx, id, now)
  }
  return ids
}

/**
 * People whom nobody has seen for most of a year. They are the last to come: until the demo college is finished, all of
 * its people bear one moment, by which it is known again.
 */
export async function addPeopleAway(tx: Tx, now: Date): Promise<void> {
  for (const [index, person] of peopleAway.entries()) {
    const id = await addWithoutPassword(tx, person, addMinutes(now, -(240 + index * 30) * 24 * 60))
    await acceptAgreement(tx, id, now)
  }
}

async function addWithoutPassword(tx: Tx, person: InventedPerson, now: Date): Promise<string> {
  const id = await insertPerson(tx, {
    name: person.name,
    email: person.email,
    phone: person.phone,
    preferred_contact: person.preferredContact,
    postal_address: person.postalAddress ?? '',
    what_helps: person.whatHelps,
    created_at: now,
  })
  for (const role of person.roles) await insertRole(tx, id, role, now)
  return id
}

async function acceptAgreement(tx: Tx, personId: string, now: Date): Promise<void> {
  for (const { id } of await listInForce(tx, now)) await insertAcceptanceOnce(tx, personId, id, now)
}
