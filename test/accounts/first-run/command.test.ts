import { spawn } from 'node:child_process'
import path from 'node:path'
import { testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { testPassword } from '../../support/password.ts'
import { programOf } from '../../support/programs.ts'

const college = testApp()

/** The command as an operator runs it, with this typed into it; what it printed, and how it ended. */
function run(args: string[], typed: string, environment: Record<string, string> = {}) {
  const child = spawn(process.execPath, [programOf('commands/create-administrator.ts'), ...args], {
    cwd: path.join(import.meta.dirname, '../../..'),
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      DATABASE_URL: college().database.url,
      ...environment,
    },
  })
  let printed = ''
  child.stdout.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (printed += chunk.toString()))
  child.stdin.end(typed)
  return new Promise<{ code: number | null; printed: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, printed })),
  )
}

const named = ['--name', 'Ada Office', '--email', 'ada@example.org']

test('with name and email as arguments and the password on standard input, it makes an administrator who can sign in', async () => {
  const { code, printed } = await run(named, `${testPassword}\n`)
  expect([code, printed]).toEqual([
    0,
    expect.stringContaining('ada@example.org can sign in as an administrator'),
  ])
  expect(printed).not.toContain(testPassword)
  expect(printed).not.toContain('codes on their phone')
  const browser = await college().as('ada@example.org')
  expect((await browser.get('/admin')).status).toBe(200)
  expect((await browser.get('/first-run')).status).toBe(404)
})

test('it asks for what is not given, one line each', async () => {
  const { code, printed } = await run([], `Ada Office\nada@example.org\n${testPassword}\n`, {
    STAFF_SECOND_FACTOR: 'required',
  })
  expect([code, printed]).toEqual([0, expect.stringContaining('set up codes on their phone')])
  expect(printed).toContain('Email address: ')
  expect((await college().db.selectFrom('person').select('name').executeTakeFirst())?.name).toBe('Ada Office')
})

test('it gives the role to somebody who is here already, and leaves their password', async () => {
  const id = await addPerson(college().db, { email: 'ada@example.org', roles: ['student'] })
  const { code, printed } = await run(named, `${testPassword}\n`)
  expect([code, printed]).toEqual([0, expect.stringContaining('their password stays')])
  const roles = await college()
    .db.selectFrom('role_grant')
    .select('role')
    .where('person_id', '=', id)
    .execute()
  expect(roles.map(({ role }) => role).sort()).toEqual(['administrator', 'student'])
  expect(await college().db.selectFrom('credential').selectAll().execute()).toEqual([])
})

test.each([
  ['a password as an argument', [...named, '--password', 'secret words here'], '', 'asked for'],
  ['a short password', named, 'short\n', 'at least 10 characters'],
  ['a stolen password', named, 'password123\n', 'stolen'],
  ['no password', named, '', 'Enter a password'],
  ['an email that is none', ['--name', 'Ada', '--email', 'ada'], `${testPassword}\n`, 'right form'],
])('%s is refused in plain words, and nobody is made', async (_, args, typed, words) => {
  const { code, printed } = await run(args, typed)
  expect([code, printed]).toEqual([1, expect.stringContaining(words)])
  expect(printed).not.toMatch(/secret words here|\bat .*\.ts:\d+/)
  expect(await college().db.selectFrom('person').select('id').execute()).toEqual([])
})
