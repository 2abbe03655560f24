import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { administer, databaseAt } from '../../support/cluster.ts'
import { freePort } from '../../support/free-port.ts'
import { untilPrinted } from '../../support/until-printed.ts'

export interface Started {
  baseUrl: string
  printed: string
  stop: () => Promise<void>
}

/** The product as `npm start` runs it, in a process of its own, on an empty database: it makes the demo college first. */
export async function startProduct(): Promise<Started> {
  const { TEST_SERVER: server, TEST_TEMPLATE: template } = process.env
  if (server === undefined || template === undefined) throw new Error('global-setup.ts has not run')
  const name = `${template}_started_${randomBytes(3).toString('hex')}`
  await administer(server, `create database ${name}`)
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'recovery-college-started-'))
  const port = String(await freePort())
  const product = spawn(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: path.join(import.meta.dirname, '../../..'),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: databaseAt(server, name),
      DATA_DIR: dataDir,
      PORT: port,
      HOST: '127.0.0.1',
      DEMO: 'yes',
      LOG_LEVEL: 'error',
    },
  })
  const printed = await untilPrinted(product, /is ready.*Sign in at/s)
  const stop = async () => {
    const ended = new Promise((resolve) => product.once('exit', resolve))
    product.kill('SIGTERM')
    await ended
    await rm(dataDir, { recursive: true, force: true })
  }
  return { baseUrl: `http://localhost:${port}`, printed, stop }
}
