import { createServer } from 'node:http'
import type { Express } from 'express'
import { PlainError } from '../lib/plain-error.ts'

export interface Listening {
  port: number
  /** Lets answers under way finish, then closes every connection. */
  stop(): Promise<void>
}

/** Milliseconds: who sends a request a letter at a time must not hold a connection for ever. */
interface Patience {
  headersTimeout: number
  requestTimeout: number
  /** How often connections are looked at for one of these. */
  connectionsCheckingInterval: number
}
const usualPatience: Patience = {
  headersTimeout: 10_000,
  requestTimeout: 30_000,
  connectionsCheckingInterval: 5000,
}

/** Begins to answer. Throws in plain words when the port is taken. */
export async function listen(
  app: Express,
  where: { port: number; host: string | undefined },
  patience: Patience = usualPatience,
): Promise<Listening> {
  const server = createServer(patience, app)
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => {
      reject(error.code === 'EADDRINUSE' ? new PlainError(taken(where.port), { cause: error }) : error)
    })
    server.listen(where.port, where.host, resolve)
  })
  const address = server.address()
  return {
    port: typeof address === 'object' && address !== null ? address.port : where.port,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        setTimeout(() => server.closeAllConnections(), 5000).unref()
      }),
  }
}

function taken(port: number): string {
  return `Port ${port} is in use by another program. Stop it, or choose another: PORT=3001 npm start`
}
