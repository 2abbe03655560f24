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

/**
 * Tells one schema from another: each row of the catalogue carries the transaction that wrote it last, in a copy made from
 * a template too. Undefined when there is no such database.
 */
export async function schemaMark(server: string, name: string): Promise<string | undefined> {
  const parts = ['pg_class', 'pg_attribute', 'pg_constraint', 'pg_trigger', 'pg_proc'].map(
    (table) => `(select count(*) || '/' || sum(xmin::text::bigint) from ${table})`,
  )
  try {
    const { rows } = await administer(
      databaseAt(server, name),
      `select concat_ws(' ', ${parts.join(', ')}) as mark`,
    )
    return (rows[0] as { mark: string }).mark
  } catch (error) {
    const noSuchDatabase = '3D000'
    if ((error as { code?: string }).code === noSuchDatabase) return undefined
    throw error
  }
}
