import { buffer } from 'node:stream/consumers'
import { newDocument } from '../../../pdf/document.ts'
import { drawMark } from '../../../pdf/mark.ts'
import { rule, softInk } from '../../../pdf/sizes.ts'
import { Writer } from '../../../pdf/writer.ts'
import type { Certificates, Sheet } from '../model.ts'
import { fitting, sizes } from './sizes.ts'
import { drawTrainers, inOneRow } from './trainers.ts'

const band = 34

/** One landscape page for each certificate. */
export async function render(certificates: Certificates): Promise<Buffer> {
  const [only, ...more] = certificates.sheets
  const whose = more.length === 0 ? only?.name : undefined
  const title = [whose ? `Certificate for ${whose}` : 'Certificates', only?.course, certificates.college]
  const doc = newDocument(
    {
      title: title.filter(Boolean).join(', '),
      author: certificates.college,
      madeAt: new Date(certificates.madeAt),
      layout: 'landscape',
    },
    sizes,
  )
  const bytes = buffer(doc)
  const writer = new Writer(doc, sizes)
  for (const sheet of certificates.sheets) {
    writer.newPage()
    doc.outline.addItem(sheet.name)
    writer.within('Sect', () => page(writer, sheet, certificates))
  }
  doc.end()
  return bytes
}

function page(writer: Writer, sheet: Sheet, { college, colour, accent, checkAt }: Certificates): void {
  const { doc } = writer
  writer.artifact(() => {
    doc.rect(0, 0, doc.page.width, doc.page.height).fill('#fcf9f4')
    doc.rect(0, 0, band, doc.page.height).fill(colour)
    doc.rect(band, 0, 6, doc.page.height).fill(accent)
  })
  writer.artifact(() => drawMark(doc, doc.page.width - sizes.margin.right - 84, sizes.margin.top - 8, 92))
  const beside = { width: writer.width - 120 }
  doc.y = sizes.margin.top
  writer.text('P', college, { ...beside, weight: 'bold', size: sizes.heading3, colour, after: 24 })
  writer.text('H1', 'Certificate', { ...beside, weight: 'bold', size: sizes.heading1, colour, after: 10 })
  writer.text('P', 'This is to say, with our warm congratulations, that', { after: 8 })
  // Several rows of trainers leave less room above them.
  const [nameHigh, courseHigh] = sheet.trainers.length > inOneRow ? [44, 46] : [60, 64]
  writer.text('P', sheet.name, { weight: 'bold', size: fitting(writer, sheet.name, 34, nameHigh), after: 8 })
  writer.text('P', 'has completed the course', { after: 8 })
  const course = { weight: 'bold', size: fitting(writer, sheet.course, 24, courseHigh), colour } as const
  writer.text('H2', sheet.course, { ...course, after: 4 })
  writer.text('P', sheet.dates, { after: 0 })
  drawTrainers(writer, sheet.trainers)
  foot(writer, sheet, checkAt)
}

function foot(writer: Writer, { issuedOn, code }: Sheet, checkAt: string): void {
  const { doc } = writer
  const y = doc.page.height - sizes.margin.bottom - 46
  writer.artifact(() =>
    doc
      .moveTo(writer.left, y)
      .lineTo(writer.left + writer.width, y)
      .lineWidth(0.5)
      .stroke(rule),
  )
  doc.y = y + 8
  const small = { size: sizes.small, colour: softInk }
  writer.text('P', `Given on ${issuedOn}.`, small)
  writer.text(
    'P',
    [
      { text: 'Anybody can see that it is genuine at ', weight: 'regular' },
      { text: checkAt, weight: 'bold' },
      { text: ' with the code ', weight: 'regular' },
      { text: code, weight: 'bold' },
    ],
    small,
  )
}
