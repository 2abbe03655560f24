/**
 * Text fit for a calendar: every kind of line end becomes `\n`, control characters go (RFC 5545 3.1 allows none but
 * tabs), and half a surrogate pair, which UTF-8 cannot write, becomes the replacement character. Trimmed, as calendars do.
 */
export function plainText(value: string): string {
  return value
    .replace(/\r\n?|[\v\f\u0085\u2028\u2029]/g, '\n')
    .replace(/[^\P{Cc}\n\t]/gu, '')
    .replace(/\p{Cs}/gu, '\uFFFD')
    .trim()
}

/** The same for what must stay on one line: parameters, addresses, links. */
export function oneLine(value: string): string {
  return plainText(value).replace(/[\n\t]+/g, ' ')
}
