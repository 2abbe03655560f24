// The whole product in a process of its own, to be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { freePort } from '../../support/free-port.ts'
import { programOf } from '../../support/programs.ts'
import { untilPrinted } from '../../support/until-printed.ts'

export interface Product {
  address: string
  /** As the kernel does when memory runs out: at once, with nothing said. */
  kill(): Promise<void>
}

const running = new Set<ChildProcess>()

/** Starts it, and resolves when it says that it is ready. Web and worker are one process. */
export async function startProduct(environment: Record<string, string>): Promise<Product> {
  const port = await freePort()
  const child = spawn(process.execPath, [programOf('main.ts')], {
    env: {
      PATH: process.env.PATH,
      HOST: '127.0.0.1',
      PORT: String(port),
      DEMO: 'no',
      LOG_LEVEL: 'warn',
      SESSION_SECRET: 'the same after every start, so that people stay signed in',
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const ended = once(child, 'exit')
  running.add(child)
  await untilPrinted(child, /is ready/)
  return {
    address: `http://127.0.0.1:${port}`,
    kill: async () => {
      child.kill('SIGKILL')
      await ended
      running.delete(child)
    },
  }
}

/** For the end of a test, whatever became of it. */
export async function killProducts(): Promise<void> {
  for (const child of running) {
    const ended = once(child, 'exit')
    if (child.exitCode === null && child.kill('SIGKILL')) await ended
  }
  running.clear()
}
