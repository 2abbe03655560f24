// A partial sees the data around its call: a field that is not given a value takes the page's own `value`, which is an
// object. A tick box then sends "[object Object]", and the form can never be sent.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { viewsFolder } from '../../src/web/views.ts'

const pages = readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' }).filter(
  (file) => file.endsWith('.hbs') && !/^(dev|partials|layouts)/.test(file),
)
const calls = pages.flatMap((page) => {
  const template = readFileSync(path.join(viewsFolder, page), 'utf8')
  return [...template.matchAll(/\{\{> (field\/\w+) [^}]*\}\}/g)].map(([call, kind]) => ({ page, call, kind }))
})
const without = (parameter: string, kinds: string[]) =>
  calls
    .filter(({ kind, call }) => kinds.includes(kind ?? '') && !call.includes(` ${parameter}=`))
    .map(({ page, call }) => `${page}: ${call}`)

test('every field that can hold something is given what it holds', () => {
  expect(calls.length).toBeGreaterThan(10)
  expect(without('value', ['field/text', 'field/textarea', 'field/checkbox', 'field/search'])).toEqual([])
})

test('every field that can be wrong is given its error', () => {
  const kinds = ['text', 'textarea', 'password', 'radios', 'checkbox']
  expect(
    without(
      'error',
      kinds.map((kind) => `field/${kind}`),
    ),
  ).toEqual([])
})
