/** No-break spaces look like spaces and compare unlike them; accents typed in two ways must be one. */
export function tidy(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\r\n?/g, '\n')
    .trim()
}

/** Whether a cell says what the college has: a file carries words tidied, and single lines with single spaces. */
export function saysTheSame(cell: string, had: string): boolean {
  return cell === had || tidy(cell) === tidy(had) || oneLine(cell) === oneLine(had)
}

function oneLine(text: string): string {
  return text.includes('\n') ? text : tidy(text).replace(/\s+/g, ' ')
}
