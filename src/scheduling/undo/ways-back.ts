// How each kind of change is taken back. The run is held.
import { forgetTakenBack } from '../../calendar/queries.ts'
import type { Doing } from '../../database/audit-trail.ts'
import type { Expertise, Tx } from '../../database/schema.ts'
import type { Change, Details } from '../../editing/merge-edits.ts'
import type { Saved } from '../../editing/save-edits.ts'
import { listSessions, type Run, updateRun } from '../queries.ts'
import { changeRun } from '../runs/change-run.ts'
import { runDetails } from '../runs/details.ts'
import { countEverEnrolled, deleteRun, findRunToEdit } from '../runs/queries.ts'
import { cancelSession, reinstateSession, type Turned } from '../sessions/cancel.ts'
import { changeSession } from '../sessions/change.ts'
import { sessionWords } from '../sessions/details.ts'
import { tellTrainersCalendars } from '../trainers/alerts/ask-to-tell.ts'
import { changeTeam, type TeamChange, type TeamChanged } from '../trainers/change-team.ts'
import {
  deleteSession,
  havePeopleCome,
  isDateTouchedSince,
  isDateTurnedSince,
  isRunTouchedSince,
  isTeamTouchedSince,
} from './queries.ts'
import type { PastChange, Undoable, UndoRefusal } from './rules.ts'

type Tried = { ok: true } | { ok: false; reason: UndoRefusal }

interface Held {
  run: Run
  /** What one press did: one change, or somebody who left and somebody who came. */
  all: [PastChange, ...PastChange[]]
}

type WayBack = (tx: Tx, held: Held, timeZone: string, doing: Doing) => Promise<Tried>

async function forgetDraft(tx: Tx, { run, all: [change] }: Held): Promise<Tried> {
  if (run.status !== 'draft' || (await isRunTouchedSince(tx, change)))
    return { ok: false, reason: 'changed-since' }
  if ((await countEverEnrolled(tx, run.id)) > 0) return { ok: false, reason: 'people-on-it' }
  if (!(await forgetTakenBack(tx, run.id))) return { ok: false, reason: 'changed-since' }
  await deleteRun(tx, run.id)
  return { ok: true }
}

/** Back to a draft, which has no registers, as long as nobody has asked for a place on it or come without one. Its course stays in the prospectus. */
async function unpublish(tx: Tx, { run }: Held, _timeZone: string, { now }: Doing): Promise<Tried> {
  if (run.status !== 'published') return { ok: false, reason: 'changed-since' }
  if ((await countEverEnrolled(tx, run.id)) > 0) return { ok: false, reason: 'people-on-it' }
  if (await havePeopleCome(tx, run.id)) return { ok: false, reason: 'people-came' }
  await updateRun(tx, run.id, { status: 'draft', co_delivery_override: null, pair_broken_at: null }, now)
  await tellTrainersCalendars(tx, run.id)
  return { ok: true }
}

async function runAsItWas(tx: Tx, { all: [change] }: Held, timeZone: string, doing: Doing): Promise<Tried> {
  const run = await findRunToEdit(tx, change.runId)
  if (run === undefined) return { ok: false, reason: 'changed-since' }
  const edits = editsBack(runDetails(run, timeZone), change)
  return asSaved(await changeRun(tx, run.id, edits, timeZone, doing))
}

async function dateAsItWas(tx: Tx, { all: [change] }: Held, timeZone: string, doing: Doing): Promise<Tried> {
  const session = (await listSessions(tx, [change.runId])).find(({ id }) => id === change.sessionId)
  if (session === undefined) return { ok: false, reason: 'changed-since' }
  const edits = editsBack(sessionWords(session, timeZone), change)
  // Nothing is asked first: who has something else then by now is counted when it is done.
  const wish = { timeZone, allTheSame: true, endMayGo: true as const }
  return asSaved(await changeSession(tx, session.id, edits, wish, doing))
}

/** As if somebody had opened the page as the change left it, and typed what stood there before. */
function editsBack<Of extends Details>(now: Of, { detail }: PastChange): { typed: Of; base: Details } {
  const { changes = [] } = (detail ?? {}) as { changes?: Change[] }
  const made = (which: 'before' | 'after') =>
    Object.fromEntries(changes.map((change) => [change.field, change[which]]))
  return { typed: { ...now, ...made('before') }, base: { ...now, ...made('after') } }
}

function asSaved(saved: Saved<Details>): Tried {
  return saved.ok ? { ok: true } : { ok: false, reason: 'changed-since' }
}

function asTried(turned: Turned): Tried {
  if (turned.ok) return { ok: true }
  switch (turned.reason) {
    case 'room-taken':
    case 'trainer-busy':
      return { ok: false, reason: 'taken-since' }
    case 'place-unused':
    case 'course-gone':
      return { ok: false, reason: turned.reason }
    case 'in-the-past':
      return { ok: false, reason: 'begun' }
    default:
      return { ok: false, reason: 'changed-since' }
  }
}

/** A date that was called off, or put back on, by this change and by nothing after it. */
const turnedBy =
  (turn: typeof cancelSession): WayBack =>
  async (tx, { all: [change] }, _timeZone, doing) =>
    (await isDateTurnedSince(tx, change))
      ? { ok: false, reason: 'changed-since' }
      : asTried(await turn(tx, change.sessionId ?? '', doing))

/**
 * Nobody but its trainers was ever told of it: then it goes. Else it is called off, so that everybody hears, and their
 * calendar too. One that has begun stays: people are there, also where nobody has a place, as at a drop-in.
 */
async function withoutDate(
  tx: Tx,
  { run, all: [change] }: Held,
  _timeZone: string,
  doing: Doing,
): Promise<Tried> {
  const id = change.sessionId ?? ''
  if (await isDateTouchedSince(tx, change)) return { ok: false, reason: 'changed-since' }
  if (change.startsAt !== null && change.startsAt <= doing.now) return { ok: false, reason: 'begun' }
  if ((await countEverEnrolled(tx, run.id)) > 0) return asTried(await cancelSession(tx, id, doing))
  await deleteSession(tx, id)
  await tellTrainersCalendars(tx, run.id)
  return { ok: true }
}

/** Whoever came leaves, and whoever left comes back: one press may have done both. */
async function teamAsItWas(tx: Tx, { run, all }: Held, _timeZone: string, doing: Doing): Promise<Tried> {
  const back: TeamChange = { leaves: null, comes: null, reason: null }
  for (const { action, detail } of all) {
    const { personId, expertise } = detail as { personId: string; expertise?: Expertise }
    if (action === 'run.trainer-added') back.leaves = personId
    else if (expertise !== undefined) back.comes = { personId, expertise }
  }
  const people = [back.leaves, back.comes?.personId].filter((id) => typeof id === 'string')
  const last = { number: Math.max(...all.map(({ number }) => number)), runId: run.id }
  if (people.length === 0 || (await isTeamTouchedSince(tx, last, people)))
    return { ok: false, reason: 'changed-since' }
  const changed = await changeTeam(tx, run.id, back, doing)
  return changed.ok ? { ok: true } : { ok: false, reason: teamRefusals[changed.reason] }
}

const teamRefusals = {
  'not-found': 'changed-since',
  'run-over': 'changed-since',
  'there-already': 'changed-since',
  'gone-already': 'changed-since',
  'needs-reason': 'needs-reason',
  'not-a-trainer': 'no-trainer-now',
  busy: 'taken-since',
} as const satisfies Record<Exclude<TeamChanged, { ok: true }>['reason'], UndoRefusal>

export const waysBack: Record<Undoable, WayBack> = {
  'run.planned': forgetDraft,
  'run.published': unpublish,
  'run.published-with-override': unpublish,
  'run.changed': runAsItWas,
  'run.trainer-added': teamAsItWas,
  'run.trainer-left': teamAsItWas,
  'session.changed': dateAsItWas,
  'session.added': withoutDate,
  'session.cancelled': turnedBy(reinstateSession),
  'session.reinstated': turnedBy(cancelSession),
}
