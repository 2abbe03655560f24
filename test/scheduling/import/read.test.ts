import fc from 'fast-check'
import { readTable } from '../../../src/scheduling/import/read.ts'
import { readRunRows } from '../../../src/scheduling/import/rows.ts'
import { csv, inShort, realFiles, tableOf } from './support.ts'

const read = (bytes: Buffer) => readTable({ name: 'prospectus.csv', bytes })
const rowsOf = (bytes: Buffer) => {
  const { rows, problems } = readRunRows(tableOf(bytes))
  return { rows: rows.map((row) => ({ ...row, file: '' })), problems: inShort(problems) }
}

test('the byte order mark, the semicolons and the line ends of Excel are read', () => {
  const table = tableOf('\ufeffcourse_title;venue\r\n"Art; and more";Café\r\n\r\nMusic;\r\n')
  expect(table.header).toEqual(['course_title', 'venue'])
  expect(table.rows).toEqual([
    { line: 2, cells: ['Art; and more', 'Café'] },
    { line: 4, cells: ['Music', ''] },
  ])
})

test('a file with tabs, and one that says its separator, are read', () => {
  expect(tableOf('a\tb\n1\t\n').rows).toEqual([{ line: 2, cells: ['1', ''] }])
  expect(tableOf('sep=;\r\na;b,c\r\n1;2\r\n').rows).toEqual([{ line: 2, cells: ['1', '2'] }])
})

test('a quoted cell may have lines of its own; lines are counted as a spreadsheet numbers its rows', () => {
  const table = tableOf('a,b\n"one\r\ntwo",x\nlast,y\n')
  expect(table.rows).toEqual([
    { line: 2, cells: ['one\ntwo', 'x'] },
    { line: 3, cells: ['last', 'y'] },
  ])
})

test('UTF-16 is read; Windows-1252 is read with a warning to look at the accents', () => {
  const utf16 = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('a\tb\nCafé\t1\n', 'utf16le')])
  expect(tableOf(utf16).rows[0]?.cells).toEqual(['Café', '1'])
  const { table, problems } = read(Buffer.from('a,b\nCaf\xe9 \x93x\x94,1\n', 'latin1'))
  expect(table?.rows[0]?.cells).toEqual(['Café “x”', '1'])
  expect(inShort(problems)).toEqual([expect.stringMatching(/^warning - -: .*Windows-1252/)])
})

test.each([
  ['an empty file', Buffer.from(''), 'The file is empty.'],
  ['a file of empty cells', Buffer.from(',,\n,,\n'), 'The file is empty.'],
  ['a header alone', csv('course_title,venue'), 'The file has a header but no rows below it.'],
  ['a workbook of old Excel', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), 'Save it as .xlsx'],
  ['a picture', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0]), 'not a text file'],
])('%s is refused in words', (_, bytes, words) => {
  expect(inShort(read(bytes).problems)).toEqual([expect.stringContaining(words)])
})

test('a quotation mark that is never closed is told by its line', () => {
  const { table, problems } = read(csv('a,b', '1,2', '3,"x', '4,5'))
  expect(table).toBeNull()
  expect(inShort(problems)).toEqual([
    'error 3 -: A quotation mark (") is opened on this line and never closed.',
  ])
})

test('a line with more cells than columns is an error; empty cells at its end are not', () => {
  const { problems } = read(csv('a,b', '1,2,,,', 'Art, music,and more,2'))
  expect(inShort(problems)).toEqual([
    expect.stringMatching(/^error 3 -: This line has 4 cells, but the file has 2/),
  ])
})

interface Layout {
  order: number[]
  delimiter: string
  lineEnd: string
  mark: string
  spelling: (name: string) => string
  quoteAll: boolean
}

const spellings = [
  (name: string) => name,
  (name: string) => name.toUpperCase(),
  (name: string) => name.replaceAll('_', ' '),
  (name: string) => ` ${name.replaceAll('_', '-')} `,
  (name: string) => name.replaceAll('_', ''),
]

function laidOut(cells: string[][], layout: Layout): Buffer {
  const { order, delimiter, lineEnd, mark, spelling, quoteAll } = layout
  const needsQuotes = (text: string) => quoteAll || /["\r\n,;\t]/.test(text)
  const quoted = (text: string) => (needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text)
  const lines = cells.map((line, index) =>
    order.map((column) => quoted(index === 0 ? spelling(line[column]!) : line[column]!)).join(delimiter),
  )
  return Buffer.from(mark + lines.join(lineEnd) + lineEnd)
}

test('the order of columns, the separator, line ends, quotes, spelling and byte order mark change nothing', () => {
  const real = tableOf(realFiles.prospectus.bytes)
  const expected = rowsOf(realFiles.prospectus.bytes)
  expect(expected.rows).toHaveLength(89)
  const cells = [real.header, ...real.rows.map((row) => row.cells)]
  const columns = real.header.map((_, index) => index)
  const layout = fc.record({
    order: fc.shuffledSubarray(columns, { minLength: columns.length }),
    delimiter: fc.constantFrom(',', ';', '\t'),
    lineEnd: fc.constantFrom('\n', '\r\n', '\r'),
    mark: fc.constantFrom('', '\ufeff'),
    spelling: fc.constantFrom(...spellings),
    quoteAll: fc.boolean(),
  })
  fc.assert(
    fc.property(layout, (given) => expect(rowsOf(laidOut(cells, given))).toEqual(expected)),
    { numRuns: 60 },
  )
})
