import type { Writer } from '../../../pdf/writer.ts'
import type { CourseEntry, Picture, Prospectus } from '../model.ts'

/** What each part of the printing needs. */
export interface Printing {
  writer: Writer
  prospectus: Prospectus
  /** Whether dates by day stand in a table: beside large letters they do not fit into one. */
  table: boolean
  /** By id. */
  pictures: Map<string, Buffer>
  /** On which page each anchor stands, as the first pass found; empty in that pass. */
  pageOf: Map<string, number>
}

/** Names of parts that are no chapter of courses, for links and for the contents. */
export const anchors = {
  changes: 'what-has-changed',
  aboutUs: 'about-us',
  enrol: 'how-to-enrol',
  venues: 'places',
  days: 'by-day',
}

/** A course and a category may share a short name. */
export function courseAnchor({ anchor }: Pick<CourseEntry, 'anchor'>): string {
  return `course-${anchor}`
}

export function pictureBytes({ pictures }: Printing, picture: Picture | undefined) {
  const bytes = picture && pictures.get(picture.id)
  return picture && bytes && { bytes, words: picture.words, width: picture.width, height: picture.height }
}

/** As large as it may be in this box, its shape kept; never larger than it is at 96 dots an inch. */
export function fitted({ width, height }: { width: number; height: number }, most: [number, number]) {
  const share = Math.min(most[0] / width, most[1] / height, 0.75)
  return { width: width * share, height: height * share }
}

/** Begins a part on a new page: a band in the college's colour with its name, an entry in the outline, and an anchor. */
export function beginPart({ writer, prospectus }: Printing, name: string, anchor: string): PDFKit.PDFOutline {
  const { doc, sizes } = writer
  writer.newPage()
  const outline = doc.outline.addItem(name)
  const inside = { size: sizes.heading2, weight: 'bold', colour: '#ffffff' } as const
  const height = writer.heightOf(name, inside) + 34
  writer.artifact(() => {
    doc.rect(0, 0, doc.page.width, sizes.margin.top + height - 22).fill(prospectus.cover.colour)
    doc.rect(0, sizes.margin.top + height - 22, doc.page.width, 5).fill(prospectus.cover.accent)
  })
  doc.y = sizes.margin.top - 8
  writer.anchor(anchor)
  writer.text('H2', name, inside)
  doc.y = sizes.margin.top + height + 8
  return outline
}

/** Begins a part below the one before, where enough of the page is left. */
export function continuePart(printing: Printing, name: string, anchor: string): PDFKit.PDFOutline {
  const { writer, prospectus } = printing
  const { doc, sizes } = writer
  if (doc.y > doc.page.height * 0.55) return beginPart(printing, name, anchor)
  doc.y += sizes.text * 1.5
  const outline = doc.outline.addItem(name)
  writer.anchor(anchor)
  const { colour } = prospectus.cover
  writer.text('H2', name, { size: sizes.heading2, weight: 'bold', colour, after: sizes.text * 0.5 })
  return outline
}
