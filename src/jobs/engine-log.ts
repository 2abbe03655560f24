import { type Job, Logger } from 'graphile-worker'
import type { Log } from '../lib/log.ts'

/** Lets the job engine write into our log. Its sentences quote errors, whose words may be about a person. */
export function engineLogger(log: Log): Logger {
  return new Logger(() => (level, message, meta) => {
    const facts = {
      worker: true,
      ...jobFacts(meta?.job),
      ...(meta?.error === undefined ? {} : { error: meta.error }),
    }
    const write = ['error', 'warning'].includes(level) ? 'warn' : 'debug'
    log[write](facts, meta?.failure === true ? 'a job failed' : beginningOf(message))
  })
}

function jobFacts(job: unknown) {
  if (job === undefined) return {}
  const { id, task_identifier, attempts, max_attempts } = job as Job
  return { job: { id, kind: task_identifier, attempt: attempts, of: max_attempts } }
}

/** What the engine quotes comes after a colon, in quotation marks or in brackets: only what stands before is its own. */
function beginningOf(message: string): string {
  return /^[^:'"`(\n]{0,100}/.exec(message)?.[0].trim() ?? ''
}
