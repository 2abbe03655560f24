import { execFile } from 'node:child_process'
import { testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { programOf } from '../../support/programs.ts'

const college = testApp()

/** `npm run retention` without npm: what it prints, and how it ends. */
function runRetention(...args: string[]): Promise<{ code: number; said: string }> {
  const env = { PATH: process.env.PATH, DATABASE_URL: college().database.url, KEEP_UNCONFIRMED_MONTHS: '1' }
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      [programOf('commands/retention.ts'), ...args],
      { env },
      (_error, out, errors) => {
        resolve({ code: child.exitCode ?? -1, said: out + errors })
      },
    )
  })
}

const line =
  '      1  People who registered, never confirmed their address, and never enrolled (1 month since they were last seen)'

test('npm run retention -- --dry-run counts and changes nothing; without it, it is done and noted', async () => {
  const { db } = college()
  const long = new Date(Date.now() - 400 * 24 * 3_600_000)
  const id = await addPerson(db, { email: 'x@example.org', now: long })
  const dry = await runRetention('--dry-run')
  expect([dry.code, dry.said.split('\n')[0]]).toEqual([0, 'Kept long enough; nothing was erased:'])
  expect(dry.said).toContain(line)
  expect(await db.selectFrom('account_closing').selectAll().execute()).toEqual([])
  const real = await runRetention()
  expect([real.code, real.said.includes(line)]).toEqual([0, true])
  const closings = db.selectFrom('account_closing').select(['person_id', 'asked_by', 'why'])
  expect(await closings.execute()).toEqual([{ person_id: id, asked_by: null, why: 'never-confirmed' }])
  const noted = db.selectFrom('audit_event').select('action').orderBy('id')
  expect(await noted.execute()).toEqual([{ action: 'person.closing-due' }, { action: 'retention.applied' }])
})

test('npm run retention refuses what it does not know, and does nothing', async () => {
  const refused = await runRetention('--dryrun')
  expect(refused.code).toBe(1)
  expect(refused.said).toContain('npm run retention -- --dry-run')
})
