import { CsvError, parse } from 'csv-parse/sync'
import { unguarded } from '../../lib/csv.ts'
import { decode } from './decode.ts'
import { errorAt, type Problem, warningAt } from './problems.ts'
import { tidy } from './tidy.ts'

export interface NamedFile {
  name: string
  bytes: Buffer
}

export interface TableRow {
  /** The row's number in a spreadsheet: the header is line 1, and empty rows count. */
  line: number
  cells: string[]
}

export interface Table {
  file: string
  encoding: string
  delimiter: string
  header: string[]
  rows: TableRow[]
}

/** Bytes to a table of trimmed cells. No table where the file cannot be read at all; the problem says why. */
export function readTable(file: NamedFile): { table: Table | null; problems: Problem[] } {
  const whole = { file: file.name, line: null }
  const decoded = decode(file.bytes)
  if (!decoded.ok) return { table: null, problems: [errorAt(whole, null, decoded.reason)] }
  const { text, delimiter } = delimited(decoded.text)
  const parsed = parseCells(text, delimiter)
  if (!parsed.ok)
    return { table: null, problems: [errorAt({ ...whole, line: parsed.line }, null, parsed.reason)] }
  const [header, ...rows] = parsed.lines.filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (header === undefined) return { table: null, problems: [errorAt(whole, null, 'The file is empty.')] }
  const problems =
    rows.length === 0 ? [errorAt(whole, null, 'The file has a header but no rows below it.')] : []
  if (decoded.encoding === 'Windows-1252') {
    const advice =
      'The file is not UTF-8 and was read as Windows-1252: check accents, dashes and quotation marks.'
    problems.push(warningAt(whole, null, advice))
  }
  const table = { file: file.name, encoding: decoded.encoding, delimiter, header: header.cells, rows }
  return { table, problems: [...problems, ...tooManyCells(table)] }
}

/** The delimiter: what a spreadsheet's own `sep=;` line says, else the one the header line has most of. */
function delimited(text: string): { text: string; delimiter: string } {
  const said = /^sep=([,;\t])\r?\n/i.exec(text)
  if (said !== null) return { text: text.slice(said[0].length), delimiter: said[1] ?? ',' }
  const firstLine = /[^\r\n]+/.exec(text)?.[0] ?? ''
  const unquoted = firstLine.replace(/"[^"]*"/g, '')
  const counts = [',', ';', '\t'].map((delimiter) => ({ delimiter, count: unquoted.split(delimiter).length }))
  return { text, delimiter: counts.sort((a, b) => b.count - a.count)[0]?.delimiter ?? ',' }
}

type ParsedCells = { ok: true; lines: TableRow[] } | { ok: false; line: number | null; reason: string }

function parseCells(text: string, delimiter: string): ParsedCells {
  try {
    const records: string[][] = parse(text, {
      delimiter,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      trim: true,
      max_record_size: 500_000,
    })
    return {
      ok: true,
      lines: records.map((cells, index) => ({
        line: index + 1,
        cells: cells.map((cell) => tidy(unguarded(cell))),
      })),
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    return { ok: false, ...explain(error) }
  }
}

function explain(error: CsvError): { line: number | null; reason: string } {
  const begun: unknown = error.records
  const line = typeof begun === 'number' ? begun + 1 : null
  if (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE') {
    return { line, reason: 'A quotation mark (") is opened on this line and never closed.' }
  }
  return { line, reason: 'The quotation marks (") on this line do not match.' }
}

function tooManyCells({ file, header, rows }: Table): Problem[] {
  return rows
    .filter(({ cells }) => cells.slice(header.length).some((cell) => cell !== ''))
    .map(({ line, cells }) =>
      errorAt(
        { file, line },
        null,
        `This line has ${cells.length} cells, but the file has ${header.length} columns. Text that contains the separator must stand in quotation marks.`,
      ),
    )
}
