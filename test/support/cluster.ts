import pg from 'pg'

/** The same server, another database. */
export function databaseAt(server: string, name: string): string {
  const url = new URL(server)
  url.pathname = `/${name}`
  return url.toString()
}

/** One statement on the server's own database, over a connection of its own. */
export async function administer(
  server: string,
  statement: string,
  values: string[] = [],
): Promise<pg.QueryResult> {
  const client = new pg.Client({ connectionString: server })
  await client.connect()
  try {
    return await client.query(statement, values)
  } finally {
    await client.end()
  }
}

export async function databaseNames(server: string, prefix: string): Promise<string[]> {
  const found = await administer(server, 'select datname from pg_database where starts_with(datname, $1)', [
    prefix,
  ])
  return found.rows.map((row: { datname: string }) => row.datname)
}
