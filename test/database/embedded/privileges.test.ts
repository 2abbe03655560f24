import { chmod, chown, mkdir, readdir, readFile, rename, rm, rmdir, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { parseAccounts } from '../../../src/database/embedded/accounts.ts'
import { startEmbedded } from '../../../src/database/embedded/start.ts'
import { ask, clearAway, describeForRoot, newFolder, query, start, startInAnotherProcess } from './support.ts'

afterEach(clearAway)

/** The account of that name on this computer. */
async function account(name: string) {
  const found = parseAccounts(await readFile('/etc/passwd', 'utf8')).find((line) => line.name === name)
  if (found === undefined) throw new Error(`This computer has no account ${name}.`)
  return found
}

test('an ordinary person without LANG and HOME gets a working database', async () => {
  const home = await newFolder()
  await mkdir(home)
  const nobody = process.geteuid?.() === 0 ? await account('nobody') : undefined
  if (nobody !== undefined) await chown(home, nobody.uid, nobody.gid)
  const other = await startInAnotherProcess(home, nobody && { uid: nobody.uid, gid: nobody.gid })
  expect(other.said.account).not.toBe(0)
  expect(await ask(other.said.connectionString, 'show server_encoding')).toBe('UTF8')
  await other.leave()
  expect(await readdir(join(home, 'users'))).toEqual([])
})

describeForRoot('root', () => {
  test('runs the server as the owner of the data folder, who can then start it too', async () => {
    const home = await newFolder()
    const nobody = await account('nobody')
    await chown(dirname(home), nobody.uid, nobody.gid)
    const database = await start(home, true)
    await query(database.connectionString, `create table note as select 'kept' as words`)
    expect((await stat(join(home, 'cluster'))).uid).toBe(nobody.uid)
    await database.stop()
    const { said } = await startInAnotherProcess(home, { uid: nobody.uid, gid: nobody.gid })
    expect(said.account).toBe(nobody.uid)
    expect(await ask(said.connectionString, 'select words from note')).toBe('kept')
  })

  test('keeps the data in its own folder when that is hidden but its surroundings are not', async () => {
    const home = await newFolder()
    await mkdir(home, { mode: 0o700 })
    const { connectionString } = await start(home)
    expect(await ask(connectionString, 'show data_directory')).toBe(join(home, 'cluster'))
    expect((await stat(home)).mode & 0o007).toBe(0)
    expect((await stat(join(home, 'cluster'))).uid).not.toBe(0)
  })

  test('keeps the data elsewhere when no other account can come near, and finds them when the project moves', async () => {
    const home = await newFolder()
    await chmod(dirname(home), 0o700)
    const database = await start(home, true)
    const cluster = String(await ask(database.connectionString, 'show data_directory'))
    expect(cluster).toMatch(/^\/var\/lib\/recovery-college\/[0-9a-f]{16}\/cluster$/)
    try {
      await query(database.connectionString, `create table note as select 'kept' as words`)
      await database.stop()
      const moved = `${home}-moved`
      await rename(home, moved)
      const after = await start(moved)
      expect(await ask(after.connectionString, 'select words from note')).toBe('kept')
      await after.stop()
    } finally {
      await rm(dirname(cluster), { recursive: true, force: true })
      await rmdir(dirname(dirname(cluster))).catch(() => undefined)
    }
  })

  test('leaves nothing elsewhere of data that nobody would miss', async () => {
    const home = await newFolder()
    await chmod(dirname(home), 0o700)
    const database = await startEmbedded({ dataDir: home, durable: false })
    const elsewhere = dirname(String(await ask(database.connectionString, 'show data_directory')))
    expect((await stat(elsewhere)).uid).toBe(0)
    await database.stop()
    await expect(stat(elsewhere)).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
