import { recordInAuditTrail } from '../../database/audit-trail.ts'
import type { LiveStatus, Tx } from '../../database/schema.ts'
import { placeIsFree } from '../../catalogue/places.ts'
import type { Run } from '../../scheduling/queries.ts'
import type { Context } from '../context.ts'
import { getPlaces, lockEnrolment } from '../queries.ts'
import { transition } from '../transition.ts'
import { askToRefreshTeaching } from '../teaching-invites/refresh.ts'
import { listRunsInCalendar } from '../teaching-invites/queries.ts'
import { settleCalendar } from './calendars.ts'
import { holdRecords } from './hold.ts'
import { partCalls, partMarks } from './marks-queries.ts'
import type { PersonChange } from './person.ts'
import {
  findAddressOwner,
  findMerge,
  findSide,
  listLiveOf,
  type Merge,
  updatePerson,
  updateUndone,
} from './queries.ts'
import { recount } from './recount.ts'
import { moving } from './references.ts'
import { insertMissingDates, listRows, moveRowsBack, type Noted, partNeeds } from './row-queries.ts'
import { decideRestore, type Side } from './rules.ts'
import { partOnes } from './undo-ones.ts'
import { canBeReached, decideUndo, partedDetails, type UndoRefusal, withoutAddress } from './undo-rules.ts'

export type Undone =
  /** `inLine`: courses of which the place has gone to somebody else meanwhile. */
  | { ok: true; keptId: string; mergedId: string; inLine: string[] }
  | { ok: false; reason: 'not-found' }
  | { ok: false; reason: UndoRefusal; keptId: string }

/**
 * Makes two records again of two that were merged: what was moved goes back, and what came later stays. The calendar link
 * and the single sign-on of a record whose address nobody had confirmed ended with the merge, and do not come back.
 */
export async function undoMerge(tx: Tx, mergeId: string, by: string, context: Context): Promise<Undone> {
  const known = await findMerge(tx, mergeId)
  if (known === undefined) return { ok: false, reason: 'not-found' }
  const { kept_id: keptId, merged_id: mergedId } = known
  const runs = await holdRecords(tx, [keptId, mergedId])
  const merge = await findMerge(tx, mergeId)
  const [kept, merged] = [await findSide(tx, keptId), await findSide(tx, mergedId)]
  if (merge === undefined || kept === undefined || merged === undefined)
    return { ok: false, reason: 'not-found' }
  const { hasLater } = merge
  const decided = decideUndo({ undone: merge.undone_at !== null, hasLater, isClosing: kept.isClosing })
  if (!decided.ok) return { ...decided, keptId }
  const details = await detailsToPart(tx, mergeId, kept, merged)
  if (!canBeReached(kept.person, details.kept))
    return { ok: false, reason: 'nobody-could-be-reached', keptId }
  await updatePerson(tx, keptId, details.kept)
  await updatePerson(tx, mergedId, details.merged)
  await moveEverythingBack(tx, merge)
  const now = context.clock()
  await partCalls(tx, mergeId)
  await partMarks(tx, { mergeId, by, now })
  const inLine = await restorePlaces(tx, { mergeId, runs, by, now }, context)
  for (const personId of [keptId, mergedId]) {
    await settleCalendar(tx, { personId, noteWith: personId, runs }, now, context)
    await askToRefreshTeaching(tx, await listRunsInCalendar(tx, personId, now))
  }
  await recount(tx, runs)
  await updateUndone(tx, mergeId, by, now)
  await noteInTrail(tx, merge, by, now)
  return { ok: true, keptId, mergedId, inLine }
}

async function detailsToPart(tx: Tx, mergeId: string, kept: Side, merged: Side) {
  const rows = await listRows(tx, mergeId, 'person')
  const changesOf = (id: string) =>
    rows
      .filter(({ row_key }) => row_key.id === id)
      .map(({ column_name, was, became }) => ({ column: column_name ?? '', was, became }))
  const own = partedDetails(kept.person, changesOf(kept.person.id))
  const other = partedDetails(merged.person, changesOf(merged.person.id))
  return {
    kept: await whereFree(tx, own, [kept.person.id, merged.person.id]),
    // What the kept record has from somewhere else by now is not taken from it.
    merged: await whereFree(
      tx,
      other,
      'email' in own ? [kept.person.id, merged.person.id] : [merged.person.id],
    ),
  }
}

async function whereFree(tx: Tx, back: PersonChange, theirs: string[]): Promise<PersonChange> {
  const { email } = back
  if (email === undefined || email === null) return back
  const owner = await findAddressOwner(tx, email)
  return owner === undefined || theirs.includes(owner) ? back : withoutAddress(back)
}

async function moveEverythingBack(
  tx: Tx,
  { id, kept_id: keptId, merged_id: mergedId }: Merge,
): Promise<void> {
  for (const one of [...moving].reverse()) await moveRowsBack(tx, one, id)
  await insertMissingDates(tx, mergedId)
  await partNeeds(tx, id)
  await partOnes(tx, 'emergency_contact', { mergeId: id, keptId, mergedId })
  await partOnes(tx, 'supporter', { mergeId: id, keptId, mergedId })
}

interface Doing {
  mergeId: string
  runs: Run[]
  by: string
  now: Date
}

/** Gives back what ended with the merge. The courses of which only a place in line is left. */
async function restorePlaces(tx: Tx, { mergeId, runs, by, now }: Doing, context: Context): Promise<string[]> {
  const ended = (await listRows(tx, mergeId, 'enrolment')).filter(
    ({ column_name }) => column_name === 'status',
  )
  const inLine: string[] = []
  for (const row of ended) {
    const held = await holdEnded(tx, row, runs)
    if (held === undefined) continue
    const { run, enrolment } = held
    const was = row.was as LiveStatus
    const action = decideRestore(was, await standingNow(tx, run, enrolment.person_id, now))
    if (action === undefined) continue
    const step = { action, by: { kind: 'staff' as const, id: by }, now }
    const moved = await transition(tx, held, step, context)
    if (!moved.ok) throw new Error(`A place could not be given back: ${moved.reason}`)
    if (was === 'confirmed' && action === 'restore-waiting') inLine.push(run.title)
  }
  return inLine
}

async function holdEnded(tx: Tx, { row_key }: Noted, runs: Run[]) {
  const enrolment = await lockEnrolment(tx, String(row_key.id))
  const run = runs.find(({ id }) => id === enrolment?.run_id)
  return enrolment?.status === 'merged' && run !== undefined ? { run, enrolment } : undefined
}

async function standingNow(tx: Tx, run: Run, personId: string, now: Date) {
  const live = await listLiveOf(tx, personId)
  return {
    runStatus: run.status,
    isDropIn: run.drop_in,
    hasAnother: live.some(({ run_id }) => run_id === run.id),
    // Where staff decided to be over-full, that decision stands.
    placeFree: run.over_full_reason !== null || placeIsNotTaken(await getPlaces(tx, run.id, now)),
  }
}

/** Whoever waits is not asked first: the place was this person's before. */
function placeIsNotTaken(places: Parameters<typeof placeIsFree>[0]): boolean {
  return placeIsFree({ ...places, waiting: 0 })
}

async function noteInTrail(tx: Tx, merge: Merge, by: string, now: Date): Promise<void> {
  const { id: mergeId, kept_id: kept, merged_id: merged } = merge
  for (const [id, other] of [
    [kept, merged],
    [merged, kept],
  ] as const) {
    await recordInAuditTrail(tx, {
      at: now,
      actorId: by,
      action: 'person.merge-undone',
      subject: { kind: 'person', id },
      detail: { merge: mergeId, with: other, kept },
    })
  }
}
