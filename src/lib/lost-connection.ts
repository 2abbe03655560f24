// What node-postgres reports when the server, or the way to it, went away in the middle of something.
const codes = ['57P01', '57P02', 'ECONNRESET', 'EPIPE']

/** True when the connection to the database was lost: nothing is wrong with what was asked, and the pool opens another. */
export function isLostConnection(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  return (
    error.message === 'Connection terminated unexpectedly' ||
    codes.includes(String((error as { code?: unknown }).code))
  )
}
