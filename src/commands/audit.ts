// npm run audit: checks what must hold in any database of ours. Exit 0 when it does, 2 when not, 1 when it cannot tell.
import { audit } from '../audit/audit.ts'
import { reportLines } from '../audit/report.ts'
import { openFromEnvironment } from '../database/open.ts'
import { runCommand } from './run-command.ts'

await runCommand(async () => {
  const { db, config, close } = await openFromEnvironment()
  try {
    const broken = await audit(db, { clock: () => new Date(), config })
    console.log(reportLines(broken).join('\n'))
    return broken.length === 0 ? 0 : 2
  } finally {
    await close()
  }
})
