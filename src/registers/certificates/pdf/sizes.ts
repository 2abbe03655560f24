import type { Sizes } from '../../../pdf/sizes.ts'
import type { Style, Writer } from '../../../pdf/writer.ts'

export const sizes: Sizes = {
  text: 15,
  small: 12,
  heading1: 40,
  heading2: 24,
  heading3: 18,
  leading: 0.25,
  margin: { top: 64, bottom: 48, left: 84, right: 72 },
}

/** Smaller until it is no higher than this: a long one takes two lines, and still leaves room to sign. */
export function fitting(
  writer: Writer,
  words: string,
  most: number,
  high: number,
  { width, least = sizes.small }: Pick<Style, 'width'> & { least?: number } = {},
): number {
  let size = most
  const style = { weight: 'bold' as const, ...(width === undefined ? {} : { width }) }
  while (size > least && writer.heightOf(words, { ...style, size }) > high) size -= 1
  return size
}
