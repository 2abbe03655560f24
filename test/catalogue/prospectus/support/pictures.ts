// Pictures made here, byte by byte.
import { crc32 } from './crc32.ts'
import { deflateSync } from 'node:zlib'

function chunk(name: string, data: Buffer): Buffer {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(data.length, 0)
  head.write(name, 4, 'latin1')
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(Buffer.concat([head.subarray(4), data])), 0)
  return Buffer.concat([head, data, sum])
}

/** A PNG of one colour. `pixels`: false leaves out what is to be unpacked. */
export function aPng(width = 40, height = 30, { pixels = true, grey = 120 } = {}): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header.set([8, 2, 0, 0, 0], 8)
  const line = Buffer.concat([Buffer.from([0]), Buffer.alloc(width * 3, grey)])
  const data = pixels
    ? deflateSync(Buffer.concat(Array.from({ length: height }, () => line)))
    : Buffer.from('no')
  return Buffer.concat([
    Buffer.from('89504e470d0a1a0a', 'hex'),
    chunk('IHDR', header),
    chunk('tEXt', Buffer.from('Author\0Amal Peer')),
    chunk('IDAT', data),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function segment(marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(data.length + 2, 2)
  return Buffer.concat([head, data])
}

/** The parts of a JPEG that say what it is; its picture is nothing that can be seen. */
export function aJpeg(width = 40, height = 30, orientation = 1): Buffer {
  const frame = Buffer.from([8, 0, 0, 0, 0, 3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11, 1])
  frame.writeUInt16BE(height, 1)
  frame.writeUInt16BE(width, 3)
  const tiff = Buffer.from('49492a0008000000' + '0100' + '120103000100000001000000' + '00000000', 'hex')
  tiff.writeUInt16LE(orientation, 18)
  return Buffer.concat([
    Buffer.from('ffd8', 'hex'),
    segment(0xe0, Buffer.from('JFIF\0\x01\x01\0\0\x01\0\x01\0\0', 'latin1')),
    segment(0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff, Buffer.from('54.6N 5.9W')])),
    segment(0xfe, Buffer.from('taken by Amal')),
    segment(0xc0, frame),
    segment(0xda, Buffer.from([3, 1, 0, 2, 0, 3, 0, 0, 63, 0])),
    Buffer.from('00ffd9', 'hex'),
  ])
}
