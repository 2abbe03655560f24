// The college's mark, as every page of the site shows it.
import { readFileSync } from 'node:fs'
import path from 'node:path'

const file = path.join(import.meta.dirname, '../../static/mark.svg')
/** Of the drawing in the file. */
const drawn = { width: 40, height: 44 }

/** Draws it for the eye alone: the name stands beside it in words. */
export function drawMark(doc: PDFKit.PDFDocument, x: number, y: number, height: number): void {
  const scale = height / drawn.height
  doc.translate(x, y).scale(scale)
  for (const [, attributes = ''] of readFileSync(file, 'utf8').matchAll(/<path ([^>]*?)\/>/g)) {
    const value = (name: string) => new RegExp(`(?:^| )${name}="([^"]*)"`).exec(attributes)?.[1]
    const [shape = '', fill = 'none', stroke] = [value('d'), value('fill'), value('stroke')]
    doc.path(shape)
    if (stroke === undefined) doc.fill(fill)
    else
      doc
        .lineWidth(Number(value('stroke-width')))
        .lineCap('round')
        .stroke(stroke)
  }
}
