/** One row of a CSV file (RFC 4180), each cell guarded. */
export function csvRow(cells: string[]): string {
  return `${cells.map((text) => `"${guarded(text).replace(/"/g, '""')}"`).join(',')}\r\n`
}

// The signs a spreadsheet takes for the beginning of a formula, the wide ones of East Asian keyboards too; after an
// apostrophe as well, so that taking one off again gives back exactly what was there.
const formula = /^'*\s*[=+\-@\t\r|＝＋－＠]/

/**
 * A cell that a spreadsheet would take for a formula gets an apostrophe in front (OWASP, "CSV Injection"): words are
 * typed by strangers, and whoever opens the file must not run them.
 */
export function guarded(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** What was guarded, as it was. */
export function unguarded(text: string): string {
  return text.startsWith("'") && formula.test(text.slice(1)) ? text.slice(1) : text
}
