import type { AuditAction } from '../../database/audit-actions.ts'
import type { RunStatus } from '../../database/schema.ts'
import type { Change } from '../../editing/merge-edits.ts'
import { addMinutes, dayOf } from '../../lib/time.ts'

/** What can be undone with one press. Whatever else was done has a way back of its own, or none. */
export const undoable = [
  'run.planned',
  'run.changed',
  'run.published',
  'run.published-with-override',
  'run.trainer-added',
  'run.trainer-left',
  'session.added',
  'session.changed',
  'session.cancelled',
  'session.reinstated',
] as const satisfies AuditAction[]

export type Undoable = (typeof undoable)[number]

/** In minutes. Later, the next change is a decision of its own. */
export const undoableFor = 24 * 60

export interface PastChange {
  /** Of its row in the audit trail. */
  number: number
  at: Date
  action: Undoable
  actorId: string | null
  /** Who did it; null when it did itself. */
  name: string | null
  runId: string
  runStatus: RunStatus
  /** Of the date it was about. */
  sessionId: string | null
  title: string
  code: string | null
  startsAt: Date | null
  detail: unknown
  undone: boolean
}

export type UndoRefusal =
  | 'too-late'
  | 'undone-already'
  /** What it was about is no longer as it left it. */
  | 'changed-since'
  /** It was only a draft that it made. */
  | 'published-since'
  /** The room or a trainer is taken at its old time by now. */
  | 'taken-since'
  /** The venue or the room of the date was taken out of use since. */
  | 'place-unused'
  /** Its course left the prospectus while the date was off. */
  | 'course-gone'
  /** The date has begun, or is over. */
  | 'begun'
  /** Whoever would come back is no trainer any more. */
  | 'no-trainer-now'
  /** Somebody has a place on it, or hopes for one. */
  | 'people-on-it'
  /** Nobody has a place on it, and its register says that people came. */
  | 'people-came'
  /** A published run would lose half of its pair, which needs a reason. */
  | 'needs-reason'

/** Whether undoing it brings a date back to a time at which people may have something else by now. */
export function bringsTimeBack({ action, detail }: Pick<PastChange, 'action' | 'detail'>): boolean {
  if (action !== 'session.changed') return action === 'session.cancelled'
  return changesIn(detail).some(({ field }) => ['day', 'from', 'until'].includes(field))
}

/** The day on which that date would be again; undefined where undoing it brings none back. */
export function dayBroughtBack(
  change: Pick<PastChange, 'action' | 'detail' | 'startsAt'>,
  timeZone: string,
): string | undefined {
  if (change.startsAt === null || !bringsTimeBack(change)) return undefined
  const day = changesIn(change.detail).find(({ field }) => field === 'day')?.before
  return typeof day === 'string' ? day : dayOf(change.startsAt, timeZone)
}

function changesIn(detail: unknown): Change[] {
  const { changes = [] } = (detail ?? {}) as { changes?: Change[] }
  return changes
}

/**
 * Whether it is time yet, or still, and a run that was planned is a draft. What else is in the way shows when it is
 * tried, under the lock of its run.
 */
export function decideUndo(
  { at, action, runStatus, undone }: PastChange,
  now: Date,
): { ok: true } | { ok: false; reason: 'too-late' | 'undone-already' | 'published-since' } {
  if (undone) return { ok: false, reason: 'undone-already' }
  if (action === 'run.planned' && runStatus !== 'draft') return { ok: false, reason: 'published-since' }
  return addMinutes(at, undoableFor) > now ? { ok: true } : { ok: false, reason: 'too-late' }
}

/**
 * What is undone with a change of a team, of all that was done to the team in that moment: one press brings one trainer
 * and lets one go. Several who came in one moment came with an import, each by themselves.
 */
export function ofOnePress<Of extends Pick<PastChange, 'action'>>(change: Of, together: Of[]): [Of, ...Of[]] {
  const alike = together.filter(({ action }) => action === change.action)
  const [first = change, ...others] = together
  return alike.length > 1 ? [change] : [first, ...others]
}
