import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { CannotRunEmbedded } from '../../../src/database/embedded/cannot-run.ts'
import { pidRuns } from '../../../src/lib/processes.ts'
import { ask, clearAway, newFolder, query, serverPid, start } from './support.ts'

describe('a first start', () => {
  let home = ''
  let connectionString = ''

  beforeAll(async () => {
    home = await newFolder()
    connectionString = (await start(home)).connectionString
  })
  afterAll(clearAway)

  test('gives an empty database in UTF-8, UTC and ICU, with every extension that can be wanted', async () => {
    expect(await ask(connectionString, 'show server_encoding')).toBe('UTF8')
    expect(await ask(connectionString, 'show timezone')).toBe('UTC')
    expect(await ask(connectionString, 'select current_database()')).toBe('recovery_college')
    expect(await ask(connectionString, 'select current_user')).toBe('recovery_college')
    const provider = 'select datlocprovider from pg_database where datname = current_database()'
    expect(await ask(connectionString, provider)).toBe('i')
    for (const extension of ['pg_trgm', 'unaccent', 'citext', 'btree_gist', 'pgcrypto']) {
      await query(connectionString, `create extension ${extension}`)
    }
  })

  test('puts names in the order of a dictionary, whatever their accents and capitals', async () => {
    const names = `values ('Zoe'), ('émile'), ('Eva'), ('Ŵan')`
    const ordered = await query(connectionString, `select * from (${names}) as t (name) order by name`)
    expect(ordered.map(({ name }) => name)).toEqual(['émile', 'Eva', 'Ŵan', 'Zoe'])
  })

  test('counts the letters of every language as letters when it searches', async () => {
    await query(connectionString, 'create extension if not exists pg_trgm')
    expect(await ask(connectionString, `select cardinality(show_trgm('ŷ'))`)).toBe(2)
  })

  test('can be reached from this computer only, by password only, and has no socket file', async () => {
    expect(await ask(connectionString, 'show listen_addresses')).toBe('127.0.0.1')
    expect(await ask(connectionString, 'show unix_socket_directories')).toBe('')
    const wrong = new URL(connectionString)
    wrong.password = 'guess'
    await expect(ask(wrong.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
  })

  test('leaves the password in a file that only its owner may read', async () => {
    const file = join(home, 'password')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    expect(await readFile(file, 'utf8')).toBe(decodeURIComponent(new URL(connectionString).password))
  })

  test('does not wait for the disk when nobody would miss the data', async () => {
    for (const setting of ['fsync', 'synchronous_commit', 'full_page_writes']) {
      expect(await ask(connectionString, `show ${setting}`)).toBe('off')
    }
    expect(await ask(connectionString, 'show max_connections')).toBe('200')
  })
})

describe('a later start', () => {
  afterEach(clearAway)

  test('what was written is there after a stop and a start, also where the path holds spaces, a dollar and umlauts', async () => {
    const home = await newFolder('Säule $HOME & “Töchter” 日本')
    const first = await start(home)
    await query(first.connectionString, `create table note as select 'kept' as words`)
    const pid = await serverPid(home)
    await Promise.all([first.stop(), first.stop()])
    await first.stop()
    expect(pidRuns(pid)).toBe(false)
    const second = await start(home)
    expect(await ask(second.connectionString, 'select words from note')).toBe('kept')
  })

  test('a server killed under load comes back with every row that was committed', async () => {
    const home = await newFolder()
    const database = await start(home, true)
    const { connectionString } = database
    expect(await ask(connectionString, 'show fsync')).toBe('on')
    expect(await ask(connectionString, 'show synchronous_commit')).toBe('on')
    expect(await ask(connectionString, 'show max_connections')).toBe('60')
    expect(await ask(connectionString, 'show autovacuum_naptime')).toBe('5s')
    await query(connectionString, 'create table row (number int)')
    const committed: number[] = []
    const writer = async (from: number) => {
      for (let number = from; ; number += 4) {
        await query(connectionString, `insert into row values (${number})`)
        committed.push(number)
      }
    }
    const writers = Promise.allSettled([0, 1, 2, 3].map(writer))
    while (committed.length < 60) await new Promise((resolve) => setTimeout(resolve, 5))
    process.kill(await serverPid(home), 'SIGKILL')
    await writers
    await database.stop()
    const again = await start(home, true)
    const kept = await query(again.connectionString, 'select number from row')
    const numbers = new Set(kept.map(({ number }) => number))
    expect(committed.filter((number) => !numbers.has(number))).toEqual([])
  })

  test('what an interrupted initdb left behind is cleared away, and a half-made cluster is begun again', async () => {
    const home = await newFolder()
    await mkdir(join(home, 'cluster', 'base', '1'), { recursive: true })
    await writeFile(join(home, 'cluster', 'PG_VERSION'), '18\n')
    await mkdir(join(home, 'cluster.making-0123', 'base'), { recursive: true })
    const { connectionString } = await start(home)
    expect(await ask(connectionString, 'select 1')).toBe(1)
    const left = await readdir(home)
    expect(left.filter((name) => name.includes('making'))).toEqual([])
    expect(left.filter((name) => name.startsWith('cluster-half-made-'))).toHaveLength(1)
  })

  test('a damaged cluster that held a database is neither thrown away nor replaced', async () => {
    const home = await newFolder()
    await mkdir(join(home, 'cluster', 'base', '16384'), { recursive: true })
    await expect(start(home)).rejects.toThrow(/damaged.*backup/)
    expect(await readdir(home)).toContain('cluster')
  })

  test('data made by another major version are refused in plain words, and opened again by their own', async () => {
    const home = await newFolder()
    const database = await start(home)
    await database.stop()
    const version = join(home, 'cluster', 'PG_VERSION')
    const made = await readFile(version, 'utf8')
    await writeFile(version, '14\n')
    const refused = start(home)
    await expect(refused).rejects.toBeInstanceOf(CannotRunEmbedded)
    await expect(refused).rejects.toThrow(/made by PostgreSQL 14.*\n?.*/)
    await expect(refused).rejects.toThrow('set DATABASE_URL to a PostgreSQL 15 or newer')
    await writeFile(version, made)
    expect(await ask((await start(home)).connectionString, 'select 1')).toBe(1)
  })

  test('a lost password file is said to be lost', async () => {
    const home = await newFolder()
    await (await start(home)).stop()
    await writeFile(join(home, 'password'), '')
    await expect(start(home)).rejects.toThrow(/lost its password file .*password/)
  })

  test('a folder that cannot be made is named', async () => {
    const file = await newFolder('file')
    await writeFile(file, '')
    const refused = start(join(file, 'data'))
    await expect(refused).rejects.toBeInstanceOf(CannotRunEmbedded)
    await expect(refused).rejects.toThrow(file)
  })
})
