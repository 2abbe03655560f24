import type { Tx } from '../../../database/schema.ts'
import { enqueueJob, enqueueJobs } from '../../../jobs/enqueue.ts'
import { addMinutes } from '../../../lib/time.ts'

/** While somebody of the office is at it, nobody needs a mail: often the pair is whole again by then. */
const minutesToSeeToIt = 15

/** Staff often correct themselves at once. */
const minutesOfChanging = 5

/**
 * Has it looked at whether a run lacks half of its pair on a date: the office is told once of each. To be called whenever
 * a trainer goes or comes; `atOnce` when it was not the office who did it.
 */
export async function askToTellOfMissing(
  tx: Tx,
  runId: string,
  { atOnce = false }: { atOnce?: boolean } = {},
): Promise<void> {
  const when = atOnce ? {} : { runAt: addMinutes(new Date(), minutesToSeeToIt) }
  await enqueueJob(tx, 'scheduling.tell-of-missing', { runId }, { key: `missing:${runId}`, ...when })
  await tellTrainersCalendars(tx, runId)
}

/** The same of many runs at once. */
export async function askToTellOfMissingIn(tx: Tx, runIds: string[]): Promise<void> {
  const jobsOf = (key: string) => runIds.map((runId) => ({ payload: { runId }, key: `${key}:${runId}` }))
  const [seenTo, changed] = [minutesToSeeToIt, minutesOfChanging].map((minutes) =>
    addMinutes(new Date(), minutes),
  )
  await enqueueJobs(tx, 'scheduling.tell-of-missing', jobsOf('missing'), 25, seenTo)
  await enqueueJobs(tx, 'enrolment.refresh-teaching', jobsOf('teaching'), 25, changed)
}

/** Those who came find their dates in their calendar, and those who went no more; after the last of several changes. */
export async function tellTrainersCalendars(tx: Tx, runId: string): Promise<void> {
  const runAt = addMinutes(new Date(), minutesOfChanging)
  await enqueueJob(tx, 'enrolment.refresh-teaching', { runId }, { key: `teaching:${runId}`, runAt })
}
