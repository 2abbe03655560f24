import type { Tx } from '../../database/schema.ts'
import { type Enrolment, lockPerson } from '../queries.ts'
import { findLimit } from './queries.ts'
import { isAtLimit } from './rules.ts'

/**
 * Whether somebody whose offer ran out would come back to more courses than the term allows: meanwhile it did not count,
 * and they may have chosen others. Whom staff let past the rule stays past it. Holds the person.
 */
export async function comesBackPastLimit(tx: Tx, enrolment: Enrolment): Promise<boolean> {
  if (enrolment.status !== 'lapsed' || enrolment.rules_waived_at !== null) return false
  await lockPerson(tx, enrolment.person_id)
  return isAtLimit(await findLimit(tx, { runId: enrolment.run_id, personId: enrolment.person_id }))
}
