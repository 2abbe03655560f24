// The worker alone, for a college that runs web and worker apart. As many as wanted may run at once.
import { configFrom } from '../config/config.ts'
import { whereMailGoes } from '../config/mailbox.ts'
import { readEnvironment } from '../config/environment.ts'
import { open } from '../database/open.ts'
import { workerConnections } from '../jobs/run.ts'
import { endBadly, endOnUncaught } from '../lib/last-words.ts'
import { makeLog } from '../lib/log.ts'
import { untilToldToStop } from '../lib/until-told-to-stop.ts'
import { startWorkerFor } from '../worker.ts'

async function main(): Promise<void> {
  const config = configFrom(readEnvironment(process.env))
  const log = makeLog(config.logLevel)
  const { db, pool, close } = await open(config, workerConnections, (error) =>
    log.error({ error }, 'an idle database connection failed'),
  )
  try {
    const worker = await startWorkerFor({ db, pool, config, log, clock: () => new Date() })
    const mail = whereMailGoes(config)
    if (mail !== undefined) log.warn(mail)
    log.info('the worker is ready')
    await untilToldToStop()
    await worker.stop()
  } finally {
    await close()
  }
}

endOnUncaught()
main().catch(endBadly)
