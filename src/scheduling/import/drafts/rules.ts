export const mostLines = 5000
const mostColumns = 200

interface SheetFacts {
  file_name: string
  header: readonly string[]
  lines: readonly unknown[]
}

/** Whether files are of a size to be worked on line by line, and in words why not. */
export function decideSize(sheets: readonly SheetFacts[]): { ok: true } | { ok: false; reason: string } {
  const lines = sheets.reduce((sum, sheet) => sum + sheet.lines.length, 0)
  if (lines > mostLines) {
    const reason = `There are ${lines} lines in it. At most ${mostLines} can be brought in at once: bring in one term at a time.`
    return { ok: false, reason }
  }
  const wide = sheets.find(({ header }) => header.length > mostColumns)
  if (wide === undefined) return { ok: true }
  const reason = `${wide.file_name} has ${wide.header.length} columns. At most ${mostColumns} can be read.`
  return { ok: false, reason }
}
