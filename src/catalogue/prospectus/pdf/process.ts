// Runs as a process of its own: a long prospectus takes seconds, in which the web must go on answering.
import { type PrintJob, render } from './render.ts'

export interface Asked {
  number: number
  job: PrintJob
}

export type Answered = { number: number } & ({ bytes: Uint8Array } | { fault: string })

process.on('message', ({ number, job }: Asked) => {
  render(job).then(
    (bytes) => answer({ number, bytes }),
    (fault: unknown) => answer({ number, fault: fault instanceof Error ? (fault.stack ?? '') : 'unknown' }),
  )
})

// Whoever asked is gone.
process.on('disconnect', () => process.exit())

function answer(answered: Answered): void {
  process.send?.(answered)
}
