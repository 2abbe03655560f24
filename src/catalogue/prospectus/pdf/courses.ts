import type { CourseEntry, RunEntry } from '../model.ts'
import { Blocks } from './blocks.ts'
import { labelled } from './front.ts'
import { beginPart, courseAnchor, fitted, pictureBytes, type Printing } from './printing.ts'
import { rule, softInk } from '../../../pdf/sizes.ts'
import type { Style } from '../../../pdf/writer.ts'

/** Every chapter, with its courses one below the other. */
export function courses(printing: Printing): void {
  const { writer, prospectus } = printing
  for (const chapter of prospectus.chapters)
    writer.within('Sect', () => {
      const outline = beginPart(printing, chapter.name, chapter.anchor)
      for (const [index, course] of chapter.courses.entries()) {
        const blocks = new Blocks(writer, heightsOf(printing, course))
        parting(printing, blocks, index === 0)
        writer.within('Sect', () => courseBlock(printing, course, { outline, blocks }))
      }
    })
}

/** A line between two courses, unless the next begins a page. */
function parting({ writer }: Printing, blocks: Blocks, isFirst: boolean): void {
  const { doc, sizes } = writer
  if (isFirst) {
    blocks.stay()
    return
  }
  doc.y += sizes.text * 0.9
  if (blocks.next()) return
  writer.artifact(() => {
    doc
      .moveTo(writer.left, doc.y)
      .lineTo(writer.left + writer.width, doc.y)
      .lineWidth(0.75)
      .stroke(rule)
  })
  doc.y += sizes.text * 0.9
}

/** Of its heading with picture and summary, of each paragraph and of each run; the last with what ends the course. */
function heightsOf(printing: Printing, course: CourseEntry): number[] {
  const { writer } = printing
  const { sizes } = writer
  const height = (words: string, after: number, style: Style = {}) =>
    words === '' ? 0 : writer.heightOf(words, style) + sizes.text * after
  const found = pictureBytes(printing, course.picture)
  const heading = height(course.title, 0.4, { weight: 'bold', size: sizes.heading3 })
  const shown = found === undefined ? 0 : fitted(found, pictureBox(printing)).height + sizes.text * 0.6
  const paragraphs = [...course.whatToExpect, ...course.whoItIsFor.map((text) => `${forWhom}${text}`)]
  const inItem = { width: writer.width - sizes.text * runIndent }
  const runs = course.runs.map((run) =>
    linesOf(run).reduce(
      (sum, line) => sum + writer.heightOf(line, inItem),
      height(run.when, 0.6, { ...inItem, weight: 'bold' }),
    ),
  )
  const ending = height(alsoAbout(course), 0.3, { size: sizes.small }) + writer.lines(1)
  const heights = [
    // Without a summary the heading would stand alone at the foot of a page.
    heading + Math.max(shown + height(course.summary, 0.5), writer.lines(5)),
    ...paragraphs.map((text) => height(text, 0.4)),
    ...runs,
  ]
  return heights.map((each, index) => (index === heights.length - 1 ? each + ending : each))
}

const forWhom = 'Who it is for: '
const runIndent = 1.3
const alsoAbout = ({ also }: CourseEntry) => (also === '' ? '' : `Also about: ${also}.`)
const pictureBox = ({ writer }: Printing): [number, number] => [writer.width * 0.6, 130]

interface Place {
  outline: PDFKit.PDFOutline
  blocks: Blocks
}

function courseBlock(printing: Printing, course: CourseEntry, { outline, blocks }: Place): void {
  const { writer, prospectus } = printing
  const { sizes } = writer
  courseHeading(printing, course, outline)
  picture(printing, course)
  if (course.summary !== '') writer.text('P', course.summary, { after: sizes.text * 0.5 })
  for (const text of course.whatToExpect) {
    blocks.next()
    writer.text('P', text, { after: sizes.text * 0.4 })
  }
  labelled(printing, forWhom, course.whoItIsFor, () => blocks.next())
  writer.doc.y += sizes.text * 0.2
  writer.within('L', () => {
    for (const run of course.runs) {
      blocks.next()
      runItem(printing, run)
    }
  })
  if (course.also !== '')
    writer.text('P', alsoAbout(course), { size: sizes.small, colour: softInk, after: 3 })
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
  const size = fitted(found, pictureBox(printing))
  writer.figure(found, { x: writer.left, y: writer.doc.y, ...size })
  writer.doc.y += size.height + writer.sizes.text * 0.6
}

function runItem({ writer, prospectus }: Printing, run: RunEntry): void {
  const { doc, sizes } = writer
  const indent = sizes.text * runIndent
  const style = { x: writer.left + indent, width: writer.width - indent }
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
