import { type ChildProcess, fork } from 'node:child_process'
import path from 'node:path'
import type { Answered, Asked } from './answer.ts'

interface Waiting {
  resolve: (bytes: Buffer) => void
  reject: (fault: Error) => void
}

/** So much is printed or waits to be; what is asked for beyond it is refused. */
const mostAtOnce = 8
const longest = 60_000

/** One process that prints, begun when first needed, and begun anew should it break. */
export class Printer<Job> {
  private readonly folder: string
  private process: ChildProcess | undefined
  private readonly waiting = new Map<number, Waiting>()
  private asked = 0

  /** `folder`: where its `process.ts` is. */
  constructor(folder: string) {
    this.folder = folder
  }

  get isFull(): boolean {
    return this.waiting.size >= mostAtOnce
  }

  async print(job: Job): Promise<Buffer> {
    const child = (this.process ??= this.begin())
    const number = ++this.asked
    const printed = new Promise<Buffer>((resolve, reject) => this.waiting.set(number, { resolve, reject }))
    child.send({ number, job } satisfies Asked)
    const late = setTimeout(() => this.giveUp(child, new Error('Printing took too long')), longest)
    try {
      return await printed
    } finally {
      clearTimeout(late)
      this.waiting.delete(number)
    }
  }

  private begin(): ChildProcess {
    const extension = path.extname(import.meta.filename)
    const child = fork(path.join(this.folder, `process${extension}`), {
      // From source it needs what reads TypeScript, whoever began this process.
      execArgv: ['--max-old-space-size=512', ...(extension === '.ts' ? ['--import', 'tsx'] : [])],
      // It needs none of our secrets.
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    // Neither keeps this process from ending.
    child.unref()
    child.channel?.unref()
    child.on('message', (answered: Answered) => this.hand(answered))
    child.on('error', (fault) => this.giveUp(child, fault))
    child.on('exit', () => this.giveUp(child, new Error('The process that prints has ended')))
    return child
  }

  private hand(answered: Answered): void {
    const waiting = this.waiting.get(answered.number)
    if ('bytes' in answered) waiting?.resolve(Buffer.from(answered.bytes))
    else waiting?.reject(new Error(`Printing failed: ${answered.fault}`))
  }

  private giveUp(broken: ChildProcess, fault: Error): void {
    if (this.process !== broken) return
    this.process = undefined
    for (const { reject } of this.waiting.values()) reject(fault)
    broken.kill()
  }
}
