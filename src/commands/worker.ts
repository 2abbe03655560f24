// The worker alone, for a college that runs web and worker apart. As many as wanted may run at once.
import { configFrom } from '../config/config.ts'
import { readEnvironment } from '../config/environment.ts'
import { open } from '../database/open.ts'
import { forTheOperator } from '../lib/plain-error.ts'
import { makeLog } from '../lib/log.ts'
import { untilToldToStop } from '../lib/until-told-to-stop.ts'
import { startWorkerFor } from '../worker.ts'

async function main(): Promise<void> {
  const config = configFrom(readEnvironment(process.env))
  const log = makeLog(config.logLevel)
  const { db, pool, close } = await open(config, 6, (error) =>
    log.error({ error }, 'an idle database connection failed'),
  )
  const worker = await startWorkerFor({ db, pool, config, log, clock: () => new Date() })
  log.info('the worker is ready')
  await untilToldToStop()
  await worker.stop()
  await close()
}

main().catch((error: unknown) => {
  console.error(forTheOperator(error))
  process.exitCode = 1
})
