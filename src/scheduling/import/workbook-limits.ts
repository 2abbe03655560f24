// What a workbook may be before anything of it is unpacked and read: a file of two megabytes can unpack to gigabytes, and
// one cell far out makes a reader fill everything before it.
import { strFromU8, unzipSync } from 'fflate'

const megabyte = 1024 * 1024
const mostUnpacked = 30 * megabyte
const mostParts = 500

export type Sound = { ok: true } | { ok: false; reason: string }

const refused = (reason: string): Sound => ({ ok: false, reason })

/**
 * fflate unpacks no more of a part than the archive says it holds, so what the archive says is what must be bounded; the
 * library that reads the workbook unpacks it with the same.
 */
export function decideWorkbook(bytes: Uint8Array): Sound {
  let parts: Record<string, Uint8Array>
  try {
    const size = unpackedSize(bytes)
    if (size.parts > mostParts || size.bytes > mostUnpacked) {
      return refused(`Unpacked, this workbook is larger than ${mostUnpacked / megabyte} MB. Save it as CSV.`)
    }
    parts = unzipSync(bytes, { filter: ({ name }) => name.endsWith('.xml') })
  } catch {
    return refused('This workbook is damaged and cannot be opened. Save it again, or save it as CSV.')
  }
  if (parts['xl/workbook.xml'] === undefined) {
    return refused('This is not an Excel workbook. Save the prospectus as .xlsx or as "CSV UTF-8".')
  }
  const far = Object.values(parts).flatMap((part) => farOut(strFromU8(part)) ?? [])
  return far[0] === undefined
    ? { ok: true }
    : refused(
        `A sheet goes out to ${far[0]}, far beyond the list. Delete the empty rows and columns after the list, or save it as CSV.`,
      )
}

function unpackedSize(bytes: Uint8Array): { parts: number; bytes: number } {
  const size = { parts: 0, bytes: 0 }
  unzipSync(bytes, {
    filter: ({ originalSize }) => {
      size.parts += 1
      size.bytes += originalSize
      return false
    },
  })
  return size
}

const rowsAndCells = /<(?:\w+:)?(?:c|row)\b(?:[^>"']|"[^"]*"|'[^']*')*>/g
const address = /\sr\s*=\s*(?:"([^"]*)"|'([^']*)')/

/** The first address beyond row 9,999 or column ZZ, or written in a way that no program writes. */
function farOut(xml: string): string | undefined {
  for (const [tag] of xml.matchAll(rowsAndCells)) {
    const found = address.exec(tag)
    const said = found?.[1] ?? found?.[2]
    if (said !== undefined && !/^[A-Z]{0,2}\d{1,4}$/.test(said)) return said.slice(0, 20)
  }
  return undefined
}
