import { type AuditEntry, recordInAuditTrail } from '../database/audit-trail.ts'
import type { Tx } from '../database/schema.ts'
import { type RetriedJob, retryDeadJobs } from './queries.ts'

/** Has all work tried again that failed at its last attempt. How many pieces of work there were. */
export async function tryAgain(tx: Tx, { at, actorId }: { at: Date; actorId: string }): Promise<number> {
  const jobs = await retryDeadJobs(tx)
  for (const job of jobs) {
    const subject = subjectOf(job) ?? { kind: 'person', id: actorId }
    await recordInAuditTrail(tx, {
      at,
      actorId,
      action: 'job.tried-again',
      subject,
      detail: { job: job.name },
    })
  }
  return jobs.length
}

/** Whom or what the work was about; a sweep is about everything. */
function subjectOf({ payload }: RetriedJob): AuditEntry['subject'] | undefined {
  const { runId, personId } = payload
  if (typeof runId === 'string') return { kind: 'run', id: runId }
  if (typeof personId === 'string') return { kind: 'person', id: personId }
  return undefined
}
