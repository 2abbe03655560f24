import { format } from 'node:util'
import { errorFacts } from './error-facts.ts'
import { isLostConnection } from './lost-connection.ts'
import { PlainError } from './plain-error.ts'

/**
 * What a process that runs for a college says when it ends badly: plain words where we have them. In production what
 * it says is kept in a log, so only facts, and no words of others; elsewhere everything.
 */
export function lastWords(error: unknown, { production }: { production: boolean }): unknown {
  if (error instanceof PlainError) return error.message
  return production ? errorFacts(error) : error
}

/** Says why and ends, also for a fault that nobody caught: Node would print all of it. */
export function endBadly(error: unknown): void {
  const words = lastWords(error, { production: process.env.NODE_ENV === 'production' })
  process.stderr.write(`${format(words)}\n`)
  process.exitCode = 1
}

/**
 * Ends the process on a fault that nobody caught, but for one: the job engine notes what became of a job without anybody
 * waiting for it, and such a note may be lost with its connection. The job is then taken up again (jobs/life.ts).
 */
export function endOnUncaught(): void {
  process.on('uncaughtException', (error) => {
    endBadly(error)
    process.exit()
  })
  process.on('unhandledRejection', (error) => {
    if (!isLostConnection(error)) throw error
    process.stderr.write('A connection to the database was lost in the middle of something\n')
  })
}
