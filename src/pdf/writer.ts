// Writes on the pages of a PDF so that a screen reader can follow: everything stands in the tree of its parts, and what is
// decoration alone is marked as such (PDF 1.7, 14.8; PDF/UA-1).
import { piecesOf, type Span, type Weight } from './fonts.ts'
import { ink, type Sizes } from './sizes.ts'

type Element = PDFKit.PDFStructureElement
type Structure = PDFKit.Mixins.StructureElementOptions

/** How a text is set. Everything left out is as in a paragraph. */
export interface Style {
  weight?: Weight
  size?: number
  colour?: string
  /** From the left edge of the paper, and how wide. */
  x?: number
  width?: number
  align?: 'left' | 'right'
  /** Below it. */
  after?: number
}

export interface Place {
  x: number
  y: number
  width: number
  height: number
}

export class Writer {
  readonly doc: PDFKit.PDFDocument
  readonly sizes: Sizes
  /** Where each anchor came to stand in this pass. */
  readonly pageOf = new Map<string, number>()
  private readonly parents: Element[]
  private pages = 0

  constructor(doc: PDFKit.PDFDocument, sizes: Sizes) {
    this.doc = doc
    this.sizes = sizes
    doc.on('pageAdded', () => (this.pages += 1))
    const root = doc.struct('Document')
    doc.addStructure(root)
    this.parents = [root]
  }

  get left(): number {
    return this.sizes.margin.left
  }

  get width(): number {
    return this.doc.page.width - this.sizes.margin.left - this.sizes.margin.right
  }

  private get bottom(): number {
    return this.doc.page.height - this.sizes.margin.bottom
  }

  /** How much of a page can be written on, from top to bottom. */
  get space(): number {
    return this.bottom - this.sizes.margin.top
  }

  /** And how much of this one still can. */
  get spaceLeft(): number {
    return this.bottom - this.doc.y
  }

  newPage(): void {
    this.doc.addPage()
  }

  /** True when it went on to a new page, because so much would not have fitted on this one. */
  room(height: number): boolean {
    const full = this.doc.y + height > this.bottom && this.doc.y > this.sizes.margin.top
    if (full) this.newPage()
    return full
  }

  /** Whoever goes to this name comes here. */
  anchor(name: string): void {
    this.doc.addNamedDestination(name, 'XYZ', 0, Math.max(0, this.doc.y - 12), 0)
    this.pageOf.set(name, this.pages)
  }

  /** A part that holds others. */
  within(tag: string, work: () => void, options: Structure = {}): void {
    const element = this.doc.struct(tag, options)
    this.parent.add(element)
    this.parents.push(element)
    work()
    this.parents.pop()
    element.end()
  }

  /** A part that is drawn. */
  leaf(tag: string, draw: (element: Element) => void, options: Structure = {}): void {
    const element: Element = this.doc.struct(tag, options, () => draw(element))
    this.parent.add(element)
  }

  /** What is there for the eye alone. */
  artifact(draw: (doc: PDFKit.PDFDocument) => void): void {
    this.doc.markContent('Artifact', { type: 'Layout' })
    this.doc.save()
    draw(this.doc)
    this.doc.restore()
    this.doc.endMarkedContent()
  }

  text(tag: string, words: string | Span[], style: Style = {}, options: Structure = {}): void {
    this.leaf(tag, () => this.set(words, style), options)
    this.doc.y += style.after ?? 0
  }

  /** Words that lead to an address, or to a name in this document (`#name`). `spoken`: what the link is called. */
  link(to: string, words: string | Span[], style: Style = {}, spoken = plain(words)): void {
    this.linked(to, spoken, () => this.set(words, style), style)
    this.doc.y += style.after ?? 0
  }

  /** Whatever is drawn leads there. It must fit on the page. */
  linked(to: string, spoken: string, draw: () => void, { x, width }: Style = {}): void {
    this.leaf('Link', (element) => {
      const top = this.doc.y
      draw()
      const [left, wide, high] = [x ?? this.left, width ?? this.width, this.doc.y - top]
      const options = { structParent: element, Contents: new String(spoken) as string }
      if (to.startsWith('#')) this.doc.goTo(left, top, wide, high, to.slice(1), options)
      else this.doc.link(left, top, wide, high, to, options)
    })
  }

  /** Sets words below what is there. */
  set(words: string | Span[], style: Style = {}): void {
    const { weight = 'regular', size = this.sizes.text, colour = ink, align = 'left' } = style
    const { x = this.left, width = this.width } = style
    const spans = typeof words === 'string' ? [{ text: words, weight }] : words
    const pieces = piecesOf(spans)
    this.doc.fontSize(size).fillColor(colour)
    const lineGap = size * this.sizes.leading
    for (const [index, { text, font, rightToLeft }] of pieces.entries()) {
      this.doc.font(font)
      const options = {
        width,
        align,
        lineGap,
        continued: index < pieces.length - 1,
        // Set as a whole: word by word, the first would come to stand on the left.
        ...(rightToLeft ? { features: [] } : {}),
      }
      if (index === 0) this.doc.text(text, x, this.doc.y, options)
      else this.doc.text(text, options)
    }
  }

  heightOf(words: string | Span[], { weight = 'regular', size, width }: Style = {}): number {
    const points = size ?? this.sizes.text
    this.doc.fontSize(points).font(weight)
    const options = { width: width ?? this.width, lineGap: points * this.sizes.leading }
    return this.doc.heightOfString(plain(words), options)
  }

  /** How high so many lines of text are. */
  lines(count: number): number {
    return count * this.sizes.text * (1.2 + this.sizes.leading)
  }

  figure(picture: { bytes: Buffer; words: string }, { x, y, width, height }: Place): void {
    this.leaf('Figure', () => this.doc.image(picture.bytes, x, y, { width, height }), {
      alt: picture.words,
      placement: 'Block',
      bbox: [x, y, x + width, y + height],
    })
  }

  private get parent(): Element {
    const parent = this.parents.at(-1)
    if (parent === undefined) throw new Error('A document has a root')
    return parent
  }
}

function plain(words: string | Span[]): string {
  return typeof words === 'string' ? words : words.map(({ text }) => text).join('')
}
