import { createHash, randomUUID } from 'node:crypto'
import { type Doing, recordAllInAuditTrail } from '../../../database/audit-trail.ts'
import type { Tx } from '../../../database/schema.ts'
import { changesOf } from '../../../editing/merge-edits.ts'
import { bookingTimes, type Contradiction, contradictionIn } from '../../runs/booking.ts'
import { runDetails, type RunDetails } from '../../runs/details.ts'
import {
  listDraftsToEdit,
  listPlannedTimes,
  type PlannedTime,
  type RunRow,
  updateBookings,
} from '../../runs/queries.ts'
import type { Where } from '../look-at-drafts.ts'
import type { Shown } from '../news.ts'
import { listStatuses, lockDraftsAnd } from '../queries.ts'
import type { BookingChange } from './forms.ts'

export interface NamedRun {
  id: string
  title: string
  code: string | null
}

export type BookingChanged =
  /** How many of them became something else. */
  | { ok: true; changed: number }
  /** Rules that cannot stand together, run by run. Nothing was saved. */
  | { ok: false; reason: 'contradictions'; wrong: { run: NamedRun; contradiction: Contradiction }[] }
  /** Others changed these since they were shown, planned them, or published them. Nothing was saved. */
  | { ok: false; reason: 'otherwise'; runs: { title: string }[] }

/** Says of every draft there at once when people can enrol; what was not said stays as it is, run by run. */
export async function changeBookingTogether(
  tx: Tx,
  { term }: Where,
  { change, shown }: { change: BookingChange; shown: Shown },
  timeZone: string,
  { now, actorId }: Doing,
): Promise<BookingChanged> {
  const termId = term?.id ?? null
  await lockDraftsAnd(tx, [], termId)
  const runs = await listDraftsToEdit(tx, termId)
  const others = runs.filter((run) => shown.get(run.id) !== markOf(run, timeZone))
  const there = new Set(runs.map(({ id }) => id))
  const gone = await listStatuses(
    tx,
    [...shown.keys()].filter((id) => !there.has(id)),
  )
  if (others.length + gone.length > 0) return { ok: false, reason: 'otherwise', runs: [...others, ...gone] }
  const made = await changedBookings(tx, runs, change, timeZone)
  const wrong = made.flatMap(({ run, contradiction }) =>
    contradiction === undefined ? [] : [{ run, contradiction }],
  )
  if (wrong.length > 0) return { ok: false, reason: 'contradictions', wrong }
  await updateBookings(
    tx,
    made.map(({ booking }) => booking),
    now,
  )
  const together = randomUUID()
  await recordAllInAuditTrail(
    tx,
    made.map(({ run, changes }) => ({
      ...{ at: now, actorId, action: 'run.changed' as const },
      ...{ subject: { kind: 'run' as const, id: run.id }, detail: { changes, together } },
    })),
  )
  return { ok: true, changed: made.length }
}

/** Those that would become something else. */
async function changedBookings(tx: Tx, runs: RunRow[], change: BookingChange, timeZone: string) {
  const ids = runs.map(({ id }) => id)
  const times = await listPlannedTimes(tx, ids)
  return runs
    .map((run) => becoming(run, change, times.get(run.id) ?? [], timeZone))
    .filter(({ changes }) => changes.length > 0)
}

function becoming(run: RunRow, change: BookingChange, dates: PlannedTime[], timeZone: string) {
  const before = runDetails(run, timeZone)
  const after: RunDetails = { ...before, ...change }
  const times = bookingTimes(after, timeZone)
  const booking = {
    id: run.id,
    ...{ opens: times.enrolment_opens_at, closes: times.enrolment_closes_at, first: times.priority_opens_at },
    ...{ whom: times.priority_for, mode: after.waiting_list_mode },
  }
  const { audience, audience_confirmed, drop_in, first_session_needed } = after
  const rules = { ...times, audience, audience_confirmed, drop_in, first_session_needed }
  const contradiction = contradictionIn(rules, dates)
  return { run, booking, contradiction, changes: changesOf(before, after) }
}

/** What is said of its booking, shortened. */
export function markOf(run: RunRow, timeZone: string): string {
  const details = JSON.stringify(runDetails(run, timeZone))
  return createHash('sha256').update(details).digest('base64url').slice(0, 12)
}
