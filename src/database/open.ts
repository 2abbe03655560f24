import type pg from 'pg'
import { configFrom, type Config } from '../config/config.ts'
import { readEnvironment } from '../config/environment.ts'
import { PlainError } from '../lib/plain-error.ts'
import { type Connection, connect } from './connection.ts'
import { migrate } from './migrate.ts'

export interface OpenDatabase extends Connection {
  /** Connections apart from the others, for work that may keep its own for long. They close with the rest. */
  another(max: number): Connection
}

export interface Opened extends OpenDatabase {
  config: Config
}

/**
 * The database a command works on: the one DATABASE_URL names, else the embedded one, which is started (or shared,
 * when the product is running). Migrated and ready. Throws BadEnvironment and CannotRunEmbedded, both in plain words.
 */
export async function openFromEnvironment(): Promise<Opened> {
  const config = configFrom(readEnvironment(process.env))
  const opened = await open(config, 4)
  return { ...opened, config }
}

/** The same for given settings, with at most `max` connections. `onError` hears of connections that break while idle. */
export async function open(
  config: Config,
  max: number,
  onError: (error: Error) => void = () => undefined,
): Promise<OpenDatabase> {
  const embedded = config.databaseUrl === undefined ? await startEmbeddedLazily(config.dataDir) : undefined
  const connections: Connection[] = []
  const another = (most: number) => {
    const address = embedded?.connectionString ?? config.databaseUrl ?? ''
    const made = connect(address, { max: most, onError })
    connections.push(made)
    return made
  }
  const close = async () => {
    await Promise.all(connections.map((connection) => connection.close()))
    await embedded?.stop()
  }
  try {
    const { db, pool } = another(max)
    await reach(pool)
    await migrate(db, pool)
    return { db, pool, another, close }
  } catch (error) {
    await close()
    throw error
  }
}

async function reach(pool: pg.Pool): Promise<void> {
  try {
    await pool.query('select 1')
  } catch (error) {
    const said = error instanceof Error && error.message !== '' ? error.message : 'nothing answered'
    throw new PlainError(`The database cannot be reached (${said}). Check DATABASE_URL.`, { cause: error })
  }
}

// A college with its own PostgreSQL never loads the embedded one.
async function startEmbeddedLazily(dataDir: string) {
  const { startEmbedded } = await import('./embedded/start.ts')
  return startEmbedded({ dataDir: `${dataDir}/postgresql` })
}
