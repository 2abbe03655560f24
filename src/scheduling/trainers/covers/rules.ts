import type { RunStatus } from '../../../database/schema.ts'

export type CoverRefusal = 'run-over' | 'over' | 'seen-to' | 'there-already'

/**
 * Whether somebody can be replaced on these dates of a run, or the dates go ahead without them (`comes` is null). Dates
 * that are over stay with whoever taught them.
 */
export function decideCover(
  run: {
    status: RunStatus
    /** Whether they are of the team, or stand in on one of these dates. */
    teaches: (personId: string) => boolean
  },
  dates: { planned: boolean; over: boolean; awayIsDown: boolean }[],
  comes: string | null,
): { ok: true } | { ok: false; reason: CoverRefusal } {
  if (run.status === 'cancelled' || run.status === 'ended') return { ok: false, reason: 'run-over' }
  if (dates.some(({ planned, over }) => !planned || over)) return { ok: false, reason: 'over' }
  if (dates.length === 0 || dates.some(({ awayIsDown }) => !awayIsDown))
    return { ok: false, reason: 'seen-to' }
  return comes !== null && run.teaches(comes) ? { ok: false, reason: 'there-already' } : { ok: true }
}
