import { parseAccounts } from '../../../src/database/embedded/accounts.ts'
import { asCannotRun, CannotRunEmbedded } from '../../../src/database/embedded/cannot-run.ts'
import { connectionStringFor } from '../../../src/database/embedded/connection.ts'
import { parsePostmasterNote } from '../../../src/database/embedded/postmaster-file.ts'
import { childEnvironment } from '../../../src/database/embedded/run-program.ts'

test('the note of a running server names its number, its port and whether it is ready', () => {
  const lines = ['4711', '/data', '1700000000', '5433', '', '127.0.0.1', ' 1  2', 'ready   ', '']
  expect(parsePostmasterNote(lines.join('\n'))).toEqual({ pid: 4711, port: 5433, ready: true })
  expect(parsePostmasterNote(lines.join('\r\n'))).toEqual({ pid: 4711, port: 5433, ready: true })
})

test('the note of a server that starts is not ready, and half a note has no port', () => {
  expect(parsePostmasterNote('4711\n/data\n1\n5433\n\n\n\nstarting\n')).toMatchObject({ ready: false })
  expect(parsePostmasterNote('4711\n/data\n')).toEqual({ pid: 4711, port: 0, ready: false })
})

test.each(['', '\n', 'words', '0\n', '-4\n'])('"%s" is no note', (text) => {
  expect(parsePostmasterNote(text)).toBeUndefined()
})

test('a list of accounts gives names and numbers, and lines that are none are passed over', () => {
  const text = 'root:x:0:0:root:/root:/bin/sh\n+::::::\n# note\nnobody:x:65534:65533::/:\n'
  expect(parseAccounts(text).filter(({ name }) => name !== '+')).toEqual([
    { name: 'root', uid: 0, gid: 0 },
    { name: 'nobody', uid: 65534, gid: 65533 },
  ])
})

test('the server is told no secret, no PG variable and no language', () => {
  const told = childEnvironment({ Path: 'C:\\', SESSION_SECRET: 's', PGPORT: '1', LANG: 'fr_FR', HOME: '/' })
  expect(told).toEqual({ Path: 'C:\\', LC_ALL: 'C' })
})

test('a connection string carries any password', () => {
  expect(new URL(connectionStringFor(5433, 'a/b?c@d')).password).toBe('a%2Fb%3Fc%40d')
})

test('every failure ends with what can be done', () => {
  const denied = asCannotRun(
    Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' }),
    '/data',
  )
  expect(denied).toBeInstanceOf(CannotRunEmbedded)
  expect(denied.message).toMatch(/\/data.*permission denied.*who owns that folder/)
  expect(denied.message).toContain('set DATABASE_URL to a PostgreSQL 15 or newer')
  expect(asCannotRun(denied, '/other')).toBe(denied)
})
