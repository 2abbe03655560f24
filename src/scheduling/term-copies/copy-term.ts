import { randomUUID } from 'node:crypto'
import { type Doing, recordAllInAuditTrail, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { updateModes } from '../queries.ts'
import { addTerm } from '../terms/change-term.ts'
import { findTerm, type NamedDays } from '../terms/queries.ts'
import { findCopy } from './copy-queries.ts'
import { type Calendar, type CopyAsked, findWaysBack, lookAtCopy } from './look-at-copy.ts'
import type { PlacedRun } from './place-runs.ts'
import { listRulesOfRuns, lockPlacesAndTrainers, lockTerms } from './queries.ts'
import { shiftMoment } from './rules.ts'
import { type DraftToWrite, insertCopy, insertDates, insertDrafts, insertTeams } from './write-queries.ts'

export interface CopyWanted extends CopyAsked {
  /** Of the form: sent twice, it makes one copy. */
  copyId: string
  runIds: Set<string>
  /** What is added when the copy goes into a new term. */
  newTerm: NamedDays | undefined
  /** What was shown, as `lookAtCopy` marks it. */
  mark: string
}

interface Noted {
  copyId: string
  termId: string
  drafts: { id: string; fromRunId: string }[]
  detail: Record<string, unknown>
}

export type Copied =
  | { ok: true; copyId: string }
  | { ok: false; reason: 'not-found' }
  /** Something is no longer as it was shown. Nothing was copied. */
  | { ok: false; reason: 'changed-meanwhile' }

/**
 * Copies the runs of a term as drafts. Throws on a term name that is taken (`term_name_key`), and when somebody took a
 * room or a trainer in this very moment: `one_session_in_a_room_at_once`, `one_trainer_in_one_place_at_once`.
 */
export async function copyTerm(
  tx: Tx,
  wanted: CopyWanted,
  calendar: Calendar,
  actorId: string | null,
): Promise<Copied> {
  const { copyId, fromId, intoId, newTerm } = wanted
  const termIds = [fromId, ...(intoId === null ? [] : [intoId])]
  if ((await lockTerms(tx, termIds)).length < termIds.length) return { ok: false, reason: 'not-found' }
  const before = await findCopy(tx, copyId)
  if (before !== undefined) return { ok: true, copyId }
  const ways = await findWaysBack(tx, fromId, wanted.asBefore)
  const placesBefore = ways.flatMap((way) => [...way.values()].map(({ place }) => place))
  await lockPlacesAndTrainers(tx, fromId, placesBefore)
  const { runs, mark } = await lookAtCopy(tx, wanted, calendar)
  if (mark !== wanted.mark) return { ok: false, reason: 'changed-meanwhile' }
  const doing = { now: calendar.now, actorId }
  const termId = intoId ?? (await addTermLike(tx, fromId, newTerm, doing))
  if (termId === undefined) return { ok: false, reason: 'not-found' }
  await write(
    tx,
    { ...wanted, termId },
    runs.filter(({ isTaken }) => isTaken),
    calendar,
    doing,
  )
  return { ok: true, copyId }
}

/** What one person may take of a term is as it was in the last. */
async function addTermLike(tx: Tx, fromId: string, newTerm: NamedDays | undefined, doing: Doing) {
  if (newTerm === undefined) return undefined
  const from = await findTerm(tx, fromId)
  return addTerm(tx, { ...newTerm, most_courses: from?.most_courses ?? null }, doing)
}

async function write(
  tx: Tx,
  { copyId, fromId, termId, intoId, weeks, asBefore }: CopyWanted & { termId: string },
  taken: PlacedRun[],
  { timeZone }: Calendar,
  doing: Doing,
): Promise<void> {
  const { now } = doing
  const copied = taken.map((placed) => ({ placed, copyRunId: randomUUID(), ...idsFor(placed) }))
  const drafts = draftsOf(copied, await listRulesOfRuns(tx, fromId), { weeks, timeZone })
  const team = copied.flatMap(({ runId, placed }) =>
    runId === null
      ? []
      : placed.trainers.map(({ personId, expertise }) => ({ run_id: runId, person_id: personId, expertise })),
  )
  const gaps = copied.flatMap(gapsOf)
  await insertDrafts(tx, termId, drafts, now)
  const dates = copied.flatMap((one) => one.dates)
  await insertDates(tx, dates, now)
  await insertTeams(tx, team)
  await updateModes(
    tx,
    drafts.map(({ id }) => id),
  )
  const copy = { id: copyId, from_term_id: fromId, into_term_id: termId, made_term: intoId === null, weeks }
  const runs = copied.map(({ copyRunId: id, runId, placed }) => ({ id, fromRunId: placed.run.id, runId }))
  await insertCopy(tx, copy, { runs, gaps }, now)
  const counts = { runs: drafts.length, dates: dates.length, gaps: gaps.length }
  const detail = {
    from: fromId,
    weeks,
    ...counts,
    ...(asBefore.size === 0 ? {} : { asBefore: [...asBefore] }),
  }
  await note(tx, { copyId, termId, drafts, detail }, doing)
}

/** When people can enrol moves as the dates do. */
function draftsOf(
  copied: ({ placed: PlacedRun } & ReturnType<typeof idsFor>)[],
  rules: Awaited<ReturnType<typeof listRulesOfRuns>>,
  shift: Parameters<typeof shiftMoment>[1],
): DraftToWrite[] {
  const rulesOf = new Map(rules.map((rule) => [rule.id, rule]))
  const later = (moment: Date | null | undefined) =>
    moment === null || moment === undefined ? null : shiftMoment(moment, shift)
  return copied.flatMap(({ runId, placed: { run, code } }) => {
    if (runId === null) return []
    const { opensAt, closesAt, priorityOpensAt } = rulesOf.get(run.id) ?? {}
    const moments = { opensAt: later(opensAt), closesAt: later(closesAt) }
    return [{ id: runId, fromRunId: run.id, code, ...moments, priorityOpensAt: later(priorityOpensAt) }]
  })
}

/** In the trail of each draft, and of the term it went into. */
async function note(
  tx: Tx,
  { copyId, termId, drafts, detail }: Noted,
  { now: at, actorId }: Doing,
): Promise<void> {
  await recordAllInAuditTrail(
    tx,
    drafts.map(({ id, fromRunId }) => ({
      at,
      actorId,
      action: 'run.planned' as const,
      subject: { kind: 'run' as const, id },
      detail: { copiedFrom: fromRunId, copy: copyId },
    })),
  )
  const subject = { kind: 'term' as const, id: termId }
  await recordInAuditTrail(tx, { at, actorId, action: 'term.copied', subject, detail })
}

/** A run nothing of which could be placed becomes no draft. */
function idsFor({ dates }: PlacedRun) {
  if (dates.length === 0) return { runId: null, dates: [] }
  const runId = randomUUID()
  return {
    runId,
    dates: dates.map(({ session, times, roomId }) => ({
      id: randomUUID(),
      runId,
      fromSessionId: session.id,
      ...times,
      ...{ venueId: session.venueId, roomId, joinLink: session.joinLink },
    })),
  }
}

/** Each beside the run it is of; a room that is missing, beside the date that lacks it. */
function gapsOf({
  placed,
  copyRunId,
  dates,
}: { placed: PlacedRun; copyRunId: string } & ReturnType<typeof idsFor>) {
  return placed.gaps.map((gap) => {
    const date = dates.find(({ fromSessionId }) => fromSessionId === gap.sessionId)
    return { ...gap, copyRunId, sessionId: date?.id ?? null }
  })
}
