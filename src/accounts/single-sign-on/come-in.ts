import { deleteFeed } from '../../calendar/queries.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { SingleSignOnSettings } from '../../config/single-sign-on.ts'
import type { Tx } from '../../database/schema.ts'
import { listRoles } from '../people/queries.ts'
import { findPersonByEmail, insertPerson } from '../queries.ts'
import { updateConfirmed } from '../proofs/queries.ts'
import { endOtherSessions } from '../sessions/queries.ts'
import { isStaff } from '../second-factor/rules.ts'
import type { Claims } from './claims.ts'
import { keepRoles } from './keep-roles.ts'
import {
  deletePassword,
  findByIdentity,
  hasIdentity,
  insertIdentity,
  lockFirstTime,
  updateLastUsed,
} from './queries.ts'
import { decideNewcomer, rolesFor } from './rules.ts'

export type ComingRefusal =
  'email-not-verified' | 'no-role' | 'student-account' | 'connected-elsewhere' | 'has-another'

export type CameIn = { ok: true; personId: string } | { ok: false; reason: ComingRefusal }

interface Visit {
  claims: Claims
  mapping: SingleSignOnSettings['roles']
  /** Somebody signed in here who wants to connect this account with the provider's. */
  connect: string | undefined
}

/** Finds, connects or makes the person whom the provider vouches for, and brings their roles up to date. */
export async function comeIn(tx: Tx, { claims, mapping, connect }: Visit, now: Date): Promise<CameIn> {
  const known = await knownOrFirst(tx, claims)
  const found =
    connect !== undefined
      ? await connected(tx, claims, { personId: connect, known }, now)
      : known !== undefined
        ? { ok: true as const, personId: known }
        : await newcomer(tx, claims, mapping, now)
  if (!found.ok) return found
  await updateLastUsed(tx, claims, now)
  const roles = await keepRoles(tx, found.personId, claims.groups, mapping, now)
  return roles.length === 0 ? { ok: false, reason: 'no-role' } : found
}

async function knownOrFirst(tx: Tx, claims: Claims): Promise<string | undefined> {
  const known = await findByIdentity(tx, claims)
  if (known !== undefined) return known
  await lockFirstTime(tx)
  return findByIdentity(tx, claims)
}

async function connected(
  tx: Tx,
  claims: Claims,
  { personId, known }: { personId: string; known: string | undefined },
  now: Date,
): Promise<CameIn> {
  if (known === personId) return { ok: true, personId }
  if (known !== undefined) return { ok: false, reason: 'connected-elsewhere' }
  if (await hasIdentity(tx, personId, claims.issuer)) return { ok: false, reason: 'has-another' }
  // Whoever registered this account may have known its password before its owner did, or have a link
  // to its calendar: they must not open what staff see.
  if (!isStaff(await listRoles(tx, personId))) {
    await deletePassword(tx, personId)
    await endOtherSessions(tx, personId, null)
    await deleteFeed(tx, personId)
  }
  await link(tx, claims, personId, now)
  return { ok: true, personId }
}

async function newcomer(
  tx: Tx,
  claims: Claims,
  mapping: SingleSignOnSettings['roles'],
  now: Date,
): Promise<CameIn> {
  const { email } = claims
  const person = email === undefined ? undefined : await findPersonByEmail(tx, email)
  const known = person === undefined ? undefined : await listRoles(tx, person.id)
  const decision = decideNewcomer({ email, known, due: rolesFor(claims.groups, mapping) })
  if (!decision.ok) return decision
  if (person !== undefined) {
    if (await hasIdentity(tx, person.id, claims.issuer)) return { ok: false, reason: 'has-another' }
    await link(tx, claims, person.id, now)
    await updateConfirmed(tx, person.id, now)
    return { ok: true, personId: person.id }
  }
  return { ok: true, personId: await added(tx, claims, email ?? '', now) }
}

async function added(tx: Tx, claims: Claims, email: string, now: Date): Promise<string> {
  const personId = await insertPerson(tx, {
    name: claims.name ?? email.replace(/@.*$/, ''),
    email,
    phone: null,
    preferred_contact: 'email',
    what_helps: '',
    created_at: now,
  })
  await updateConfirmed(tx, personId, now)
  await insertIdentity(tx, claims, personId, now)
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: personId, action: 'person.single-sign-on-added', subject })
  return personId
}

async function link(tx: Tx, claims: Claims, personId: string, now: Date): Promise<void> {
  await insertIdentity(tx, claims, personId, now)
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, {
    at: now,
    actorId: personId,
    action: 'person.single-sign-on-linked',
    subject,
  })
}
