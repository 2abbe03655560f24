// The product: web and worker in one process (WORKER=separate leaves the worker to `npm run worker`).
import { ensureAgreement } from './accounts/first-agreement.ts'
import { createApp } from './app.ts'
import { configFrom } from './config/config.ts'
import { readEnvironment } from './config/environment.ts'
import { sessionSecret } from './config/secrets.ts'
import { open } from './database/open.ts'
import { demoSignIns, ensureDemo } from './demo/demo.ts'

import { forTheOperator } from './lib/plain-error.ts'
import { makeLog } from './lib/log.ts'
import { untilToldToStop } from './lib/until-told-to-stop.ts'
import type { Deps } from './web/deps.ts'
import { listen } from './web/listen.ts'
import { startWorkerFor } from './worker.ts'

async function main(): Promise<void> {
  const environment = readEnvironment(process.env)
  const config = configFrom(environment)
  const log = makeLog(config.logLevel)
  const connection = await open(config, 8, (error) =>
    log.error({ error }, 'an idle database connection failed'),
  )
  const { db, pool } = connection
  const clock = () => new Date()
  await ensureAgreement(db, clock())
  const isDemo = config.demo && (await ensureDemo(db, config, clock()))
  const secret = await sessionSecret(environment.SESSION_SECRET, config.dataDir)
  const deps: Deps = { db, pool, config, secret, log, clock }
  const server = await listen(createApp(deps), config)
  const worker = config.workerInside ? await startWorkerFor(deps) : undefined
  console.log(`\n${config.college.name} is ready: ${config.baseUrl}\n`)
  if (isDemo) console.log(demoSignIns(config))
  await untilToldToStop()
  await server.stop()
  await worker?.stop()
  await connection.close()
}

main().catch((error: unknown) => {
  console.error(forTheOperator(error))
  process.exitCode = 1
})
