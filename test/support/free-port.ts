import { once } from 'node:events'
import { createServer } from 'node:net'
import { randomInt } from 'node:crypto'

// Below the ports that systems give to whoever asks for any (on Linux from 32768, elsewhere from 49152, ip(7) and
// RFC 6335): tests beside this one open hundreds of those a second, and one of them would answer in a program's stead.
const lowest = 11_000
const highest = 32_000

/** A port nobody listens on just now, for a program that is still to be started. */
export async function freePort(): Promise<number> {
  for (;;) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer()
  try {
    server.listen(port)
    await once(server, 'listening')
  } catch {
    return false
  }
  server.close()
  await once(server, 'close')
  return true
}
