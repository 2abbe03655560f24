// PNG (ISO/IEC 15948): its chunks, and whether its pixels can be unpacked.
import { inflateSync } from 'node:zlib'
import type { ReadPicture } from './picture-file.ts'

/** What shows the picture. Everything else (words, times, where it was taken) is left out. */
const shown = new Set(['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'gAMA', 'sRGB', 'cHRM', 'sBIT'])
/** Four bytes of length, four of name, four of checksum. */
const around = 12
/** Samples of a dot, by colour type. */
const samples: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

export function readPng(
  bytes: Buffer,
  fits: (width: number, height: number) => boolean,
): ReadPicture | 'too-many-dots' | undefined {
  const chunks = chunksOf(bytes)
  const header = chunks?.[0]
  if (chunks === undefined || header?.name !== 'IHDR' || header.data.length !== 13) return undefined
  const [width, height] = [header.data.readUInt32BE(0), header.data.readUInt32BE(4)]
  if (width === 0 || height === 0) return undefined
  if (!fits(width, height)) return 'too-many-dots'
  if (!unpacks(chunks, header.data, height)) return undefined
  const kept = chunks.filter(({ name }) => shown.has(name)).map(({ whole }) => whole)
  return { kind: 'image/png', width, height, bytes: Buffer.concat([bytes.subarray(0, 8), ...kept]) }
}

interface Chunk {
  name: string
  data: Buffer
  whole: Buffer
}

/** Undefined when it ends before its end. */
function chunksOf(bytes: Buffer): Chunk[] | undefined {
  const chunks: Chunk[] = []
  for (let at = 8; at + around <= bytes.length;) {
    const length = bytes.readUInt32BE(at)
    if (at + around + length > bytes.length) return undefined
    const name = bytes.toString('latin1', at + 4, at + 8)
    chunks.push({
      name,
      data: bytes.subarray(at + 8, at + 8 + length),
      whole: bytes.subarray(at, at + around + length),
    })
    if (name === 'IEND') return chunks
    at += around + length
  }
  return undefined
}

/** Whoever prints it later must not be the first to unpack it: a broken picture would stop the whole prospectus. */
function unpacks(chunks: Chunk[], header: Buffer, height: number): boolean {
  const [depth = 0, colourType = 0] = header.subarray(8, 10)
  const perDot = samples[colourType]
  if (perDot === undefined || ![1, 2, 4, 8, 16].includes(depth)) return false
  if (colourType === 3 && !chunks.some(({ name }) => name === 'PLTE')) return false
  const packed = Buffer.concat(chunks.filter(({ name }) => name === 'IDAT').map(({ data }) => data))
  const line = Math.ceil((header.readUInt32BE(0) * perDot * depth) / 8)
  // Interlaced, it has up to seven passes with a byte more for each line of each.
  const most = (line + 8) * (height + 8) * 2
  try {
    return inflateSync(packed, { maxOutputLength: most }).length >= line * height
  } catch {
    return false
  }
}
