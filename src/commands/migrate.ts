// Brings the database up to date. `npm start` does the same; this is for doing it apart, before an upgrade, or as the
// owner of the tables, when the product itself works under a role that may not change what has been recorded.
import { parseArgs } from 'node:util'
import { grantTo } from '../database/grants.ts'
import { openFromEnvironment } from '../database/open.ts'
import { PlainError } from '../lib/plain-error.ts'
import { runCommand } from './run-command.ts'

const usage = `Brings the database up to date.

  npm run migrate
  npm run migrate -- --grant-to ROLE     and gives this role of PostgreSQL just what the product needs`

await runCommand(async () => {
  const role = roleIn(process.argv.slice(2))
  const { db, config, close } = await openFromEnvironment()
  try {
    if (role !== undefined) {
      if (config.databaseUrl === undefined)
        throw new PlainError(
          'The embedded database has one role, which owns it. --grant-to needs DATABASE_URL.',
        )
      await grantTo(db, role)
    }
  } finally {
    await close()
  }
  console.log('The database is up to date.')
  if (role !== undefined)
    console.log(`${role} may do what the product needs, and cannot change what is recorded.`)
  return 0
})

function roleIn(args: string[]): string | undefined {
  try {
    return parseArgs({ args, options: { 'grant-to': { type: 'string' } } }).values['grant-to']
  } catch (error) {
    throw new PlainError(`${error instanceof Error ? error.message : ''}\n\n${usage}`, { cause: error })
  }
}
