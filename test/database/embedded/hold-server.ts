// A process of its own that uses the embedded database of the folder named first, until its input ends.
// It prints one line of JSON: the connection string, or why it could not.
import { startEmbedded } from '../../../src/database/embedded/start.ts'

const dataDir = process.argv[2] ?? ''
try {
  const database = await startEmbedded({ dataDir })
  process.stdout.write(
    `${JSON.stringify({ connectionString: database.connectionString, account: process.geteuid?.() })}\n`,
  )
  process.stdin.resume().once('end', () => void database.stop())
} catch (error) {
  process.stdout.write(`${JSON.stringify({ error: (error as Error).message })}\n`)
  process.exitCode = 1
}
