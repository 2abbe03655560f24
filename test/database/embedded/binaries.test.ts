import { chmod, cp, lstat, mkdir, readdir, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { findBinaries } from '../../../src/database/embedded/binaries.ts'
import { findPackage, linkLibraries } from '../../../src/database/embedded/binary-package.ts'
import { listCandidates } from '../../../src/database/embedded/accounts.ts'
import { clearAway, describeForRoot, newFolder } from './support.ts'

afterEach(clearAway)

const installed = findPackage()

/** A package like the one npm installs when it may not run install scripts: without the links. */
async function packageWithoutLinks(): Promise<string> {
  const folder = await newFolder('package')
  await cp(installed!, folder, { recursive: true, verbatimSymlinks: true })
  const libraries = join(folder, 'native', 'lib')
  for (const name of await readdir(libraries)) {
    if ((await lstat(join(libraries, name))).isSymbolicLink()) await rm(join(libraries, name))
  }
  return folder
}

/** A package whose programs say this version, or end with this failure. */
async function packageThatSays(words: string): Promise<string> {
  const folder = await newFolder('package')
  await mkdir(join(folder, 'native', 'bin'), { recursive: true })
  await symlink(words.startsWith('/') ? words : '/bin/false', join(folder, 'native', 'bin', 'postgres'))
  return folder
}

const here = { runAs: undefined, major: undefined }

test('the programs that came with npm run, though its install script did not', async () => {
  const packageFolder = await packageWithoutLinks()
  const home = await newFolder()
  const together = await Promise.all([1, 2, 3, 4].map(() => findBinaries({ ...here, home, packageFolder })))
  for (const found of together) {
    expect(found).toEqual({ folder: join(packageFolder, 'native', 'bin'), major: 18 })
  }
  expect(
    (await readdir(join(packageFolder, 'native', 'lib'))).filter((name) => name.includes('making')),
  ).toEqual([])
})

test('a link that the install script made is left as it is', async () => {
  const packageFolder = await packageWithoutLinks()
  await linkLibraries(packageFolder)
  const link = join(packageFolder, 'native', 'lib', 'libpq.so.5')
  const before = await lstat(link)
  await linkLibraries(packageFolder)
  expect((await lstat(link)).ino).toBe(before.ino)
})

test('programs that cannot run here are not copied, and each trouble is told', async () => {
  const packageFolder = await packageThatSays('fails')
  const home = await newFolder()
  await mkdir(home)
  const refused = findBinaries({ runAs: undefined, home, packageFolder, major: 9 })
  await expect(refused).rejects.toThrow(/made by PostgreSQL 9/)
  await expect(refused).rejects.toThrow(`${packageFolder}/native/bin does not run here`)
  expect(await readdir(home)).toEqual([])
})

describeForRoot('when root has the package where no other account can come', () => {
  test('the programs are copied once into the home, readable by all, without older copies', async () => {
    const packageFolder = await packageWithoutLinks()
    await chmod(packageFolder, 0o700)
    const home = await newFolder()
    await mkdir(join(home, 'programs-1.0-linux-x64'), { recursive: true })
    const [runAs] = await listCandidates(0)
    const first = await findBinaries({ home, packageFolder, runAs, major: undefined })
    expect(first.folder.startsWith(home)).toBe(true)
    expect(await readdir(home)).toHaveLength(1)
    const made = await stat(first.folder)
    const second = await findBinaries({ home, packageFolder, runAs, major: undefined })
    expect(second).toEqual(first)
    expect((await stat(second.folder)).ino).toBe(made.ino)
  })
})
