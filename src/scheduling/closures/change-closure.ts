import type { Doing } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { recordChange } from '../../editing/queries.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import type { NamedDays } from '../terms/queries.ts'
import { deleteClosure, insertClosure, lockClosure, lockClosures, updateClosure } from './queries.ts'

export function closureDetails({ name, starts_on, ends_on }: NamedDays): NamedDays {
  return { name, starts_on, ends_on }
}

/** Days that the college is closed: the time of offers does not run on them. A form that comes twice adds them once. */
export async function addClosure(tx: Tx, details: NamedDays, doing: Doing): Promise<string> {
  const known = await lockClosures(tx)
  const isSame = (one: NamedDays) =>
    one.name === details.name && one.starts_on === details.starts_on && one.ends_on === details.ends_on
  return known.find(isSame)?.id ?? writeClosure(tx, details, doing)
}

async function writeClosure(tx: Tx, details: NamedDays, doing: Doing): Promise<string> {
  const id = await insertClosure(tx, details)
  const changes = changesOf({}, details)
  await recordChange(tx, { action: 'closure.added', subject: { kind: 'closure', id }, changes }, doing)
  return id
}

/** Adds those on whose day nothing is said yet. How many. */
export async function addBankHolidays(tx: Tx, holidays: NamedDays[], doing: Doing): Promise<number> {
  const known = await lockClosures(tx)
  const fresh = missingFrom(known, holidays)
  for (const holiday of fresh) await writeClosure(tx, holiday, doing)
  return fresh.length
}

/** Holidays on whose day the college is not closed already. */
export function missingFrom(known: NamedDays[], holidays: NamedDays[]): NamedDays[] {
  return holidays.filter(
    ({ starts_on }) => !known.some((days) => days.starts_on <= starts_on && starts_on <= days.ends_on),
  )
}

export async function changeClosure(
  tx: Tx,
  id: string,
  edits: Edits<NamedDays>,
  doing: Doing,
): Promise<Saved<NamedDays>> {
  const closure = await lockClosure(tx, id)
  if (closure === undefined) return { ok: false, reason: 'not-found' }
  const subject = { kind: 'closure' as const, id }
  const thing = { subject, action: 'closure.changed' as const, current: closureDetails(closure) }
  return saveEdits(tx, thing, edits, (merged) => updateClosure(tx, id, merged), doing)
}

/** The college is open after all. */
export async function removeClosure(tx: Tx, id: string, doing: Doing): Promise<boolean> {
  const closure = await lockClosure(tx, id)
  if (closure === undefined) return false
  await deleteClosure(tx, id)
  const changes = changesOf(closureDetails(closure), { name: null, starts_on: null, ends_on: null })
  await recordChange(tx, { action: 'closure.removed', subject: { kind: 'closure', id }, changes }, doing)
  return true
}
