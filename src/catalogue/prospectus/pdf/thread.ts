// Runs in a thread of its own: a long prospectus takes seconds, in which the web must go on answering.
import { parentPort } from 'node:worker_threads'
import { type PrintJob, render } from './render.ts'

export interface Asked {
  number: number
  job: PrintJob
}

export type Answered = { number: number } & ({ bytes: Uint8Array } | { fault: string })

parentPort?.on('message', ({ number, job }: Asked) => {
  render(job).then(
    (bytes) => answer({ number, bytes }),
    (fault: unknown) => answer({ number, fault: fault instanceof Error ? (fault.stack ?? '') : 'unknown' }),
  )
})

function answer(answered: Answered): void {
  parentPort?.postMessage(answered)
}
