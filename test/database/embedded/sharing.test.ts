import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pidRuns, thisProcess } from '../../../src/lib/processes.ts'
import { startEmbedded } from '../../../src/database/embedded/start.ts'
import { refuseUsersElsewhere } from '../../../src/database/embedded/users.ts'
import { ask, clearAway, newFolder, query, serverPid, start, startInAnotherProcess } from './support.ts'

afterAll(clearAway)

/** A process number that was given and is free again. */
async function numberOfDead(): Promise<number> {
  const child = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(child, 'exit')
  return child.pid!
}

test('processes that start for the first time at once get the same server, and the last to leave stops it', async () => {
  const home = await newFolder()
  const [one, two, here] = await Promise.all([
    startInAnotherProcess(home),
    startInAnotherProcess(home),
    start(home),
  ])
  expect(one.said.connectionString).toBe(here.connectionString)
  expect(two.said.connectionString).toBe(here.connectionString)
  await query(here.connectionString, `create table note as select 'kept' as words`)
  const pid = await serverPid(home)
  await one.leave()
  await here.stop()
  expect(await ask(two.said.connectionString, 'select words from note')).toBe('kept')
  await two.leave()
  expect(pidRuns(pid)).toBe(false)
  expect(await readdir(join(home, 'users'))).toEqual([])
})

test('a server whose process was killed is adopted by the next start, and stopped with it', async () => {
  const home = await newFolder()
  const killed = await startInAnotherProcess(home)
  const pid = await serverPid(home)
  await killed.kill()
  expect(pidRuns(pid)).toBe(true)
  const next = await start(home)
  expect(next.connectionString).toBe(killed.said.connectionString)
  await next.stop()
  expect(pidRuns(pid)).toBe(false)
})

test('after a process and its server were both killed, the next start repairs and goes on', async () => {
  const home = await newFolder()
  const killed = await startInAnotherProcess(home)
  await query(killed.said.connectionString, `create table note as select 'kept' as words`)
  process.kill(await serverPid(home), 'SIGKILL')
  await killed.kill()
  const next = await start(home)
  expect(await ask(next.connectionString, 'select words from note')).toBe('kept')
})

test('data in use by another container are left alone until it falls silent', async () => {
  const home = await newFolder()
  await mkdir(join(home, 'users'), { recursive: true })
  const sign = join(home, 'users', 'container')
  await writeFile(sign, JSON.stringify({ ...thisProcess(), machine: 'another' }))
  const log = jest.fn()
  await expect(refuseUsersElsewhere(home, log, 50)).rejects.toThrow(/in use by another computer or container/)
  const minuteAgo = Date.now() / 1000 - 60
  await utimes(sign, minuteAgo, minuteAgo)
  expect(log).toHaveBeenCalledTimes(1)
  await refuseUsersElsewhere(home, log, 50)
  expect(log).toHaveBeenCalledTimes(1)
})

test('a folder deleted under a running server can be begun again', async () => {
  const home = await newFolder()
  const lost = await start(home)
  const pid = await serverPid(home)
  await rm(home, { recursive: true })
  const database = await start(home)
  expect(await ask(database.connectionString, 'select 1')).toBe(1)
  expect(database.connectionString).not.toBe(lost.connectionString)
  process.kill(pid, 'SIGQUIT')
})

describe('a folder in which something was left', () => {
  let home = ''

  beforeAll(async () => {
    home = await newFolder()
    await (await startEmbedded({ dataDir: home, durable: false })).stop()
  })

  test('a note of a server that is gone does not keep another from starting, also when its number was given anew', async () => {
    const note = join(home, 'cluster', 'postmaster.pid')
    for (const pid of [await numberOfDead(), process.pid]) {
      await writeFile(note, `${pid}\n${join(home, 'cluster')}\n1700000000\n5432\n\n127.0.0.1\n0 0\nready\n`)
      const database = await start(home)
      expect(await ask(database.connectionString, 'select 1')).toBe(1)
      expect(await serverPid(home)).not.toBe(pid)
      await database.stop()
    }
  })

  test('the lock of a process that is gone does not block, nor does half a lock of long ago', async () => {
    const lock = join(home, 'lock')
    await writeFile(lock, JSON.stringify({ ...thisProcess(), pid: await numberOfDead(), id: 'dead' }))
    const first = await start(home)
    await first.stop()
    await writeFile(lock, '{"pid":')
    await utimes(lock, 0, 0)
    const second = await start(home)
    expect(await ask(second.connectionString, 'select 1')).toBe(1)
    await second.stop()
  })

  test('the sign of a killed process does not keep the server running', async () => {
    const database = await start(home)
    const left = { ...thisProcess(), pid: await numberOfDead() }
    await writeFile(join(home, 'users', 'left'), JSON.stringify(left))
    const reused = { ...thisProcess(), started: '1' }
    if (thisProcess().started !== '') await writeFile(join(home, 'users', 'reused'), JSON.stringify(reused))
    const pid = await serverPid(home)
    await database.stop()
    expect(pidRuns(pid)).toBe(false)
  })

  test('a running server that does not take our password is left running, and the password file is named', async () => {
    const database = await start(home)
    const password = await readFile(join(home, 'password'), 'utf8')
    await writeFile(join(home, 'password'), 'another')
    await expect(start(home)).rejects.toThrow(/does not take the password in .*password/)
    expect(await ask(database.connectionString, 'select 1')).toBe(1)
    await writeFile(join(home, 'password'), password)
    await database.stop()
  })
})
