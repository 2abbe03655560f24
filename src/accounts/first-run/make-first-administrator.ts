import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { findPersonByEmail } from '../queries.ts'
import { addPerson } from '../register.ts'
import { isFirstRun, lockFirstRun } from './queries.ts'

type Made = { ok: true; personId: string } | { ok: false; reason: 'too-late' | 'email-in-use' }

/** Makes the college's first administrator, and there is only one: of two at once the second is too late. */
export async function makeFirstAdministrator(
  tx: Tx,
  wanted: { name: string; email: string; secret: string },
  now: Date,
): Promise<Made> {
  await lockFirstRun(tx)
  if (!(await isFirstRun(tx))) return { ok: false, reason: 'too-late' }
  // Whoever has this email already has not shown here that it is theirs.
  if ((await findPersonByEmail(tx, wanted.email)) !== undefined) return { ok: false, reason: 'email-in-use' }
  const personId = await addPerson(
    tx,
    { ...wanted, phone: null, whatHelps: '', roles: ['administrator'] },
    now,
  )
  const subject = { kind: 'person' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId: null, action: 'person.made-administrator', subject })
  return { ok: true, personId }
}
