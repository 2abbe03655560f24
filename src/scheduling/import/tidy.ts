/** No-break spaces look like spaces and compare unlike them; accents typed in two ways must be one. */
export function tidy(cell: string): string {
  return cell
    .normalize('NFC')
    .replace(/[\u00a0\u202f]/g, ' ')
    .replace(/\r\n?/g, '\n')
    .trim()
}

/** White space as one space each. Most texts have no other, and stay the strings they are. */
export function singleSpaced(text: string): string {
  return text.replace(/\s{2,}|[^\S ]/g, ' ')
}

/** Whether a cell says what the college has: a file carries words tidied, and single lines with single spaces. */
export function saysTheSame(cell: string, had: string): boolean {
  return cell === had || tidy(cell) === tidy(had) || oneLine(cell) === oneLine(had)
}

function oneLine(text: string): string {
  return text.includes('\n') ? text : singleSpaced(tidy(text))
}

/** Whether a letter was lost before the file came to us: whoever saved it had read it in the wrong encoding. */
export function isUnreadable(cell: string): boolean {
  return cell.includes('\ufffd')
}

export const unreadable =
  'A letter could not be read, and stands as “\ufffd”. Type it anew, or save the file as "CSV UTF-8" and bring it in again.'
