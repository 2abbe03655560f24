import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { readEnvironment } from '../../src/config/environment.ts'

const root = path.join(import.meta.dirname, '../..')

test('a bad start lists what is wrong and ends with 1, before anything is begun', async () => {
  const { PATH, HOME } = process.env
  const environment = { PATH, HOME, NODE_ENV: 'production', PORT: 'eighty', DEMO: 'yes' }
  const start = promisify(execFile)(process.execPath, ['--import', 'tsx', 'src/main.ts'], {
    cwd: root,
    env: environment,
  })
  const ended: unknown = await start.catch((error: unknown) => error)
  expect(ended).toMatchObject({ code: 1, stdout: '' })
  const { stderr } = ended as { stderr: string }
  expect(stderr).toContain('The settings are not right:')
  for (const name of ['PORT', 'DATABASE_URL', 'SESSION_SECRET', 'DEMO'])
    expect(stderr).toContain(`  - ${name} `)
  expect(stderr).not.toMatch(/\n {4}at /)
})

test('the compose file has no secret of its own: it says what to set, and does not start without', () => {
  const compose = readFileSync(path.join(root, 'docker-compose.yml'), 'utf8')
  expect(compose).toMatch(/SESSION_SECRET: ["']?\$\{SESSION_SECRET:\?[^}]{10,}\}/)
  expect(compose).toMatch(/['"]127\.0\.0\.1:8025:8025['"]/)
})

test('the example file names every setting, and as it stands it is right', () => {
  const lines = readFileSync(path.join(root, '.env.example'), 'utf8').match(/^\w+=.*$/gm) ?? []
  const example = Object.fromEntries(
    lines.map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string]),
  )
  expect(() => readEnvironment(example)).not.toThrow()
  const source = readFileSync(path.join(root, 'src/config/environment.ts'), 'utf8')
  const settings = new Set(source.match(/^ {2}[A-Z_]+(?=:)/gm)?.map((name) => name.trim()))
  expect(settings.size).toBeGreaterThan(15)
  expect(new Set(Object.keys(example))).toEqual(settings)
})
