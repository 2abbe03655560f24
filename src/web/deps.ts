import type pg from 'pg'
import type { Config } from '../config/config.ts'
import type { Db } from '../database/schema.ts'
import type { Log } from '../lib/log.ts'

/** Everything the product needs from outside, handed in: production and tests compose the same app from it. */
export interface Deps {
  db: Db
  pool: pg.Pool
  config: Config
  secret: string
  log: Log
  clock: () => Date
}
