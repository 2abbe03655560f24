// Brings the database up to date. `npm start` does the same; this is for doing it apart, before an upgrade.
import { openFromEnvironment } from '../database/open.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const { close } = await openFromEnvironment()
  await close()
  console.log('The database is up to date.')
  return 0
})
