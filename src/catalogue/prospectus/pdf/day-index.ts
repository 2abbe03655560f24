// Every date in order, with its course and the page of that: a table where it fits, else a list below each day.
import type { IndexDay } from '../model.ts'
import { Blocks } from './blocks.ts'
import { anchors, beginPart, courseAnchor, type Printing } from './printing.ts'
import { rule } from '../../../pdf/sizes.ts'
import type { Style } from '../../../pdf/writer.ts'

export function dayIndex(printing: Printing): void {
  const { writer, prospectus } = printing
  if (prospectus.days.length === 0) return
  writer.within('Sect', () => {
    beginPart(printing, 'Every date, by day', anchors.days)
    if (printing.table) table(printing)
    else dayLists(printing)
  })
}

const shares = [0.3, 0.34, 0.28, 0.08]
const headings = ['Day and time', 'Course', 'Where', 'Page']
const between = 10

function table(printing: Printing): void {
  const { writer, prospectus } = printing
  writer.within('Table', () => {
    writer.within('TR', () => headingRow(printing))
    const rows = prospectus.days.flatMap(({ day, meetings }) =>
      meetings.map((meeting) => ({ day, ...meeting })),
    )
    const below = 6
    const blocks = new Blocks(
      writer,
      rows.map((each) => rowHeight(printing, each) + below),
    )
    for (const each of rows) {
      if (blocks.next()) headingsAgain(printing)
      row(printing, each)
    }
  })
}

type Meeting = IndexDay['meetings'][number] & { day: string }

function columns({ writer }: Printing): Required<Pick<Style, 'x' | 'width'>>[] {
  let x = writer.left
  return shares.map((share) => {
    const column = { x, width: writer.width * share - between }
    x += writer.width * share
    return column
  })
}

function headingRow(printing: Printing): void {
  const { writer } = printing
  const { y } = writer.doc
  for (const [index, column] of columns(printing).entries()) {
    writer.doc.y = y
    writer.text('TH', headings[index] ?? '', { ...column, weight: 'bold' }, { scope: 'Column' })
  }
  ruleBelow(printing)
}

/** On each further page the headings are repeated for the eye. */
function headingsAgain(printing: Printing): void {
  const { writer } = printing
  const { y } = writer.doc
  writer.artifact(() => {
    for (const [index, column] of columns(printing).entries()) {
      writer.doc.y = y
      writer.set(headings[index] ?? '', { ...column, weight: 'bold' })
    }
  })
  ruleBelow(printing)
}

function rowHeight(printing: Printing, { day, hours, title, where }: Meeting): number {
  const texts = [`${day}, ${hours}`, title, where]
  const [when = {}, course = {}, place = {}] = columns(printing)
  const styles = [when, course, place]
  return Math.max(...texts.map((text, index) => printing.writer.heightOf(text, styles[index])))
}

function row(printing: Printing, meeting: Meeting): void {
  const { day, hours, title, anchor, where } = meeting
  const { writer, pageOf } = printing
  const { doc } = writer
  const [when = {}, course = {}, place = {}, page = {}] = columns(printing)
  const target = courseAnchor({ anchor })
  const height = rowHeight(printing, meeting)
  const { y } = doc
  const cell = (draw: () => void) => {
    doc.y = y
    draw()
  }
  writer.within('TR', () => {
    cell(() => writer.text('TH', `${day}, ${hours}`, when, { scope: 'Row' }))
    cell(() => writer.within('TD', () => writer.link(`#${target}`, title, course)))
    cell(() => writer.text('TD', where, place))
    cell(() => writer.text('TD', String(pageOf.get(target) ?? ''), page))
  })
  doc.y = y + height
  ruleBelow(printing)
}

function ruleBelow({ writer }: Printing): void {
  const { doc } = writer
  writer.artifact(() => {
    doc
      .moveTo(writer.left, doc.y)
      .lineTo(writer.left + writer.width, doc.y)
      .lineWidth(0.5)
      .stroke(rule)
  })
  doc.y += 4
}

function dayLists(printing: Printing): void {
  const { writer, prospectus } = printing
  const heights = prospectus.days.flatMap(({ meetings }) =>
    meetings.map((meeting, index) => {
      const ends = index === meetings.length - 1 ? 0.5 : 0
      const heading = index === 0 ? writer.lines(1.3) : 0
      return heading + writer.heightOf(inWords(printing, meeting)) + writer.sizes.text * (0.3 + ends)
    }),
  )
  const blocks = new Blocks(writer, heights)
  for (const day of prospectus.days) dayList(printing, day, blocks)
}

function inWords(
  { pageOf }: Printing,
  { hours, title, anchor, where }: IndexDay['meetings'][number],
): string {
  return `${hours}: ${title}. ${where}. Page ${pageOf.get(courseAnchor({ anchor })) ?? ''}.`
}

/** A day stands with the first of what is on it. */
function dayList(printing: Printing, { day, meetings }: IndexDay, blocks: Blocks): void {
  const { writer, prospectus } = printing
  const { sizes } = writer
  blocks.next()
  writer.text('H3', day, {
    weight: 'bold',
    size: sizes.text * 1.1,
    colour: prospectus.cover.colour,
    after: sizes.text * 0.2,
  })
  writer.within('L', () => {
    for (const [index, meeting] of meetings.entries()) {
      if (index > 0) blocks.next()
      const [to, words] = [`#${courseAnchor(meeting)}`, inWords(printing, meeting)]
      writer.within('LI', () =>
        writer.within('LBody', () => writer.link(to, words, { after: sizes.text * 0.3 })),
      )
    }
  })
  writer.doc.y += sizes.text * 0.5
}
