// What a process of its own does that prints: a long document takes seconds, in which the web must go on answering.

export interface Asked {
  number: number
  job: unknown
}

export type Answered = { number: number } & ({ bytes: Uint8Array } | { fault: string })

/** Prints whatever the process that began this one asks for, and ends with it. */
export function answerWith(render: (job: never) => Promise<Uint8Array>): void {
  process.on('message', ({ number, job }: Asked) => {
    render(job as never).then(
      (bytes) => answer({ number, bytes }),
      (fault: unknown) => answer({ number, fault: fault instanceof Error ? (fault.stack ?? '') : 'unknown' }),
    )
  })
  // Whoever asked is gone.
  process.on('disconnect', () => process.exit())
}

function answer(answered: Answered): void {
  process.send?.(answered)
}
