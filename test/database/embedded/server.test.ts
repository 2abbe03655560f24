import { createServer } from 'node:net'
import { once } from 'node:events'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findBinaries } from '../../../src/database/embedded/binaries.ts'
import { choosePlace } from '../../../src/database/embedded/place.ts'
import {
  findRunningServer,
  haltServer,
  launchServer,
  mayPass,
} from '../../../src/database/embedded/server.ts'
import { logFileIn, trimLog } from '../../../src/database/embedded/server-log.ts'
import { serverSettings } from '../../../src/database/embedded/settings.ts'
import { startWithPgCtl, stopWithPgCtl } from '../../../src/database/embedded/start-programs.ts'
import { ask, clearAway, newFolder, query, serverPid, start } from './support.ts'

let home = ''
let connectionString = ''
let password = ''

beforeAll(async () => {
  home = await newFolder('server of one’s own')
  const database = await start(home)
  connectionString = database.connectionString
  password = decodeURIComponent(new URL(connectionString).password)
  await database.stop()
})
afterAll(clearAway)

async function serverHere() {
  const place = await choosePlace(home)
  return { place, binaries: await findBinaries({ ...place, major: 18 }) }
}

function at(port: number): string {
  const url = new URL(connectionString)
  url.port = String(port)
  return url.href
}

test('a port that was taken in between is left for another', async () => {
  const taken = createServer().listen(0, '127.0.0.1')
  await once(taken, 'listening')
  const { port: takenPort } = taken.address() as { port: number }
  const free = createServer().listen(0, '127.0.0.1')
  await once(free, 'listening')
  const { port: freePort } = free.address() as { port: number }
  await new Promise((resolve) => free.close(resolve))
  const ports = [takenPort, freePort]
  const server = await serverHere()
  const choosePort = () => Promise.resolve(ports.shift()!)
  expect(await launchServer(server, { durable: false, choosePort })).toBe(freePort)
  expect(await ask(at(freePort), 'select 1')).toBe(1)
  await haltServer(server.place)
  await new Promise((resolve) => taken.close(resolve))
})

test('pg_ctl, the way of Windows, starts and stops it too', async () => {
  const server = await serverHere()
  const port = await launchServer(server, { durable: false, start: startWithPgCtl })
  expect(await ask(at(port), 'show timezone')).toBe('UTC')
  expect(await findRunningServer(home, password)).toBe(port)
  await stopWithPgCtl(server)
  expect(await findRunningServer(home, password)).toBeUndefined()
})

test('a server that refuses to start is quoted', async () => {
  const server = await serverHere()
  const file = join(home, 'cluster', 'postgresql.conf')
  const before = await readFile(file, 'utf8')
  await writeFile(file, `${before}\nno_such_setting = 1\n`)
  await expect(launchServer(server, { durable: false })).rejects.toThrow(/no_such_setting/)
  await writeFile(file, before)
})

test('a log that grew too long is moved aside while the server goes on writing', async () => {
  const server = await serverHere()
  const port = await launchServer(server, { durable: false })
  await expect(ask(at(port), 'select first_error')).rejects.toThrow()
  expect(await trimLog(home, 1_000_000)).toBe(false)
  expect(await trimLog(home, 10)).toBe(true)
  expect((await stat(logFileIn(home))).size).toBe(0)
  expect(await readFile(`${logFileIn(home)}.1`, 'utf8')).toContain('first_error')
  await expect(ask(at(port), 'select second_error')).rejects.toThrow()
  const log = await readFile(logFileIn(home), 'utf8')
  expect(log).toContain('second_error')
  expect(log).not.toContain('\0')
  await haltServer(server.place)
})

test('what people typed does not reach the log', async () => {
  const server = await serverHere()
  const port = await launchServer(server, { durable: false })
  await query(at(port), 'create table person (email text unique)')
  const insert = `insert into person values ('amal@example.org')`
  await query(at(port), insert)
  await expect(query(at(port), insert)).rejects.toThrow(/unique/)
  const log = await readFile(logFileIn(home), 'utf8')
  expect(log).toContain('unique')
  expect(log).not.toContain('amal')
  await haltServer(server.place)
})

test('stopping ends the server and takes its note away', async () => {
  const server = await serverHere()
  await launchServer(server, { durable: false })
  await haltServer(server.place)
  await expect(serverPid(home)).rejects.toMatchObject({ code: 'ENOENT' })
  await haltServer(server.place)
})

test('no setting needs quotes on a command line', () => {
  for (const setting of serverSettings(5432, false)) expect(setting).toMatch(/^[a-z_]+=[\w./-]*$/)
})

test.each([
  ['FATAL:  could not create any TCP/IP sockets', true],
  ['FATAL:  pre-existing shared memory block (key 1, ID 2) is still in use', true],
  ['FATAL:  database files are incompatible with server', false],
  ['', false],
])('whether it is worth trying again after "%s": %s', (said, again) => {
  expect(mayPass(said)).toBe(again)
})
