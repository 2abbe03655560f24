import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { enqueueJobs } from '../../jobs/enqueue.ts'
import type { Change } from '../../scheduling/bulk-changes/change.ts'
import { callOffDates, changeDates } from '../../scheduling/bulk-changes/change-dates.ts'
import { type DateInScope, listInScope, lockRuns, type Scope } from '../../scheduling/bulk-changes/queries.ts'
import { lockCoursesOf } from '../../scheduling/course-queries.ts'
import { lockPlaces } from '../../scheduling/sessions/queries.ts'
import { whereOf } from '../dates.ts'
import { changeFor, decideDates, wholeRunsOf } from './look.ts'
import type { Asked } from './forms.ts'
import {
  findBulkChange,
  insertBulkChange,
  insertBulkChangeRuns,
  insertBulkChangeSessions,
} from './queries.ts'
import { type Difference, differenceSince, runsWithOneLink } from './rules.ts'

export interface Confirmed {
  /** Given by the preview: sent twice, it is done once. */
  id: string
  scope: Scope
  asked: Asked
  title: string
  /** The dates left ticked, and all that were shown. */
  dates: ReadonlySet<string>
  seen: string
  /** One link for several runs is meant. */
  one_link?: boolean
}

export type Made =
  | { ok: true; already: boolean }
  | { ok: false; reason: 'place-unused' | 'nothing-chosen' | 'one-link' | 'blocked' }
  | { ok: false; reason: 'changed-meanwhile'; difference: Difference }

/**
 * Changes many dates in this one transaction, with the messages that will tell of it. The preview was a snapshot: when a
 * date is not as it was shown, nothing is done. Somebody who enrolled meanwhile is simply told.
 */
export async function makeBulkChange(
  tx: Tx,
  confirmed: Confirmed,
  timeZone: string,
  doing: Doing,
): Promise<Made> {
  const at = { now: doing.now, timeZone }
  const { id, scope, asked } = confirmed
  const runIds = (await listInScope(tx, scope, at)).map(({ run_id }) => run_id)
  await lockRuns(tx, [...new Set(runIds)])
  if ((await findBulkChange(tx, id)) !== undefined) return { ok: true, already: true }
  const change = await heldChange(tx, asked, runIds)
  if (change === undefined) return { ok: false, reason: 'place-unused' }
  const decided = await decideDates(tx, scope, change, confirmed.dates, at)
  const difference = differenceSince(
    confirmed.seen,
    decided.map(({ was }) => was),
  )
  if (difference !== undefined) return { ok: false, reason: 'changed-meanwhile', difference }
  const chosen = decided.filter((date) => date.chosen)
  if (chosen.length === 0) return { ok: false, reason: 'nothing-chosen' }
  if (runsWithOneLink(change, chosen) > 1 && confirmed.one_link !== true)
    return { ok: false, reason: 'one-link' }
  const dates = chosen.flatMap(({ was, is, obstacles }) =>
    is === undefined || obstacles.length > 0 ? [] : [{ was, is }],
  )
  if (dates.length < chosen.length) return { ok: false, reason: 'blocked' }
  await write(tx, confirmed, { change, dates, timeZone }, doing)
  return { ok: true, already: false }
}

/** While dates go somewhere, nobody takes that out of use, nor the courses of what is put back: read again once it is held. */
async function heldChange(tx: Tx, asked: Asked, runIds: string[]): Promise<Change | undefined> {
  const change = await changeFor(tx, asked)
  if (change?.kind === 'back') {
    await lockCoursesOf(tx, runIds)
    await lockPlaces(
      tx,
      [...change.before.values()].map(({ place }) => place),
    )
  } else if (change === undefined || !('target' in change)) return change
  else await lockPlaces(tx, [{ venueId: change.target.venue_id, roomId: change.target.room_id }])
  return changeFor(tx, asked)
}

interface Writing {
  change: Change
  dates: { was: DateInScope; is: DateInScope }[]
  timeZone: string
}

async function write(
  tx: Tx,
  { id, asked, title }: Confirmed,
  { change, dates, timeZone }: Writing,
  doing: Doing,
): Promise<void> {
  const { reason } = asked
  const was = dates.map((date) => date.was)
  const wholeRuns = change.kind === 'call-off' ? await wholeRunsOf(tx, dates, doing.now) : []
  await insertBulkChange(tx, { id, kind: change.kind, title, reason }, doing.now)
  await insertBulkChangeSessions(tx, id, dates.map(toldOf))
  if (change.kind === 'call-off') await callOffDates(tx, was, { bulkChangeId: id, wholeRuns, reason }, doing)
  else await changeDates(tx, dates, { bulkChangeId: id, timeZone }, doing)
  await insertBulkChangeRuns(tx, id, [...new Set(was.map(({ run_id }) => run_id))], doing.now)
  await recordInAuditTrail(tx, {
    at: doing.now,
    actorId: doing.actorId,
    action: 'bulk-change.made',
    subject: { kind: 'bulk-change', id },
    detail: { kind: change.kind, dates: dates.length },
  })
  await tellAtOnce(tx, was, wholeRuns)
}

function toldOf({ was, is }: { was: DateInScope; is: DateInScope }) {
  return {
    session_id: was.id,
    was_starts_at: was.starts_at,
    was_ends_at: was.ends_at,
    was_where: whereOf(was),
    became_starts_at: is.starts_at,
    became_ends_at: is.ends_at,
    became_where: whereOf(is),
    cancelled: is.status === 'cancelled',
  }
}

/** Not after five minutes, as of a single date: on a bad morning people are about to set out. */
async function tellAtOnce(tx: Tx, dates: DateInScope[], wholeRuns: string[]): Promise<void> {
  const published = dates.filter(({ run_status }) => run_status === 'published')
  const runIds = [...new Set(published.map(({ run_id }) => run_id))].filter((id) => !wholeRuns.includes(id))
  const jobs = runIds.map((runId) => ({ payload: { runId }, key: `invites:${runId}` }))
  await enqueueJobs(tx, 'enrolment.refresh-invites', jobs, 25)
}
