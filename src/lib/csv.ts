/**
 * One row of a CSV file (RFC 4180). A cell that a spreadsheet would take for a formula gets an apostrophe in front
 * (OWASP, "CSV Injection"): names are typed by strangers, and whoever opens the file must not run them.
 */
export function csvRow(cells: string[]): string {
  return `${cells.map(cell).join(',')}\r\n`
}

function cell(text: string): string {
  const safe = /^[\s]*[=+\-@\t\r|]/.test(text) ? `'${text}` : text
  return `"${safe.replace(/"/g, '""')}"`
}
