// Blocks that stand one below the other: each stays whole, and none of them ends alone on a page.
import type { Writer } from '../../../pdf/writer.ts'

interface Page {
  /** What is free below, all of it, and how little is too little to stand on a page alone. */
  left: number
  whole: number
  scrap: number
}

/**
 * Whether a block begins a new page, with `follows` the height of everything after it: when it does not fit, or when what
 * then goes over would be a scrap. What fits on no page begins where it is.
 */
export function goesOver({ own, follows }: { own: number; follows: number }, page: Page): boolean {
  if (own + follows <= page.left) return false
  if (own > page.left) return own <= page.whole
  return follows > 0 && follows < page.scrap
}

export class Blocks {
  private readonly writer: Writer
  private readonly heights: readonly number[]
  private follows: number
  private at = 0

  constructor(writer: Writer, heights: readonly number[]) {
    this.writer = writer
    this.heights = heights
    this.follows = heights.reduce((sum, height) => sum + height, 0)
  }

  /** The next block begins where it is: a part has just begun there. */
  stay(): void {
    this.follows -= this.heights[this.at] ?? 0
    this.at += 1
  }

  /** Comes before the next block is drawn. True when it went on to a new page. */
  next(): boolean {
    const own = this.heights[this.at] ?? 0
    this.stay()
    const { spaceLeft: left, space: whole } = this.writer
    const over = goesOver({ own, follows: this.follows }, { left, whole, scrap: whole / 4 })
    return over && this.writer.room(left + 1)
  }
}
