// Talking to the server that runs.
import pg from 'pg'
import { realpath } from 'node:fs/promises'
import { errorCode } from './cannot-run.ts'
import { databaseName, userName } from './settings.ts'

/** TLS is left out by name, so that a PGSSLMODE in the environment does not ask this server for it. */
export function connectionStringFor(port: number, password: string, database = databaseName): string {
  return `postgres://${userName}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}?sslmode=disable`
}

/** Whether the server at that port takes our password and serves that cluster. */
export async function whoseServer(
  port: number,
  password: string,
  cluster: string,
): Promise<'ours' | 'another' | 'wrong-password' | 'silent'> {
  try {
    const rows = await query(port, password, 'show data_directory')
    const folder = (rows[0] as { data_directory: string }).data_directory
    return (await realpath(folder).catch(() => folder)) === cluster ? 'ours' : 'another'
  } catch (error) {
    // 28P01 invalid_password, 28000 invalid_authorization_specification (no such user).
    return ['28P01', '28000'].includes(errorCode(error) ?? '') ? 'wrong-password' : 'silent'
  }
}

/** Makes the database inside the cluster unless it is there. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const found = await query(port, password, `select 1 from pg_database where datname = '${databaseName}'`)
  if (found.length === 0) await query(port, password, `create database ${databaseName}`)
}

async function query(port: number, password: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({
    connectionString: connectionStringFor(port, password, 'postgres'),
    connectionTimeoutMillis: 5_000,
  })
  // A server that ends while we speak is told to us by the query as well; unheard, this would end the process.
  client.on('error', () => undefined)
  try {
    await client.connect()
    return (await client.query(text)).rows as unknown[]
  } finally {
    await client.end().catch(() => undefined)
  }
}
