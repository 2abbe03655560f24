// JPEG (ITU-T T.81): its segments up to the picture itself.
import type { ReadPicture } from './picture-file.ts'

/** Starts of a frame, which say how large it is; the others of this range are tables. */
const notFrames = new Set([0xc4, 0xc8, 0xcc])
const startOfScan = 0xda
/** Format, colour profile, and how colours are meant. The other segments of applications and comments say who, when and where. */
const keptOfApplications = new Set([0xe0, 0xe2, 0xee])

export function readJpeg(
  bytes: Buffer,
  fits: (width: number, height: number) => boolean,
): ReadPicture | 'too-many-dots' | undefined {
  const segments = segmentsOf(bytes)
  const frame = segments?.find(({ marker }) => isFrame(marker))
  if (segments === undefined || frame === undefined || frame.data.length < 6) return undefined
  const [height, width] = [frame.data.readUInt16BE(1), frame.data.readUInt16BE(3)]
  if (width === 0 || height === 0 || ![1, 3, 4].includes(frame.data.readUInt8(5))) return undefined
  if (!fits(width, height)) return 'too-many-dots'
  const turned = orientationIn(segments)
  const kept = segments.filter(({ marker }) => !isSaidBeside(marker)).map(({ whole }) => whole)
  const onItsSide = turned > 4
  return {
    kind: 'image/jpeg',
    width: onItsSide ? height : width,
    height: onItsSide ? width : height,
    bytes: Buffer.concat([bytes.subarray(0, 2), ...(turned > 1 ? [onlyOrientation(turned)] : []), ...kept]),
  }
}

interface Segment {
  marker: number
  data: Buffer
  whole: Buffer
}

/** The last one is the picture itself. Undefined when there is none. */
function segmentsOf(bytes: Buffer): Segment[] | undefined {
  const segments: Segment[] = []
  for (let at = 2; at + 4 <= bytes.length;) {
    if (bytes[at] !== 0xff) return undefined
    const marker = bytes.readUInt8(at + 1)
    if (marker === 0xff) {
      at += 1
      continue
    }
    const length = bytes.readUInt16BE(at + 2)
    const end = marker === startOfScan ? bytes.length : at + 2 + length
    if (length < 2 || end > bytes.length) return undefined
    segments.push({ marker, data: bytes.subarray(at + 4, at + 2 + length), whole: bytes.subarray(at, end) })
    if (marker === startOfScan) return segments
    at = end
  }
  return undefined
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !notFrames.has(marker)
}

function isSaidBeside(marker: number): boolean {
  return (marker >= 0xe0 && marker <= 0xef && !keptOfApplications.has(marker)) || marker === 0xfe
}

/** How the camera was held (Exif 2.3, tag 0x0112): 1 to 8, 1 being upright. */
function orientationIn(segments: Segment[]): number {
  const data = segments.find(
    (segment) => segment.marker === 0xe1 && segment.data.toString('latin1', 0, 6) === 'Exif\0\0',
  )?.data
  if (data === undefined || data.length < 16) return 1
  const tiff = data.subarray(6)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const short = (at: number) => (little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const first = little ? tiff.readUInt32LE(4) : tiff.readUInt32BE(4)
  if (first + 2 > tiff.length) return 1
  for (
    let entry = first + 2;
    entry + 12 <= tiff.length && entry < first + 2 + short(first) * 12;
    entry += 12
  ) {
    const value = short(entry + 8)
    if (short(entry) === 0x0112) return value >= 1 && value <= 8 ? value : 1
  }
  return 1
}

/** A segment that says how the camera was held and nothing more. */
function onlyOrientation(turned: number): Buffer {
  const tiff = Buffer.from('4d4d002a00000008' + '0001' + '0112000300000001' + '00000000' + '00000000', 'hex')
  tiff.writeUInt16BE(turned, 18)
  const exif = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff])
  const head = Buffer.from('ffe10000', 'hex')
  head.writeUInt16BE(exif.length + 2, 2)
  return Buffer.concat([head, exif])
}
