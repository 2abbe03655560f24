import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { AuditAction } from '../../database/audit-actions.ts'
import type { SingleSignOnSettings } from '../../config/single-sign-on.ts'
import type { Role, Tx } from '../../database/schema.ts'
import { insertRole } from '../queries.ts'
import {
  countOtherAdministrators,
  deleteRole,
  findLastNoteOfRole,
  listRoles,
  lockAdministrators,
  lockRoles,
} from '../people/queries.ts'
import { type Settings, tellOfKeptRole } from './mails.ts'
import { changesOfRoles } from './rules.ts'

interface Said {
  /** In the provider's words, and what these stand for here. */
  groups: string[]
  mapping: SingleSignOnSettings['roles']
  settings: Settings
}

/**
 * Gives and takes roles as the provider says, each noted; the college's last administrator stays one, and a trainer with
 * dates to give stays one until they are somebody else's, of which the office is told. Gives what they hold then.
 */
export async function keepRoles(
  tx: Tx,
  personId: string,
  { groups, mapping, settings }: Said,
  now: Date,
): Promise<Role[]> {
  const { give, take } = changesOfRoles(await listRoles(tx, personId), groups, mapping)
  const note = (action: AuditAction, role: Role) => {
    const subject = { kind: 'person' as const, id: personId }
    return recordInAuditTrail(tx, { at: now, actorId: null, action, subject, detail: { role } })
  }
  for (const role of give) {
    await insertRole(tx, personId, role, now)
    await note('person.role-given-by-sign-on', role)
  }
  const kept = await rolesToKeep(tx, personId, take, now)
  for (const role of take) {
    const why = kept.get(role)
    if (why !== undefined) {
      // Once: they may sign in every day until then.
      if ((await findLastNoteOfRole(tx, personId, role)) === why) continue
      await note(why, role)
      if (why === 'person.role-kept-for-dates') await tellOfKeptRole(tx, personId, settings, now)
      continue
    }
    await deleteRole(tx, personId, role)
    await note('person.role-taken-by-sign-on', role)
  }
  return listRoles(tx, personId)
}

/** What stays for now, and why. Held in the order of the office's page, which takes roles too. */
async function rolesToKeep(
  tx: Tx,
  personId: string,
  take: Role[],
  now: Date,
): Promise<Map<Role, AuditAction>> {
  const kept = new Map<Role, AuditAction>()
  if (take.includes('administrator') && (await isLastAdministrator(tx, personId)))
    kept.set('administrator', 'person.role-kept')
  if (take.includes('trainer') && (await lockRoles(tx, personId, now)) > 0)
    kept.set('trainer', 'person.role-kept-for-dates')
  return kept
}

async function isLastAdministrator(tx: Tx, personId: string): Promise<boolean> {
  await lockAdministrators(tx)
  return (await countOtherAdministrators(tx, personId)) === 0
}
