import type { Tx } from '../database/schema.ts'
import type { Actor, Context } from '../enrolment/context.ts'
import { getPlaces } from '../enrolment/queries.ts'
import { transition } from '../enrolment/transition.ts'
import { lockRun } from '../scheduling/queries.ts'
import { listNextInLine } from './queries.ts'

export type Given =
  | { ok: true; enrolmentId: string }
  | { ok: false; reason: 'not-found' | 'full' | 'nobody-waits' | 'not-possible-now' | 'not-yours-to-do' }

/** Staff give a free place to the next in line, when the run leaves that to them. */
export async function giveNextPlace(tx: Tx, runId: string, by: Actor, context: Context): Promise<Given> {
  const run = await lockRun(tx, runId)
  if (run === undefined) return { ok: false, reason: 'not-found' }
  if (run.status !== 'published') return { ok: false, reason: 'not-possible-now' }
  const now = context.clock()
  const { capacity, taken } = await getPlaces(tx, runId, now)
  if (taken >= capacity) return { ok: false, reason: 'full' }
  const [enrolment] = await listNextInLine(tx, runId, 1)
  if (enrolment === undefined) return { ok: false, reason: 'nobody-waits' }
  const moved = await transition(tx, { run, enrolment }, { action: 'give-place', by, now }, context)
  return moved.ok ? { ok: true, enrolmentId: enrolment.id } : moved
}
