import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/security.md'), 'utf8')

test('every test that the table of security names is there', () => {
  const named = [...page.matchAll(/`(test\/[^`]+\.ts)`/g)].map(([, file = '']) => file)
  expect(named.length).toBeGreaterThan(30)
  expect(named.filter((file) => !existsSync(path.join(root, file)))).toEqual([])
})

test('what is said to be met names a test that shows it', () => {
  const met = page.split('\n').filter((line) => /^\| V/.test(line) && / Met/.test(line))
  expect(met.length).toBeGreaterThan(15)
  expect(met.filter((line) => !line.includes('test/'))).toEqual([])
})
