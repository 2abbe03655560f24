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
  try {
    const secret = await sessionSecret(environment.SESSION_SECRET, config.dataDir)
    await serve({ ...connection, config, secret, log, clock: () => new Date() })
  } finally {
    await connection.close()
  }
}

/** Answers and works until told to stop. */
async function serve(given: Deps): Promise<void> {
  await ensureAgreement(given.db, given.clock())
  // A college of its own may have moved into the embedded database: its people are not invented.
  const demo = given.config.demo && (await ensureDemo(given.db, given.config, given.clock()))
  const deps: Deps = { ...given, config: { ...given.config, demo } }
  const server = await listen(createApp(deps), deps.config)
  const worker = deps.config.workerInside ? await startWorkerFor(deps) : undefined
  console.log(`\n${deps.config.college.name} is ready: ${deps.config.baseUrl}\n`)
  if (demo) console.log(demoSignIns(deps.config))
  await untilToldToStop()
  await server.stop()
  await worker?.stop()
}

main().catch((error: unknown) => {
  console.error(forTheOperator(error))
  process.exitCode = 1
})
