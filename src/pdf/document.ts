import PDFDocument from 'pdfkit'
import { registerFonts } from './fonts.ts'
import type { Sizes } from './sizes.ts'

// The types of pdfkit do not know this one yet.
const universallyAccessible = 'PDF/UA' as unknown as PDFKit.Mixins.PDFSubsets

/** Else it begins with one that is in no file, and reads ours again whenever it is used. */
const noFontOfItsOwn = null as unknown as string

interface Printed {
  title: string
  author: string
  madeAt: Date
  layout?: 'portrait' | 'landscape'
}

/** An empty A4 document that says to a screen reader what it is, and in which language. */
export function newDocument(
  { title, author, madeAt, layout = 'portrait' }: Printed,
  { margin }: Sizes,
): PDFKit.PDFDocument {
  const doc = new PDFDocument({
    size: 'A4',
    layout,
    margins: margin,
    font: noFontOfItsOwn,
    autoFirstPage: false,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: universallyAccessible,
    tagged: true,
    lang: 'en-GB',
    displayTitle: true,
    info: { Title: title, Author: author, CreationDate: madeAt },
  })
  registerFonts(doc)
  return doc
}
