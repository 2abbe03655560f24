import type { Expertise, RunStatus } from '../../database/schema.ts'
import { missingTrainer } from '../rules.ts'

/**
 * Whether a run may go on with these kinds of expertise. A published one that loses half of its pair needs a reason, and
 * is looked after until it is whole again.
 */
export function decideTeam(
  run: { status: RunStatus; overridden: boolean },
  expertise: Expertise[],
  reason: string | null,
): { ok: true; broken: boolean } | { ok: false; reason: 'run-over' | 'needs-reason' } {
  if (run.status === 'cancelled' || run.status === 'ended') return { ok: false, reason: 'run-over' }
  const broken = run.status === 'published' && missingTrainer(expertise) !== undefined
  if (broken && reason === null && !run.overridden) return { ok: false, reason: 'needs-reason' }
  return { ok: true, broken }
}
