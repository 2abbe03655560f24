import { readFileSync } from 'node:fs'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { compile } from 'sass'

const root = path.join(import.meta.dirname, '../..')
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const styleSheet = read('static/college.css')
const officeSheet = read('static/office.css')
const teachingSheet = read('static/teaching.css')
const pages = ['views/layouts/main.hbs', 'views/layouts/plain.hbs', 'views/partials/footer.hbs']

test.each([
  ['college', styleSheet],
  ['office', officeSheet],
  ['teaching', teachingSheet],
])('the committed style sheet %s is what its sources give', (name, committed) => {
  const { css } = compile(path.join(root, `styles/${name}.scss`), {
    style: 'compressed',
    loadPaths: [path.join(root, 'node_modules')],
  })
  expect(committed.trim()).toBe(css.trim())
})

test('the style sheets ask nothing of another host and bring no typeface', () => {
  const all = styleSheet + officeSheet + teachingSheet
  const addresses = [...all.matchAll(/url\(([^)]*)\)/g)].map(([, address]) => address)
  expect(addresses.filter((address) => !/^["']?\/static\//.test(address!))).toEqual([])
  expect(all).not.toMatch(/@font-face|@import|https?:|nhs\.uk|frutiger/i)
})

test('the style sheet of everybody is small enough for a slow network', () => {
  expect(styleSheet.length).toBeLessThan(50_000)
  expect(gzipSync(styleSheet).length).toBeLessThan(9_000)
})

test.each(pages)('%s has no style or script of its own and loads nothing from another host', (file) => {
  const template = read(file)
  expect(template).not.toMatch(/<script|<style|\sstyle=|\son[a-z]+=/i)
  expect(template).not.toMatch(/(src|href)="(https?:)?\/\//)
})

test('a mail wears the colours of the pages and no others, by day and by night', () => {
  const tokens = new Set(read('styles/_tokens.scss').match(/#[0-9a-f]{6}/g))
  const used = read('views/mail/html.hbs').match(/#[0-9a-f]{6}\b/gi) ?? []
  expect(used.length).toBeGreaterThan(10)
  expect(used.filter((colour) => !tokens.has(colour))).toEqual([])
})

describe('contrast, as docs/look.md promises it', () => {
  const colours = new Map(
    [...read('styles/_tokens.scss').matchAll(/'([a-z-]+)': (#[0-9a-f]{6})/g)].map(([, name, hex]) => [
      name!,
      hex!,
    ]),
  )
  const rows = [...read('docs/look.md').matchAll(/^\| (text|edges)[^|]*\|([^|]*)\|/gm)]
  const pairs = rows.flatMap(([, use, cell]) =>
    [...cell!.matchAll(/([a-z-]+) on ([a-z-]+) ([\d.]+)/g)].map(([, upon, below, ratio]) => {
      return { use: use!, upon: upon!, below: below!, ratio: ratio! }
    }),
  )

  test('the table names every kind of pair', () => {
    expect(pairs.filter(({ use }) => use === 'text').length).toBeGreaterThan(20)
    expect(pairs.filter(({ use }) => use === 'edges').length).toBeGreaterThan(2)
  })

  test.each(pairs)('$use: $upon on $below is $ratio', ({ use, upon, below, ratio }) => {
    const measured = contrast(colours.get(upon)!, colours.get(below)!)
    expect(measured.toFixed(1)).toBe(ratio)
    expect(measured).toBeGreaterThanOrEqual(use === 'text' ? 4.5 : 3)
  })
})

/** Relative luminance and contrast ratio as WCAG 2.2 defines them. */
function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (light! + 0.05) / (dark! + 0.05)
}

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!
}
