import { whenParentLeaves } from './processes.ts'

/**
 * Resolves when the process should end: Ctrl-C, SIGTERM, or the death of the npm that started it (npm does not pass a
 * SIGTERM on, and would leave us behind). A second signal ends the process at once.
 */
export function untilToldToStop(): Promise<void> {
  return new Promise((resolve) => {
    let told = false
    const stop = () => {
      if (told) process.exit(1)
      told = true
      endWatch()
      resolve()
    }
    const underNpm = process.env.npm_lifecycle_event !== undefined
    const endWatch = underNpm ? whenParentLeaves(stop, 500) : () => undefined
    process.on('SIGINT', stop)
    process.on('SIGTERM', stop)
  })
}
