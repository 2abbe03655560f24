import { deleteFeed } from '../../calendar/queries.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { SingleSignOnSettings } from '../../config/single-sign-on.ts'
import type { Tx } from '../../database/schema.ts'
import { listRoles } from '../people/queries.ts'
import { findPersonByEmail, insertPerson } from '../queries.ts'
import { findOwnerById, isUnproven, updateConfirmed } from '../proofs/queries.ts'
import { isSameAddress } from '../proofs/rules.ts'
import { endOtherSessions, holdSession } from '../sessions/queries.ts'
import { isStaff } from '../second-factor/rules.ts'
import type { Claims } from './claims.ts'
import { keepRoles } from './keep-roles.ts'
import type { Settings } from './mails.ts'
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
  | 'email-not-verified'
  | 'no-role'
  | 'student-account'
  | 'connected-elsewhere'
  | 'has-another'
  | 'address-not-confirmed'
  | 'begin-again'

export type CameIn = { ok: true; personId: string } | { ok: false; reason: ComingRefusal }

interface Visit {
  claims: Claims
  mapping: SingleSignOnSettings['roles']
  settings: Settings
  /** Somebody signed in here, in this session, who wants to connect this account with the provider's. */
  connect: { personId: string; sid: string } | undefined
}

/** Finds, connects or makes the person whom the provider vouches for, and brings their roles up to date. */
export async function comeIn(
  tx: Tx,
  { claims, mapping, settings, connect }: Visit,
  now: Date,
): Promise<CameIn> {
  const known = await knownOrFirst(tx, claims)
  const found =
    connect !== undefined
      ? await connected(tx, claims, { ...connect, known }, now)
      : known !== undefined
        ? { ok: true as const, personId: known }
        : await newcomer(tx, claims, mapping, now)
  if (!found.ok) return found
  await updateLastUsed(tx, claims, now)
  const roles = await keepRoles(tx, found.personId, { groups: claims.groups, mapping, settings }, now)
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
  { personId, sid, known }: { personId: string; sid: string; known: string | undefined },
  now: Date,
): Promise<CameIn> {
  if (!(await holdSession(tx, personId, sid))) return { ok: false, reason: 'begin-again' }
  if (known === personId) return { ok: true, personId }
  if (known !== undefined) return { ok: false, reason: 'connected-elsewhere' }
  if (await hasIdentity(tx, personId, claims.issuer)) return { ok: false, reason: 'has-another' }
  if (!(await provesAddress(tx, claims, personId, now))) return { ok: false, reason: 'address-not-confirmed' }
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

/**
 * Whoever reads the mail of an address that nobody has shown to be theirs comes in as its owner one day: into an account
 * of the staff's, if it were connected before. The provider may know that it is theirs.
 */
async function provesAddress(tx: Tx, { email }: Claims, personId: string, now: Date): Promise<boolean> {
  if (!(await isUnproven(tx, personId))) return true
  const person = await findOwnerById(tx, personId)
  if (email === undefined || !isSameAddress(person?.email, email)) return false
  await updateConfirmed(tx, personId, now)
  return true
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
