// The command as an administrator types it, in a process of its own, on a real database.
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { readArguments, Unusable } from '../../../src/commands/import-arguments.ts'
import { testDatabase } from '../../support/database.ts'
import { counts } from './snapshot.ts'
import { csv, header, realFiles } from './support.ts'
import { programOf } from '../../support/programs.ts'

const database = testDatabase()
const project = path.join(import.meta.dirname, '../../..')
const data = (name: string) => path.join(project, 'test/data', name)
const real = [data(realFiles.prospectus.name), '--sessions', data(realFiles.sessions.name)]

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'import-'))
})
afterAll(() => rm(folder, { recursive: true }))

interface Ended {
  code: number
  stdout: string
  stderr: string
}

function run(...given: string[]): Promise<Ended> {
  return runWith(database().url, ...given)
}

function runWith(databaseUrl: string, ...given: string[]): Promise<Ended> {
  const command = [programOf('commands/import.ts'), ...given]
  const env = { ...process.env, DATABASE_URL: databaseUrl, NODE_ENV: 'development' as const }
  return new Promise((resolve) => {
    execFile(process.execPath, command, { cwd: project, env }, (error, stdout, stderr) => {
      resolve({ code: error === null ? 0 : Number(error.code), stdout, stderr })
    })
  })
}

async function file(name: string, bytes: Buffer): Promise<string> {
  await writeFile(path.join(folder, name), bytes)
  return path.join(folder, name)
}

test('the real term is tried, imported, and found unchanged', async () => {
  const tried = await run(...real, '--dry-run')
  expect(tried.code).toBe(0)
  expect(tried.stdout).toMatch(/Line 12, sessions: The run is said to have 3 sessions, but .* gives 4 dates/)
  expect(tried.stdout).toMatch(/What would happen:\n {2}89 runs with 127 sessions, of 49 courses \(49 new\)/)
  expect(tried.stdout).toMatch(/This was a dry run: nothing was changed\.\n$/)
  expect(await counts(database().db)).toMatchObject({ run: 0 })

  const imported = await run(...real, '--shift-weeks', '78', '--publish')
  expect(imported.code).toBe(0)
  expect(imported.stdout).toMatch(/What was done, every date moved by 78 weeks:/)
  expect(imported.stdout).toMatch(
    /0 runs published\.\n89 runs not published:\n {2}Line 2, Building Resilience: no peer/,
  )
  expect(imported.stdout).toMatch(/Imported\.\n$/)

  const again = await run(...real, '--shift-weeks=78', '--publish', '--override-reason', 'Named in May')
  expect(again.code).toBe(0)
  expect(again.stdout).toContain('89 runs unchanged')
  expect(again.stdout).toContain(
    '89 runs published, 89 of them without both trainers, because: "Named in May".',
  )
})

test('a file with errors says which lines and leaves with 1, and nothing is imported', async () => {
  const wrong = await file(
    'wrong.csv',
    csv(
      `${header},Cost`,
      'Art,,,,In person,Hall,,2027-03-01,Tuesday,10:00,12:00,1,,,,,,5',
      'Art,,,,Maybe,Hall,,,,,,,,,,,,',
    ),
  )
  const { code, stdout, stderr } = await run(wrong)
  expect(code).toBe(1)
  expect(stderr).not.toMatch(/ at .*:\d+:\d+/)
  expect(stdout).toBe(
    [
      'wrong.csv: 2 lines read (UTF-8, comma). Columns kept aside: Cost.',
      '',
      '2 errors: these lines cannot be taken as they are.',
      '  Line 2, weekday: 1 March 2027 is a Monday, but the file says Tuesday. Correct the date or the weekday.',
      '  Line 3, delivery_mode: "Maybe" is not a way of teaching we know. Write "In person" or "Online".',
      '',
      'Nothing was imported: correct these lines and try again.',
      '',
    ].join('\n'),
  )
  expect(await counts(database().db)).toMatchObject({ run: 0, course: 0 })
})

test('a long file is seen to move', async () => {
  const lines = Array.from(
    { length: 1200 },
    (_, index) => `Art ${index},,,,Online,,,2027-03-01,,10:00,12:00,,,,,,`,
  )
  const { code, stdout, stderr } = await run(await file('long.csv', csv(header, ...lines)))
  expect(code).toBe(0)
  expect(stdout).toContain('1200 runs new, as drafts')
  expect(stderr).toMatch(/Reading: 500 of 1200 lines\nReading: 1000 of 1200 lines/)
  expect(stderr).toMatch(/Writing runs: 500 of 1200\nWriting runs: 1000 of 1200\nWriting runs: 1200 of 1200/)
})

test.each([
  ['no-such-file.csv', /no-such-file\.csv: there is no such file\./],
  ['src', /src: this is a folder, not a file\./],
])('%s cannot be read: told in words, and leaves with 1', async (given, words) => {
  const { code, stdout, stderr } = await run(given)
  expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
  expect(stderr).toMatch(words)
  expect(stderr).not.toMatch(/^\s+at /m)
})

test('a database that cannot be reached is told in words', async () => {
  const { code, stderr } = await runWith('postgres://nobody@localhost:1/none', real[0]!)
  expect(code).toBe(1)
  expect(stderr).toMatch(/^The import could not be done\. .*ECONNREFUSED.*\nNothing was imported\.\n$/)
  expect(stderr).not.toMatch(/^\s+at /m)
})

test.each([
  [[], /Name one file to import/],
  [['a.csv', 'b.csv'], /Name one file to import/],
  [['a.csv', '--shift-weeks', 'two'], /--shift-weeks needs a whole number of weeks, at most 1040, not "two"/],
  [['a.csv', '--shift-weeks', '2000'], /--shift-weeks needs/],
  [['a.csv', '--override-reason', 'x'], /--override-reason goes with --publish/],
  [['a.csv', '--publish', '--override-reason', ' '], /needs words that say why/],
  [['a.csv', '--colour'], /Unknown option '--colour'/],
])('the arguments %j are refused in words', (given, words) => {
  expect(() => readArguments(given)).toThrow(words)
  expect(() => readArguments(given)).toThrow(Unusable)
})

test('all that can be asked for is understood', () => {
  const all = [
    'a.csv',
    '--sessions',
    'b.csv',
    '--dry-run',
    '--shift-weeks=-4',
    '--publish',
    '--override-reason',
    'why',
  ]
  expect(readArguments(all)).toEqual({
    file: 'a.csv',
    sessions: 'b.csv',
    dryRun: true,
    shiftWeeks: -4,
    publish: { overrideReason: 'why' },
  })
  expect(readArguments(['a.csv'])).toMatchObject({ dryRun: false, shiftWeeks: 0, publish: false })
  expect(readArguments(['--help'])).toBe('help')
})
