import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { PreferredContact, Role, Tx } from '../../database/schema.ts'
import { askToConfirmEmail } from '../proofs/ask-to-confirm.ts'
import { findAgreement, insertPerson, insertRole } from '../queries.ts'
import { insertAcceptanceByStaff } from './queries.ts'

export interface NewPerson {
  name: string
  phone: string | null
  /** Asked whether it is theirs; until they say so, it is not. */
  email: string | null
  postalAddress: string
  preferredContact: PreferredContact
  whatHelps: string
  /** How they agreed to what is in force now; undefined when they have not yet. */
  agreed: 'paper' | 'verbal' | undefined
  roles: Role[]
}

/**
 * Makes the record of somebody who phones, visits or writes. It has no email: an address becomes theirs only when its
 * owner says so.
 */
export async function addPersonByOffice(tx: Tx, person: NewPerson, by: string, now: Date): Promise<string> {
  const id = await insertPerson(tx, {
    name: person.name,
    email: null,
    phone: person.phone,
    postal_address: person.postalAddress,
    preferred_contact: person.preferredContact,
    what_helps: person.whatHelps,
    created_at: now,
  })
  for (const role of person.roles) await insertRole(tx, id, role, now)
  const trail = { at: now, actorId: by, subject: { kind: 'person' as const, id } }
  const { roles } = person
  await recordInAuditTrail(tx, { ...trail, action: 'person.added-by-office', detail: { roles } })
  const { email } = person
  if (email !== null) await askToConfirmEmail(tx, { personId: id, email, askedBy: by }, { now })
  if (person.agreed !== undefined) await noteWhatIsInForce(tx, id, person.agreed, by, now)
  return id
}

/** The agreement and the privacy notice as they are now: they go together, on paper and when they are read out. */
async function noteWhatIsInForce(
  tx: Tx,
  personId: string,
  means: 'paper' | 'verbal',
  by: string,
  now: Date,
): Promise<void> {
  for (const kind of ['agreement', 'privacy-notice'] as const) {
    const document = await findAgreement(tx, now, kind)
    if (document !== undefined) await recordAgreement(tx, { personId, document, means }, by, now)
  }
}

/** Notes that somebody agreed to this version by word of mouth or on paper. False when they had agreed to it before. */
export async function recordAgreement(
  tx: Tx,
  { personId, document, means }: { personId: string; document: Document; means: 'paper' | 'verbal' },
  by: string,
  now: Date,
): Promise<boolean> {
  const noted = await insertAcceptanceByStaff(tx, {
    person_id: personId,
    agreement_id: document.id,
    accepted_at: now,
    means,
    recorded_by: by,
  })
  if (noted)
    await recordInAuditTrail(tx, {
      at: now,
      actorId: by,
      action: 'person.agreement-recorded',
      subject: { kind: 'person', id: personId },
      detail: { kind: document.kind, version: document.version, means },
    })
  return noted
}

type Document = { id: string; kind: string; version: number }
