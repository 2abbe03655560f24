import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'

/** Every name by which a module of the product imports another. */
function importedNames() {
  const source = path.join(import.meta.dirname, 'src')
  const files = readdirSync(source, { recursive: true }).filter((file) => file.endsWith('.ts'))
  const imports = files.flatMap((file) => [
    ...readFileSync(path.join(source, file), 'utf8').matchAll(/ from '([^']+)'/g),
  ])
  return [...new Set(imports.map(([, name]) => name))].sort()
}

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['<rootDir>/test/browser/'],
  // swc turns every module, ours and the ESM-only packages, into CommonJS: jest's own ESM mode is experimental. What
  // the product imports is read when it is first used: each file of tests reads all that it needs anew, and most need
  // little of it. What tests import of each other is read at once, since that may set up hooks.
  transform: {
    '^.+\\.[jt]sx?$': [
      '@swc/jest',
      {
        jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
        module: { type: 'commonjs', lazy: importedNames() },
      },
    ],
  },
  transformIgnorePatterns: [
    '/node_modules/(?!(temporal-polyfill|temporal-utils|express-handlebars|glob|openid-client|oauth4webapi|jose)/)',
  ],
  globalSetup: '<rootDir>/test/support/global-setup.ts',
  globalTeardown: '<rootDir>/test/support/global-teardown.ts',
  setupFilesAfterEnv: ['<rootDir>/test/support/quick-passwords.ts'],
  testSequencer: '<rootDir>/jest.longest-first.cjs',
  // Tests wait for the database, for mail and for other processes: while one does, another works.
  // `npm test` gives each room for short-lived objects, since a file's modules are thrown away after it, and no threads to
  // collect them: the workers have use for every core.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  // A test that hangs must fail; one on a machine that does much else must not. The longest takes 20 seconds on two cores
  // that do nothing else, and took 140 on two that were busy.
  testTimeout: 240_000,
}
