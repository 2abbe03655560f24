import { spawnSync } from 'node:child_process'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')

/** A process in which nobody catches a fault. */
function endBy(fault: string, NODE_ENV: string) {
  const program = `import { endOnUncaught } from './src/lib/last-words.ts'; endOnUncaught(); ${fault}`
  const { PATH } = process.env
  const args = ['--import', 'tsx', '--input-type=module', '--eval', program]
  return spawnSync(process.execPath, args, { cwd: root, env: { PATH, NODE_ENV }, encoding: 'utf8' })
}

const thrown = `throw Object.assign(new Error('amal@example.org'), { code: '23505', detail: 'amal' })`

test.each([
  ['thrown', `setTimeout(() => { ${thrown} })`],
  ['rejected', `void (async () => { ${thrown} })(); setTimeout(() => undefined, 10_000)`],
])('a fault that nobody caught, %s, ends the process, and in production names nobody', (_, fault) => {
  const ended = endBy(fault, 'production')
  expect(ended.status).toBe(1)
  expect(ended.stderr).toContain('23505')
  expect(ended.stdout + ended.stderr).not.toContain('amal')
  expect(endBy(fault, 'development').stderr).toContain('amal@example.org')
})

test('a note that was lost with its connection does not end the process; a fault thrown at once does', () => {
  const lost = `Object.assign(new Error('terminating connection'), { code: '57P01' })`
  const rejected = endBy(
    `void Promise.reject(${lost}); setTimeout(() => console.log('goes on'), 50)`,
    'production',
  )
  expect(rejected).toMatchObject({ status: 0, stdout: 'goes on\n' })
  expect(rejected.stderr).toContain('connection to the database was lost')
  expect(endBy(`setTimeout(() => { throw ${lost} })`, 'production').status).toBe(1)
})
