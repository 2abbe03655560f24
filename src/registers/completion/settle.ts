import type { Config } from '../../config/config.ts'
import type { Db, Tx } from '../../database/schema.ts'
import { inTransaction } from '../../database/transaction.ts'
import { type Context, machine } from '../../enrolment/context.ts'
import { lockEnrolment } from '../../enrolment/queries.ts'
import { transition } from '../../enrolment/transition.ts'
import { enqueueForgotten } from '../../jobs/enqueue.ts'
import { addMinutes } from '../../lib/time.ts'
import { lockRun, type Run } from '../../scheduling/queries.ts'
import { issueCertificate } from '../certificates/issue.ts'
import { type CompletionRow, keepCompletionPercent, listCompletion, listRunsToSettle } from './queries.ts'
import { decideCompletion, type Needed, type Outcome } from './rules.ts'

const day = 24 * 60

/** What the registers say, now, of somebody's place on a run that has ended. */
export function outcomeOf(
  row: CompletionRow,
  { completion }: Pick<Config, 'completion'>,
  now: Date,
): Outcome {
  const waitedEnough = row.over_at === null || addMinutes(row.over_at, completion.waitDays * day) <= now
  return decideCompletion({ ...row, ...neededFor(row, completion), waitedEnough })
}

/** What the registers say of it when no other word and no register to come is waited for. */
export function asMarked(row: CompletionRow, { completion }: Pick<Config, 'completion'>): Outcome {
  const bare = { ...row, status: 'confirmed' as const, decided: null, waitedEnough: true }
  return decideCompletion({ ...bare, ...neededFor(row, completion) })
}

/** How much is enough on the run of this place: what the college settles with is kept with the run, and stays. */
export function neededFor(
  row: Pick<CompletionRow, 'sessions_needed' | 'completion_percent'>,
  { percent }: Config['completion'],
): Needed {
  return { sessionsNeeded: row.sessions_needed, percent: row.completion_percent ?? percent }
}

/** Notes who completed a run that is over. It may be done again at any time: what stands already is left alone. */
export async function settleCompletion(tx: Tx, runId: string, context: Context): Promise<void> {
  const run = await lockRun(tx, runId)
  if (run?.status !== 'ended') return
  await keepCompletionPercent(tx, runId, context.config.completion.percent)
  for (const row of await listCompletion(tx, runId)) await settlePlace(tx, run, row, context)
}

async function settlePlace(tx: Tx, run: Run, row: CompletionRow, context: Context): Promise<void> {
  const now = context.clock()
  const outcome = outcomeOf(row, context.config, now)
  if (!outcome.settled || outcome.to === row.status) return
  const enrolment = await lockEnrolment(tx, row.enrolment_id)
  if (enrolment === undefined) return
  const action = outcome.to === 'completed' ? 'complete' : 'not-complete'
  const moved = await transition(tx, { run, enrolment }, { action, by: machine, now }, context)
  if (moved.ok && moved.status === 'completed') await issueCertificate(tx, enrolment.id, now)
}

/** Heals a promise of work that got lost, and notices whose registers were waited for long enough. */
export async function sweepCompletion(db: Db, now: Date): Promise<void> {
  const runs = await listRunsToSettle(db, addMinutes(now, -2 * day))
  await inTransaction(db, async (tx) => {
    for (const runId of runs) await enqueueForgotten(tx, 'registers.settle', { runId }, `settle:${runId}`)
  })
}
