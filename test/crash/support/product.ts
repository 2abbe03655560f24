// The whole product in a process of its own, to be killed.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { programOf } from '../../support/programs.ts'

export interface Product {
  address: string
  /** As the kernel does when memory runs out: at once, with nothing said. */
  kill(): Promise<void>
}

const running = new Set<ChildProcess>()

/** Starts it, and resolves when it answers. Web and worker are one process. */
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
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = once(child, 'exit')
  running.add(child)
  const address = `http://127.0.0.1:${port}`
  await untilItAnswers(address, child)
  return {
    address,
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

async function untilItAnswers(address: string, child: ChildProcess): Promise<void> {
  for (let waited = 0; waited < 30_000; waited += 50) {
    if (child.exitCode !== null) throw new Error('The product ended before it answered')
    const answer = await fetch(`${address}/healthz`).catch(() => undefined)
    if (answer?.ok === true) return
    await pause(50)
  }
  throw new Error('The product does not answer')
}

async function freePort(): Promise<number> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}
