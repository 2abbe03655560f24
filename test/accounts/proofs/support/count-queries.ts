import pg from 'pg'

/** Does it, and counts the statements sent to the database meanwhile. */
export async function countQueries<Result>(
  work: () => Promise<Result>,
): Promise<{ result: Result; queries: number }> {
  const query = jest.spyOn(pg.Client.prototype, 'query')
  try {
    const result = await work()
    return { result, queries: query.mock.calls.length }
  } finally {
    query.mockRestore()
  }
}
