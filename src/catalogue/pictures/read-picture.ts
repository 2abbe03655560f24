import { readJpeg } from './jpeg.ts'
import type { ReadPicture } from './picture-file.ts'
import { readPng } from './png.ts'

export type PictureAnswer =
  { ok: true; picture: ReadPicture } | { ok: false; reason: 'not-a-picture' | 'broken' | 'too-many-dots' }

const mostDots = 16_000_000
const longest = 8000

/** Reads a file by what it holds, whatever it is called. */
export function readPicture(bytes: Buffer): PictureAnswer {
  const read = isPng(bytes) ? readPng : isJpeg(bytes) ? readJpeg : undefined
  if (read === undefined) return { ok: false, reason: 'not-a-picture' }
  const picture = read(bytes, fits)
  if (picture === 'too-many-dots') return { ok: false, reason: 'too-many-dots' }
  return picture === undefined ? { ok: false, reason: 'broken' } : { ok: true, picture }
}

function fits(width: number, height: number): boolean {
  return Math.max(width, height) <= longest && width * height <= mostDots
}

function isPng(bytes: Buffer): boolean {
  return bytes.subarray(0, 8).equals(Buffer.from('89504e470d0a1a0a', 'hex'))
}

function isJpeg(bytes: Buffer): boolean {
  return bytes.subarray(0, 3).equals(Buffer.from('ffd8ff', 'hex'))
}
