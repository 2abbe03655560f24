// The product: web and worker in one process (WORKER=separate leaves the worker to `npm run worker`).
import { ensureAgreement } from './accounts/first-agreement.ts'
import { ensureEqualityQuestions } from './accounts/equality/first-questions.ts'
import { firstRunWords } from './accounts/first-run/pages.ts'
import { isFirstRun } from './accounts/first-run/queries.ts'
import { createApp } from './app.ts'
import { type Config, configFrom } from './config/config.ts'
import { whereMailGoes } from './config/mailbox.ts'
import { readEnvironment } from './config/environment.ts'
import { sessionSecret } from './config/secrets.ts'
import { open, type OpenDatabase } from './database/open.ts'
import { demoSignIns, ensureDemo } from './demo/demo.ts'
import { workerConnections } from './jobs/run.ts'
import { endBadly, endOnUncaught } from './lib/last-words.ts'
import { makeLog } from './lib/log.ts'
import { untilToldToStop } from './lib/until-told-to-stop.ts'
import type { Deps } from './web/deps.ts'
import { listen } from './web/listen.ts'
import { startWorkerFor } from './worker.ts'

async function main(): Promise<void> {
  const environment = readEnvironment(process.env)
  const config = configFrom(environment)
  const log = makeLog(config.logLevel)
  const database = await open(config, config.webConnections, (error) =>
    log.error({ error }, 'an idle database connection failed'),
  )
  try {
    const secret = await sessionSecret(environment.SESSION_SECRET, config.dataDir)
    const { db, pool } = database
    await serve({ db, pool, config, secret, log, clock: () => new Date() }, database)
  } finally {
    await database.close()
  }
}

/** Answers and works until told to stop. The worker has connections of its own: a slow mail server delays no page. */
async function serve(given: Deps, database: OpenDatabase): Promise<void> {
  await ensureAgreement(given.db, given.clock())
  await ensureEqualityQuestions(given.db, given.clock())
  // A college of its own may have moved into the embedded database: its people are not invented.
  const demo = given.config.demo && (await ensureDemo(given.db, given.config, given.clock()))
  const deps: Deps = { ...given, config: { ...given.config, demo } }
  const server = await listen(createApp(deps), deps.config)
  let worker: { stop(): Promise<void> } | undefined
  try {
    if (deps.config.workerInside)
      worker = await startWorkerFor({ ...deps, ...database.another(workerConnections) })
    greet(deps.config)
    if (await isFirstRun(deps.db)) console.log(`${firstRunWords(deps.config.baseUrl, deps.secret)}\n`)
    await untilToldToStop()
  } finally {
    await server.stop()
    await worker?.stop()
  }
}

function greet(config: Config): void {
  console.log(`\n${config.college.name} is ready: ${config.baseUrl}\n`)
  const more = config.demo ? demoSignIns(config) : whereMailGoes(config)
  if (more !== undefined) console.log(`${more.trimEnd()}\n`)
}

endOnUncaught()
main().catch(endBadly)
