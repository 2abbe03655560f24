import { type Doing, recordInAuditTrail } from '../../../database/audit-trail.ts'
import type { Tx } from '../../../database/schema.ts'
import { askToTellOfMissing } from '../alerts/ask-to-tell.ts'
import { lockTrainer } from '../queries.ts'
import { type Absence, deleteAbsence, findAbsence, listRunsBetween, upsertAbsence } from './queries.ts'

export interface DaysAway {
  first_day: string
  last_day: string
  note: string
}

interface Noting extends Doing {
  timeZone: string
}

/**
 * Notes days on which a trainer cannot come; false for somebody who is none. What they were to teach then is found by its
 * day wherever it is shown. The trail says only that it was noted: the days and the note are gone from it when they go here.
 */
export async function noteAbsence(
  tx: Tx,
  personId: string,
  { first_day, last_day, note }: DaysAway,
  { now, actorId, timeZone }: Noting,
): Promise<boolean> {
  if (!(await lockTrainer(tx, personId))) return false
  const days = { starts_on: first_day, ends_on: last_day }
  await upsertAbsence(tx, { person_id: personId, ...days, note, noted_at: now })
  const subject = { kind: 'trainer' as const, id: personId }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'trainer.away-noted', subject })
  await askAbout(tx, { person_id: personId, ...days }, { now, timeZone, atOnce: actorId === personId })
  return true
}

/** They can come after all, or it is an old note. `only`: somebody whose it must be. */
export async function removeAbsence(
  tx: Tx,
  id: string,
  { now, actorId, timeZone }: Noting,
  only?: string,
): Promise<Absence | undefined> {
  const absence = await findAbsence(tx, id)
  if (absence === undefined || (only !== undefined && absence.person_id !== only)) return undefined
  if ((await deleteAbsence(tx, id)) === undefined) return undefined
  const subject = { kind: 'trainer' as const, id: absence.person_id }
  await recordInAuditTrail(tx, { at: now, actorId, action: 'trainer.away-ended', subject })
  await askAbout(tx, absence, { now, timeZone, atOnce: false })
  return absence
}

async function askAbout(
  tx: Tx,
  { person_id, starts_on, ends_on }: Pick<Absence, 'person_id' | 'starts_on' | 'ends_on'>,
  { atOnce, ...at }: { now: Date; timeZone: string; atOnce: boolean },
): Promise<void> {
  const days = { personId: person_id, from: starts_on, until: ends_on }
  for (const runId of await listRunsBetween(tx, days, at)) await askToTellOfMissing(tx, runId, { atOnce })
}
