import type { CourseEntry, RunEntry } from '../model.ts'
import { labelled } from './front.ts'
import { beginPart, courseAnchor, fitted, pictureBytes, type Printing } from './printing.ts'
import { rule, softInk } from '../../../pdf/sizes.ts'

/** Every chapter, with its courses one below the other. */
export function courses(printing: Printing): void {
  const { writer, prospectus } = printing
  for (const chapter of prospectus.chapters)
    writer.within('Sect', () => {
      const outline = beginPart(printing, chapter.name, chapter.anchor)
      for (const [index, course] of chapter.courses.entries()) {
        if (index > 0) parting(printing)
        writer.within('Sect', () => courseBlock(printing, course, outline))
      }
    })
}

/** A line between two courses, unless the next begins a page. */
function parting({ writer }: Printing): void {
  const { doc, sizes } = writer
  doc.y += sizes.text * 0.9
  if (writer.room(writer.lines(9))) return
  writer.artifact(() => {
    doc
      .moveTo(writer.left, doc.y)
      .lineTo(writer.left + writer.width, doc.y)
      .lineWidth(0.75)
      .stroke(rule)
  })
  doc.y += sizes.text * 0.9
}

function courseBlock(printing: Printing, course: CourseEntry, outline: PDFKit.PDFOutline): void {
  const { writer, prospectus } = printing
  const { sizes } = writer
  courseHeading(printing, course, outline)
  picture(printing, course)
  if (course.summary !== '') writer.text('P', course.summary, { after: sizes.text * 0.5 })
  for (const text of course.whatToExpect) writer.text('P', text, { after: sizes.text * 0.4 })
  labelled(printing, 'Who it is for: ', course.whoItIsFor)
  writer.doc.y += sizes.text * 0.2
  writer.within('L', () => {
    for (const run of course.runs) runItem(printing, run)
  })
  if (course.also !== '')
    writer.text('P', `Also about: ${course.also}.`, { size: sizes.small, colour: softInk, after: 3 })
  writer.room(writer.lines(1))
  writer.within('P', () =>
    writer.link(course.href, course.href.replace(/^https?:\/\//, ''), {
      size: sizes.small,
      colour: prospectus.cover.colour,
    }),
  )
}

export function courseHeading(
  { writer, prospectus }: Printing,
  course: CourseEntry,
  outline: PDFKit.PDFOutline,
): void {
  const { sizes } = writer
  writer.room(writer.heightOf(course.title, { weight: 'bold', size: sizes.heading3 }) + writer.lines(5))
  outline.addItem(course.title)
  writer.anchor(courseAnchor(course))
  writer.text('H3', course.title, {
    weight: 'bold',
    size: sizes.heading3,
    colour: prospectus.cover.colour,
    after: sizes.text * 0.4,
  })
}

function picture(printing: Printing, course: CourseEntry): void {
  const { writer } = printing
  const found = pictureBytes(printing, course.picture)
  if (found === undefined) return
  const size = fitted(found, [writer.width * 0.6, 130])
  writer.room(size.height + writer.lines(3))
  writer.figure(found, { x: writer.left, y: writer.doc.y, ...size })
  writer.doc.y += size.height + writer.sizes.text * 0.6
}

function runItem({ writer, prospectus }: Printing, run: RunEntry): void {
  const { doc, sizes } = writer
  const indent = sizes.text * 1.3
  const style = { x: writer.left + indent, width: writer.width - indent }
  writer.room(writer.heightOf(run.when, { ...style, weight: 'bold' }) + writer.lines(1))
  writer.within('LI', () => {
    const { y } = doc
    writer.text('Lbl', '•', { colour: prospectus.cover.accent, weight: 'bold', width: indent })
    doc.y = y
    writer.within('LBody', () => {
      writer.text('P', run.when, { ...style, weight: 'bold' })
      for (const line of linesOf(run)) writer.text('P', line, style)
    })
  })
  doc.y += sizes.text * 0.4
}

function linesOf({ where, trainers, audience, rules, code }: RunEntry): string[] {
  return [
    `${where}.`,
    `With ${trainers.join('; ')}.`,
    [audience === '' ? '' : `For: ${audience}.`, ...rules, code === undefined ? '' : `Course code ${code}.`]
      .filter(Boolean)
      .join(' '),
  ].filter(Boolean)
}
