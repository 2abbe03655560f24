import { endProofs } from '../../accounts/proofs/queries.ts'
import { endOtherSessions } from '../../accounts/sessions/queries.ts'
import { deleteIdentities } from '../../accounts/single-sign-on/queries.ts'
import { deleteFeed } from '../../calendar/queries.ts'
import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import type { Run } from '../../scheduling/queries.ts'
import type { Context } from '../context.ts'
import type { Enrolment } from '../queries.ts'
import { transition } from '../transition.ts'
import { askToRefreshTeaching } from '../teaching-invites/refresh.ts'
import { listRunsInCalendar } from '../teaching-invites/queries.ts'
import { settleCalendar } from './calendars.ts'
import { holdRecords } from './hold.ts'
import { tellOfMerge } from './letters.ts'
import type { Person, PersonChange } from './person.ts'
import { findSide, getTrainerFacts, insertMerge, listLiveOf, updatePerson } from './queries.ts'
import { recount } from './recount.ts'
import { expectStaying, joinCalls, joinMarks } from './marks-queries.ts'
import { moving } from './references.ts'
import {
  deleteSameDates,
  findOne,
  insertRow,
  mergeNeeds,
  moveRows,
  type OneEach,
  swapOnes,
} from './row-queries.ts'
import {
  type Choices,
  decideMerge,
  type Doubled,
  doubledPlaces,
  isUnproven,
  mergedDetails,
  type MergeRefusal,
  type Which,
} from './rules.ts'

export interface Merging {
  keptId: string
  mergedId: string
  choices: Choices
}

export type Merged =
  { ok: true; mergeId: string } | { ok: false; reason: 'not-found' } | ({ ok: false } & MergeRefusal)

interface Doing {
  mergeId: string
  keptId: string
  mergedId: string
  runs: Run[]
  by: string
  now: Date
}

/** Makes one record of two of the same person. Everything is noted, so that undoMerge changes back exactly that. */
export async function mergeRecords(tx: Tx, merging: Merging, by: string, context: Context): Promise<Merged> {
  const { keptId, mergedId, choices } = merging
  const runs = await holdRecords(tx, [keptId, mergedId])
  const [kept, merged] = [await findSide(tx, keptId), await findSide(tx, mergedId)]
  if (kept === undefined || merged === undefined) return { ok: false, reason: 'not-found' }
  const trainers = await getTrainerFacts(tx, keptId, mergedId)
  const decided = decideMerge({ kept, merged, trainers }, choices)
  if (!decided.ok) return decided
  const now = context.clock()
  const mergeId = await insertMerge(tx, {
    kept_id: keptId,
    merged_id: mergedId,
    merged_at: now,
    merged_by: by,
  })
  const doing = { mergeId, keptId, mergedId, runs, by, now }
  await endWorsePlaces(tx, doing, context)
  await settleOnes(tx, doing, 'emergency_contact', choices.contact)
  await settleOnes(tx, doing, 'supporter', choices.supporter)
  if (isUnproven(merged)) await endWaysIn(tx, mergedId)
  await moveEverything(tx, doing)
  await joinMarks(tx, keptId, doing)
  await joinCalls(tx, keptId, doing)
  await mergeDetails(tx, doing, { kept: kept.person, merged: merged.person }, choices)
  await endSignIn(tx, doing)
  // First out of the one calendar, then into the other: they may be of one address.
  await settleCalendar(tx, { personId: mergedId, noteWith: keptId, runs }, now, context)
  await settleCalendar(tx, { personId: keptId, noteWith: keptId, runs }, now, context)
  for (const personId of [mergedId, keptId])
    await askToRefreshTeaching(tx, await listRunsInCalendar(tx, personId, now))
  await tellOfMerge(
    tx,
    { keptId, left: choices.email === 'merged' ? kept.person : merged.person, now },
    context,
  )
  await recount(tx, runs)
  await noteInTrail(tx, doing)
  return { ok: true, mergeId }
}

async function endWorsePlaces(tx: Tx, doing: Doing, context: Context): Promise<void> {
  const { keptId, mergedId, runs, by, now } = doing
  const doubled: Doubled<Enrolment>[] = doubledPlaces(
    await listLiveOf(tx, keptId),
    await listLiveOf(tx, mergedId),
  )
  for (const { runId, stays, ends } of doubled) {
    const run = runs.find(({ id }) => id === runId)
    if (run === undefined) throw new Error('A place on a run that is not held')
    await expectStaying(tx, ends.id, stays.id)
    const actor = { kind: 'staff' as const, id: by }
    const moved = await transition(tx, { run, enrolment: ends }, { action: 'merge', by: actor, now }, context)
    if (!moved.ok) throw new Error(`A place that is live could not be merged: ${moved.reason}`)
    await insertRow(tx, doing.mergeId, {
      table_name: 'enrolment',
      row_key: { id: ends.id },
      column_name: 'status',
      was: ends.status,
      became: 'merged',
    })
  }
}

/** Of whom there can be one: the chosen one goes to the kept record, and the other stays with the merged one. */
async function settleOnes(tx: Tx, doing: Doing, table: OneEach, choice: Which): Promise<void> {
  const { keptId, mergedId, mergeId } = doing
  const [own, other] = [await findOne(tx, table, keptId), await findOne(tx, table, mergedId)]
  if (other === undefined || (own !== undefined && choice === 'kept')) return
  await swapOnes(tx, table, keptId, mergedId)
  const moved = (row: typeof other, was: string, became: string) =>
    insertRow(tx, mergeId, {
      table_name: table,
      row_key: { updated_at: row.updated_at.toISOString() },
      column_name: 'person_id',
      was,
      became,
    })
  await moved(other, mergedId, keptId)
  if (own !== undefined) await moved(own, keptId, mergedId)
}

async function moveEverything(tx: Tx, doing: Doing): Promise<void> {
  await deleteSameDates(tx, doing)
  for (const one of moving) await moveRows(tx, one, doing)
  await mergeNeeds(tx, doing, doing.now)
}

async function mergeDetails(
  tx: Tx,
  { mergeId, keptId, mergedId }: Doing,
  people: { kept: Person; merged: Person },
  choices: Choices,
): Promise<void> {
  const changes = mergedDetails(people.kept, people.merged, choices)
  // An address has one owner: it is given up before it is taken.
  await changeAndNote(tx, mergeId, mergedId, people.merged, changes.merged)
  await changeAndNote(tx, mergeId, keptId, people.kept, changes.kept)
}

async function changeAndNote(
  tx: Tx,
  mergeId: string,
  id: string,
  before: Person,
  change: PersonChange,
): Promise<void> {
  const changed = (Object.keys(change) as (keyof PersonChange)[]).filter(
    (name) => JSON.stringify(change[name]) !== JSON.stringify(before[name]),
  )
  await updatePerson(tx, id, Object.fromEntries(changed.map((name) => [name, change[name]])))
  for (const name of changed) {
    const [was, became] = [before[name], change[name] ?? null]
    await insertRow(tx, mergeId, { table_name: 'person', row_key: { id }, column_name: name, was, became })
  }
}

/**
 * Whoever registered with somebody else's address must not come in, or look in, by what they set up: of another record,
 * both would lead to the one that stays. For good: undoing the merge does not bring them back.
 */
async function endWaysIn(tx: Tx, mergedId: string): Promise<void> {
  await deleteFeed(tx, mergedId)
  await deleteIdentities(tx, mergedId)
}

/** Links on their way to either record were asked for before anybody knew that it is one person. */
async function endSignIn(tx: Tx, { keptId, mergedId, now }: Doing): Promise<void> {
  await endOtherSessions(tx, mergedId, null)
  for (const id of [keptId, mergedId]) await endProofs(tx, id, 'every', now)
}

async function noteInTrail(tx: Tx, { mergeId, keptId, mergedId, by, now }: Doing): Promise<void> {
  for (const [id, other] of [
    [keptId, mergedId],
    [mergedId, keptId],
  ] as const) {
    await recordInAuditTrail(tx, {
      at: now,
      actorId: by,
      action: 'person.merged',
      subject: { kind: 'person', id },
      detail: { merge: mergeId, with: other, kept: keptId },
    })
  }
}
