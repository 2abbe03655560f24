import path from 'node:path'
import { Worker } from 'node:worker_threads'
import type { PrintJob } from './render.ts'
import type { Answered, Asked } from './thread.ts'

interface Waiting {
  resolve: (bytes: Buffer) => void
  reject: (fault: Error) => void
}

/** So much is printed or waits to be; what is asked for beyond it is refused. */
const mostAtOnce = 8
const longest = 60_000

/** One thread that prints, begun when first needed, and begun anew should it break. */
export class Printer {
  private thread: Worker | undefined
  private readonly waiting = new Map<number, Waiting>()
  private asked = 0

  get isFull(): boolean {
    return this.waiting.size >= mostAtOnce
  }

  async print(job: PrintJob): Promise<Buffer> {
    const thread = (this.thread ??= this.begin())
    const number = ++this.asked
    const printed = new Promise<Buffer>((resolve, reject) => this.waiting.set(number, { resolve, reject }))
    thread.postMessage({ number, job } satisfies Asked)
    const late = setTimeout(() => this.giveUp(new Error('Printing took too long')), longest)
    try {
      return await printed
    } finally {
      clearTimeout(late)
      this.waiting.delete(number)
    }
  }

  private begin(): Worker {
    const extension = path.extname(import.meta.filename)
    const thread = new Worker(path.join(import.meta.dirname, `thread${extension}`), {
      // From source it needs what reads TypeScript, whoever began this process.
      ...(extension === '.ts' ? { execArgv: ['--import', 'tsx'] } : {}),
      resourceLimits: { maxOldGenerationSizeMb: 512 },
    })
    thread.unref()
    thread.on('message', (answered: Answered) => this.hand(answered))
    thread.on('error', (fault) => this.giveUp(fault instanceof Error ? fault : new Error('Printing broke')))
    return thread
  }

  private hand(answered: Answered): void {
    const waiting = this.waiting.get(answered.number)
    if ('bytes' in answered) waiting?.resolve(Buffer.from(answered.bytes))
    else waiting?.reject(new Error(`Printing failed: ${answered.fault}`))
  }

  private giveUp(fault: Error): void {
    const broken = this.thread
    this.thread = undefined
    for (const { reject } of this.waiting.values()) reject(fault)
    void broken?.terminate()
  }
}
