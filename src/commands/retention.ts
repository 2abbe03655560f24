// npm run retention: erases what has been kept long enough, as each night does. --dry-run only counts it.
import { parseArgs } from 'node:util'
import { announceClosings } from '../accounts/retention/announce.ts'
import { applyRetention } from '../accounts/retention/apply.ts'
import { countAllDue, reportLines } from '../accounts/retention/report.ts'
import { openFromEnvironment } from '../database/open.ts'
import { PlainError } from '../lib/plain-error.ts'
import { runCommand } from './run-command.ts'

const usage = `Erases what has been kept long enough. The times are settings: KEEP_… in .env.example.

  npm run retention
  npm run retention -- --dry-run     only counts what would go`

await runCommand(async () => {
  const dryRun = isDryRun(process.argv.slice(2))
  const { db, config, close } = await openFromEnvironment()
  const { retention, timeZone } = config
  const at = { now: new Date(), timeZone }
  try {
    if (!dryRun) await announceClosings(db, config, at.now)
    const counts = dryRun ? await countAllDue(db, retention, at) : await applyRetention(db, retention, at)
    console.log(
      dryRun ? 'Kept long enough; nothing was erased:' : 'Erased. Accounts close as the worker goes on:',
    )
    console.log(reportLines(counts, retention).join('\n'))
    return 0
  } finally {
    await close()
  }
})

function isDryRun(args: string[]): boolean {
  try {
    return parseArgs({ args, options: { 'dry-run': { type: 'boolean' } } }).values['dry-run'] === true
  } catch (error) {
    throw new PlainError(`${error instanceof Error ? error.message : ''}\n\n${usage}`, { cause: error })
  }
}
