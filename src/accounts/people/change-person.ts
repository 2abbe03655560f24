import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { PreferredContact, Tx } from '../../database/schema.ts'
import { askToConfirmEmail } from '../proofs/ask-to-confirm.ts'
import { lockForOffice, updateByOffice } from './queries.ts'
import { decideReach, type ReachRefusal } from './rules.ts'

export interface OfficeChange {
  name: string
  phone: string | null
  /** A new address, which is theirs once they say so; null to leave it as it is. */
  email: string | null
  postal_address: string
  preferred_contact: PreferredContact
  best_time: string
  /** Stays as it is when left out. */
  reminders?: boolean | undefined
  /** Put below what is there, which the office does not see here. */
  what_helps_too: string
}

export type Changed = { ok: true } | { ok: false; reason: 'not-found' | 'too-much-help' | ReachRefusal }

const mostHelp = 2000

/** Saves what somebody told the office of themselves. The trail says which details changed, and never what they say. */
export async function changeByOffice(
  tx: Tx,
  personId: string,
  change: OfficeChange,
  by: string,
  now: Date,
): Promise<Changed> {
  const before = await lockForOffice(tx, personId)
  if (before === undefined) return { ok: false, reason: 'not-found' }
  const reach = decideReach({ ...change, email: before.email })
  if (!reach.ok) return reach
  const { what_helps_too: more, email, reminders = before.reminders, ...rest } = change
  const whatHelps = [before.what_helps, more].filter(Boolean).join('\n')
  if (whatHelps.length > mostHelp) return { ok: false, reason: 'too-much-help' }
  if (email !== null && email.toLowerCase() !== before.email?.toLowerCase())
    await askToConfirmEmail(tx, { personId, email, askedBy: by }, { now })
  const after = { ...rest, reminders, what_helps: whatHelps }
  const changed = (Object.keys(after) as (keyof typeof after)[]).filter((key) => after[key] !== before[key])
  if (changed.length === 0) return { ok: true }
  await updateByOffice(tx, personId, after)
  await recordInAuditTrail(tx, {
    at: now,
    actorId: by,
    action: 'person.changed-by-office',
    subject: { kind: 'person', id: personId },
    detail: { changed },
  })
  return { ok: true }
}
