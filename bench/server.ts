// The web process under test, apart from the one that measures: the product, or a bare Express that answers `bytes`.
import express from 'express'
import { createApp } from '../src/app.ts'
import { configFrom } from '../src/config/config.ts'
import { readEnvironment } from '../src/config/environment.ts'
import { connect } from '../src/database/connection.ts'
import { makeLog } from '../src/lib/log.ts'
import { listen } from '../src/web/listen.ts'

const { BENCH_BYTES: bytes, DATABASE_URL: databaseUrl } = process.env
const app = bytes === undefined ? product(databaseUrl ?? '') : bare(Number(bytes))
const { port } = await listen(app, { port: 0, host: '127.0.0.1' })
process.send?.({ port })
process.on('disconnect', () => process.exit(0))

function bare(size: number) {
  const page = 'x'.repeat(size)
  const app = express()
  app.get('/', (_request, response) => void response.type('html').send(page))
  return app
}

function product(url: string) {
  const config = configFrom(readEnvironment({ LOG_LEVEL: 'warn', DATABASE_URL: url, DEMO: 'no' }))
  const log = makeLog('warn')
  const { db, pool } = connect(url, { max: 6, onError: (error) => log.error({ error }, 'connection') })
  return createApp({
    db,
    pool,
    config,
    log,
    secret: 'a-secret-for-the-benchmark-of-32-letters',
    clock: () => new Date(),
  })
}
