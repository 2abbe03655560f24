import { easyReadOf } from '../easy-read.ts'
import type { CourseEntry } from '../model.ts'
import { courseHeading } from './courses.ts'
import { beginPart, fitted, pictureBytes, type Printing } from './printing.ts'

/** Every course on a page of its own: its picture, and one idea on a line. */
export function easyReadCourses(printing: Printing): void {
  const { writer, prospectus } = printing
  for (const chapter of prospectus.chapters)
    writer.within('Sect', () => {
      const outline = beginPart(printing, chapter.name, chapter.anchor)
      for (const [index, course] of chapter.courses.entries()) {
        if (index > 0) writer.newPage()
        writer.within('Sect', () => coursePage(printing, course, outline))
      }
    })
}

function coursePage(printing: Printing, course: CourseEntry, outline: PDFKit.PDFOutline): void {
  const { writer } = printing
  courseHeading(printing, course, outline)
  picture(printing, course)
  const { lines, groups } = easyReadOf(course)
  for (const line of lines) sentence(printing, line)
  for (const group of groups) {
    writer.room(heightOfGroup(printing, group.lines))
    writer.doc.y += writer.sizes.text * 0.4
    if (group.name !== undefined) sentence(printing, group.name, 'bold')
    for (const line of group.lines) sentence(printing, line)
  }
}

/** A group stays on one page, unless it needs most of one. */
function heightOfGroup({ writer }: Printing, lines: string[]): number {
  const heights = lines.map((line) => writer.heightOf(line) + writer.sizes.text * 0.35)
  return Math.min(
    heights.reduce((sum, height) => sum + height, writer.lines(1)),
    writer.doc.page.height * 0.6,
  )
}

function sentence({ writer }: Printing, line: string, weight: 'regular' | 'bold' = 'regular'): void {
  writer.room(writer.heightOf(line))
  writer.text('P', line, { weight, after: writer.sizes.text * 0.35 })
}

function picture(printing: Printing, course: CourseEntry): void {
  const { writer } = printing
  const found = pictureBytes(printing, course.picture)
  if (found === undefined) return
  const size = fitted(found, [writer.width, 200])
  writer.figure(found, { x: writer.left, y: writer.doc.y, ...size })
  writer.doc.y += size.height + writer.sizes.text
}
