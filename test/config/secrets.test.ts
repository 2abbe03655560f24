import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { sessionSecret } from '../../src/config/secrets.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'secrets-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('a secret that is given is used, and nothing is written', async () => {
  const given = 'x'.repeat(32)
  expect(await sessionSecret(given, path.join(folder, 'data'))).toBe(given)
  expect(await readdir(folder)).toEqual([])
})

test('without one, the first start makes a strong one that only its owner may read', async () => {
  const data = path.join(folder, 'new', 'data')
  const secret = await sessionSecret(undefined, data)
  expect(secret).toMatch(/^[\w-]{43}$/)
  expect(await readdir(data)).toEqual(['session-secret'])
  expect((await stat(path.join(data, 'session-secret'))).mode & 0o777).toBe(0o600)
})

test('every later start has the same one, so that people stay signed in', async () => {
  const first = await sessionSecret(undefined, folder)
  expect(await sessionSecret(undefined, folder)).toBe(first)
  expect(await readFile(path.join(folder, 'session-secret'), 'utf8')).toBe(first)
})

test('many first starts at once all have the whole of one secret', async () => {
  for (let round = 0; round < 20; round++) {
    const data = path.join(folder, String(round))
    const secrets = await Promise.all(Array.from({ length: 12 }, () => sessionSecret(undefined, data)))
    expect(new Set(secrets).size).toBe(1)
    expect(secrets[0]).toHaveLength(43)
    expect(await readdir(data)).toEqual(['session-secret'])
  }
})

test('a file that was cut short is no secret: it is said which file to look at', async () => {
  await writeFile(path.join(folder, 'session-secret'), 'short')
  await expect(sessionSecret(undefined, folder)).rejects.toThrow(path.join(folder, 'session-secret'))
})
