export type Decoded =
  { ok: true; text: string; encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252' } | { ok: false; reason: string }

const largest = 50 * 1024 * 1024

/**
 * The text of a file as spreadsheets save it: UTF-8 with or without a byte order mark, UTF-16 with one ("Unicode
 * Text"), else Windows-1252. Refuses workbooks and other files that are not text.
 */
export function decode(bytes: Buffer): Decoded {
  if (bytes.length > largest) return { ok: false, reason: 'The file is larger than 50 MB.' }
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) {
    return {
      ok: false,
      reason: 'This is a workbook of old Excel (.xls). Save it as .xlsx or as "CSV UTF-8" and import that.',
    }
  }
  const decoded = decodeText(bytes)
  if (decoded.text.includes('\0')) {
    return { ok: false, reason: 'This is not a text file. Save the prospectus as "CSV UTF-8" and try again.' }
  }
  return { ok: true, ...decoded }
}

function decodeText(bytes: Buffer): { text: string; encoding: 'UTF-8' | 'UTF-16' | 'Windows-1252' } {
  if (startsWith(bytes, [0xff, 0xfe])) return { text: textIn('utf-16le', bytes), encoding: 'UTF-16' }
  if (startsWith(bytes, [0xfe, 0xff])) return { text: textIn('utf-16be', bytes), encoding: 'UTF-16' }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'UTF-8' }
  } catch {
    return { text: windows1252(bytes), encoding: 'Windows-1252' }
  }
}

// The 32 places in which Windows-1252 is not Latin-1 (WHATWG Encoding, index-windows-1252). Spelled out because some
// releases of Node 20 decode "windows-1252" as Latin-1, which loses quotation marks and dashes.
const fromHex80 = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

function windows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replace(/[\x80-\x9f]/g, (char) => fromHex80[char.charCodeAt(0) - 0x80] ?? char)
}

function textIn(encoding: string, bytes: Buffer): string {
  return new TextDecoder(encoding).decode(bytes)
}

function startsWith(bytes: Buffer, start: number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte)
}
