// docs/security.md says how the product stands against ASVS 5.0.0, level 2. What it names must be there.
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

const root = path.join(import.meta.dirname, '../..')
const page = readFileSync(path.join(root, 'docs/security.md'), 'utf8')
const rows = page.split('\n').filter((line) => /^\| \d/.test(line))
const isFile = /`((?:\.?[\w-]+\/)*[\w.-]+\.(?:ts|js|cjs|json|md|hbs)|src\/[\w/-]+)`/g

test('every test and file that the table of security names is there', () => {
  const named = rows.flatMap((row) => [...row.matchAll(isFile)].map(([, file = '']) => file))
  const missing = named.filter(
    (file) => !existsSync(path.join(root, file)) && !existsSync(path.join(root, 'docs', file)),
  )
  expect(named.filter((file) => file.startsWith('test/')).length).toBeGreaterThan(100)
  expect(missing).toEqual([])
})

test('what is said to be met, in whole or in part, names what shows it', () => {
  const met = rows.filter((row) => / Met\b/.test(row))
  expect(met.length).toBeGreaterThan(120)
  expect(met.filter((row) => row.split('|')[4]?.trim() === '')).toEqual([])
})

test('no requirement stands there twice', () => {
  const numbers = rows.flatMap((row) => (row.split('|')[1] ?? '').split(',').map((number) => number.trim()))
  expect(numbers.filter((number, index) => numbers.indexOf(number) !== index)).toEqual([])
})
