// Every date in order, with its course and the page of that: a table where it fits, else a list below each day.
import type { IndexDay } from '../model.ts'
import { anchors, beginPart, courseAnchor, type Printing } from './printing.ts'
import { rule } from '../../../pdf/sizes.ts'
import type { Style } from '../../../pdf/writer.ts'

export function dayIndex(printing: Printing): void {
  const { writer, prospectus } = printing
  if (prospectus.days.length === 0) return
  writer.within('Sect', () => {
    beginPart(printing, 'Every date, by day', anchors.days)
    if (printing.table) table(printing)
    else for (const day of prospectus.days) dayList(printing, day)
  })
}

const shares = [0.3, 0.34, 0.28, 0.08]
const headings = ['Day and time', 'Course', 'Where', 'Page']
const between = 10

function table(printing: Printing): void {
  const { writer, prospectus } = printing
  writer.within('Table', () => {
    writer.within('TR', () => headingRow(printing))
    for (const { day, meetings } of prospectus.days)
      for (const meeting of meetings) row(printing, { day, ...meeting })
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

function row(printing: Printing, { day, hours, title, anchor, where }: Meeting): void {
  const { writer, pageOf } = printing
  const { doc } = writer
  const [when = {}, course = {}, place = {}, page = {}] = columns(printing)
  const target = courseAnchor({ anchor })
  const texts: [string, Style][] = [
    [`${day}, ${hours}`, when],
    [title, course],
    [where, place],
  ]
  const height = Math.max(...texts.map(([text, style]) => writer.heightOf(text, style)))
  if (writer.room(height + 6)) headingsAgain(printing)
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

function dayList({ writer, prospectus, pageOf }: Printing, { day, meetings }: IndexDay): void {
  const { sizes } = writer
  writer.room(writer.lines(4))
  writer.text('H3', day, {
    weight: 'bold',
    size: sizes.text * 1.1,
    colour: prospectus.cover.colour,
    after: sizes.text * 0.2,
  })
  writer.within('L', () => {
    for (const { hours, title, anchor, where } of meetings) {
      const target = courseAnchor({ anchor })
      const page = pageOf.get(target) ?? ''
      const words = `${hours}: ${title}. ${where}. Page ${page}.`
      writer.room(writer.heightOf(words))
      writer.within('LI', () =>
        writer.within('LBody', () => writer.link(`#${target}`, words, { after: sizes.text * 0.3 })),
      )
    }
  })
  writer.doc.y += sizes.text * 0.5
}
