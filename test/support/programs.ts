// The product's programs as the image has them, in JavaScript: started some seventy times by the tests, they took longer
// to be read as TypeScript than for what is asked of them. `npm start` reads TypeScript: test/config/start.test.ts and the
// browser's started product run it so.
import { transformFileSync } from '@swc/core'
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')
/** What a program finds beside the folder it is in. */
const beside = ['migrations', 'node_modules', 'package.json', 'src', 'static', 'views']

/** The file of a program, such as `main.ts` or `commands/import.ts`, ready for node. The first who asks compiles all. */
export function programOf(name: string): string {
  const { TEST_PROGRAMS: folder } = process.env
  if (folder === undefined) throw new Error('global-setup.ts has not run')
  if (!existsSync(folder)) compileInto(folder)
  return path.join(folder, 'dist', asJavaScript(name))
}

/** Made beside it and then put there as a whole: other workers may ask in the same moment, and one of them is first. */
function compileInto(folder: string): void {
  const own = `${folder}.${process.pid}`
  for (const file of readdirSync(path.join(root, 'src'), { recursive: true, encoding: 'utf8' })) {
    if (file.endsWith('.ts')) compile(file, path.join(own, 'dist', asJavaScript(file)))
  }
  for (const name of beside) symlinkSync(path.join(root, name), path.join(own, name))
  try {
    renameSync(own, folder)
  } catch {
    rmSync(own, { recursive: true })
  }
}

const jsc = {
  target: 'es2022',
  parser: { syntax: 'typescript' },
  rewriteRelativeImportExtensions: true,
} as const

function compile(file: string, to: string): void {
  const { code } = transformFileSync(path.join(root, 'src', file), {
    configFile: false,
    swcrc: false,
    jsc,
    module: { type: 'es6' },
  })
  mkdirSync(path.dirname(to), { recursive: true })
  writeFileSync(to, code)
}

function asJavaScript(name: string): string {
  return name.replace(/\.ts$/, '.js')
}
