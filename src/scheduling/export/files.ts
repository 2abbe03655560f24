// Rows of cells as files. Both kinds guard their cells, so that a workbook saved as CSV is safe too; the import takes the
// guard off again.
import writeWorkbook from 'write-excel-file/node'
import { csvRow, guarded } from '../../lib/csv.ts'

export function csvFile(rows: readonly string[][]): string {
  return rows.map((cells) => csvRow(cells)).join('')
}

export interface WorkbookSheet {
  name: string
  rows: readonly string[][]
}

export async function workbookFile(sheets: readonly WorkbookSheet[]): Promise<Buffer> {
  const written = sheets.map(({ name, rows: [header = [], ...rows] }) => ({
    sheet: name,
    data: [
      header.map((text) => ({ ...cell(text), fontWeight: 'bold' as const })),
      ...rows.map((row) => row.map(cell)),
    ],
    stickyRowsCount: 1,
    columns: header.map((text) => ({ width: Math.max(12, Math.min(text.length + 4, 40)) })),
  }))
  return writeWorkbook(written).toBuffer()
}

function cell(text: string) {
  return { value: escaped(guarded(text)), type: String }
}

/**
 * In a workbook `_x0041_` means a letter (ECMA-376, 22.9.2.19): words that happen to look so say that they are words. The
 * library looks words up in a plain object, where a course called "constructor" is found before it is there: such a name
 * is spelled with one letter so.
 */
function escaped(text: string): string {
  const spelled = text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
  return spelled in {}
    ? `_x${spelled.charCodeAt(0).toString(16).padStart(4, '0')}_${spelled.slice(1)}`
    : spelled
}
