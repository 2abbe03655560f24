import { readdirSync, readFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import path from 'node:path'

/** Every name that a module of ours is imported by. */
function importedNames() {
  const names = new Set()
  for (const folder of ['src', 'test']) {
    for (const file of readdirSync(path.join(import.meta.dirname, folder), { recursive: true })) {
      if (!file.endsWith('.ts')) continue
      const text = readFileSync(path.join(import.meta.dirname, folder, file), 'utf8')
      for (const [, name] of text.matchAll(/ from '([^']+)'/g)) names.add(name)
    }
  }
  return [...names].sort()
}

export default {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testPathIgnorePatterns: ['<rootDir>/test/browser/'],
  // swc turns every module, ours and the ESM-only packages, into CommonJS: jest's own ESM mode is experimental. A module
  // is read when it is first used: each file of tests reads all that it needs anew, and most need little of the product.
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
  // Tests wait for the database, for mail and for other processes: while one does, another works.
  maxWorkers: Math.ceil(availableParallelism() * 1.5),
  testTimeout: 30_000,
}
