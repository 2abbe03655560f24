import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Role, Tx } from '../../database/schema.ts'
import { insertRole } from '../queries.ts'
import {
  countOtherAdministrators,
  deleteRole,
  listRoles,
  lockAdministrators,
  lockForOffice,
  lockRoles,
} from './queries.ts'
import { decideRoles, type RoleDecision } from './rules.ts'

export type RolesChanged = RoleDecision | { ok: false; reason: 'not-found' }

/** Gives and takes roles. Each is a line of the audit trail of its own. */
export async function changeRoles(
  tx: Tx,
  change: { personId: string; wanted: Role[]; confirmed: boolean },
  by: string,
  now: Date,
): Promise<RolesChanged> {
  const { personId } = change
  const person = await lockForOffice(tx, personId)
  if (person === undefined) return { ok: false, reason: 'not-found' }
  await lockAdministrators(tx)
  const toTeach = await lockRoles(tx, personId, now)
  const decided = decideRoles({
    has: await listRoles(tx, personId),
    wanted: change.wanted,
    own: personId === by,
    confirmed: change.confirmed,
    datesToTeach: toTeach,
    unproven: person.registration_key !== null && person.email_confirmed_at === null,
    otherAdministrators: await countOtherAdministrators(tx, personId),
  })
  if (!decided.ok) return decided
  const trail = { at: now, actorId: by, subject: { kind: 'person' as const, id: personId } }
  for (const role of decided.given) {
    await insertRole(tx, personId, role, now)
    await recordInAuditTrail(tx, { ...trail, action: 'person.role-given', detail: { role } })
  }
  for (const role of decided.taken) {
    await deleteRole(tx, personId, role)
    await recordInAuditTrail(tx, { ...trail, action: 'person.role-taken', detail: { role } })
  }
  return decided
}
