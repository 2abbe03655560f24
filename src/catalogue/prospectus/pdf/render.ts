import { buffer } from 'node:stream/consumers'
import { newDocument } from '../../../pdf/document.ts'
import { rule, softInk } from '../../../pdf/sizes.ts'
import { Writer } from '../../../pdf/writer.ts'
import type { PrintForm, Prospectus } from '../model.ts'
import { contents } from './contents.ts'
import { courses } from './courses.ts'
import { cover } from './cover.ts'
import { dayIndex } from './day-index.ts'
import { easyReadCourses } from './easy-read-courses.ts'
import { aboutUs, changes, howToEnrol, venues } from './front.ts'
import type { Printing } from './printing.ts'
import { sizes } from './sizes.ts'

/** All there is to print one, as it can be handed to another thread. */
export interface PrintJob {
  prospectus: Prospectus
  form: PrintForm
  pictures: Map<string, Uint8Array>
}

/** The prospectus as a PDF. Printed twice: only the first time shows on which page everything comes to stand. */
export async function render(job: PrintJob): Promise<Buffer> {
  const first = await pass(job, new Map())
  return (await pass(job, first.pageOf)).bytes
}

async function pass({ prospectus, form, pictures }: PrintJob, pageOf: Map<string, number>) {
  const { cover: front, college, part, printedAt } = prospectus
  const title = [front.title, part, college].filter(Boolean).join(', ')
  const doc = newDocument({ title, author: college, madeAt: new Date(printedAt) }, sizes[form])
  const bytes = buffer(doc)
  const writer = new Writer(doc, sizes[form])
  const printing: Printing = {
    writer,
    prospectus,
    table: sizes[form].table,
    pictures: new Map([...pictures].map(([id, picture]) => [id, Buffer.from(picture)])),
    pageOf,
  }
  writer.newPage()
  cover(printing, form)
  contents(printing)
  changes(printing)
  aboutUs(printing)
  howToEnrol(printing)
  if (form === 'easy-read') easyReadCourses(printing)
  else courses(printing)
  venues(printing)
  dayIndex(printing)
  feet(printing)
  labelPages(doc)
  doc.end()
  return { bytes: await bytes, pageOf: writer.pageOf }
}

/** The foot of every page but the cover: whose it is, and the number that contents and index name. */
function feet({ writer, prospectus }: Printing): void {
  const { doc, sizes: size } = writer
  const { start, count } = doc.bufferedPageRange()
  for (let page = start + 1; page < start + count; page += 1) {
    doc.switchToPage(page)
    const { bottom } = doc.page.margins
    // Below the margin a text would begin a new page.
    doc.page.margins.bottom = 0
    const y = doc.page.height - size.margin.bottom + size.text
    doc.markContent('Artifact', { type: 'Pagination' })
    doc
      .moveTo(writer.left, y)
      .lineTo(writer.left + writer.width, y)
      .lineWidth(0.5)
      .stroke(rule)
    const number = size.small * 3
    doc.y = y + 8
    writer.set(`${prospectus.college}: ${prospectus.cover.title}`, {
      size: size.small,
      colour: softInk,
      width: writer.width - number,
    })
    doc.y = y + 8
    writer.set(String(page + 1), {
      size: size.small,
      colour: softInk,
      weight: 'bold',
      x: writer.left + writer.width - number,
      width: number,
      align: 'right',
    })
    doc.endMarkedContent()
    doc.page.margins.bottom = bottom
  }
}

/** A reader's page numbers are those on the pages; the cover is called that. */
function labelPages(doc: PDFKit.PDFDocument): void {
  const { _root: root } = doc as unknown as { _root: { data: Record<string, unknown> } }
  root.data.PageLabels = { Nums: [0, { P: new String('Cover') }, 1, { S: 'D', St: 2 }] }
}
