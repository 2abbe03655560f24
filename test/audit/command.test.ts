import { execFile } from 'node:child_process'
import { invariants } from '../../src/audit/audit.ts'
import { testApp } from '../support/app.ts'
import { liveThrough, tamper } from './support.ts'
import { programOf } from '../support/programs.ts'

const college = testApp()

/** `npm run audit` without npm: what it prints, and how it ends. */
function runAudit(databaseUrl: string): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: databaseUrl }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [programOf('commands/audit.ts')],
      { env },
      (_error, out, errors) => {
        resolve({ code: child.exitCode ?? -1, said: out + errors })
      },
    )
  })
}

test('npm run audit ends with 0 for a sound college, with 2 and the place for a broken one', async () => {
  const app = college()
  const { runId } = await liveThrough(app)
  expect(await runAudit(app.database.url)).toEqual({
    code: 0,
    said: `${invariants.length} rules checked. All hold.\n`,
  })
  await tamper(app, `update run set capacity = 0 where id = '${runId}'`)
  const broken = await runAudit(app.database.url)
  expect(broken.code).toBe(2)
  expect(broken.said).toContain(`run ${runId}: `)
  expect(broken.said).toContain(' taken, and it has 0')
})

test('npm run audit ends with 1 when it cannot tell', async () => {
  const nowhere = await runAudit('postgres://nobody@127.0.0.1:1/nothing')
  expect(nowhere.code).toBe(1)
  expect(nowhere.said).toContain('ECONNREFUSED')
  const nonsense = await runAudit('somewhere')
  expect(nonsense).toEqual({ code: 1, said: expect.stringContaining('DATABASE_URL must be a URL') as string })
})
