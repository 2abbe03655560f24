import { anchors, courseAnchor, type Printing } from './printing.ts'
import { rule } from '../../../pdf/sizes.ts'
import type { Style } from '../../../pdf/writer.ts'

interface Entry {
  name: string
  anchor: string
  isCourse: boolean
}

/** What stands where: each a link, with its page. */
export function contents(printing: Printing): void {
  const { writer, prospectus } = printing
  const { doc, sizes } = writer
  writer.newPage()
  doc.outline.addItem('Contents')
  writer.text('H2', 'Contents', {
    weight: 'bold',
    size: sizes.heading2,
    colour: prospectus.cover.colour,
    after: 10,
  })
  writer.within('TOC', () => {
    const entries = entriesOf(printing)
    for (const [index, entry] of entries.entries()) {
      const leads = !entry.isCourse && entries[index + 1]?.isCourse === true
      line(printing, entry, leads ? writer.lines(1) + sizes.text : 0)
    }
  })
}

function entriesOf({ prospectus }: Printing): Entry[] {
  const part = (name: string, anchor: string, there: boolean) =>
    there ? [{ name, anchor, isCourse: false }] : []
  const { changes, aboutUs, chapters, venues, days } = prospectus
  return [
    ...part(changesHeading(changes?.since), anchors.changes, changes !== undefined),
    ...part('About us', anchors.aboutUs, aboutUs.length > 0),
    ...part('How to enrol', anchors.enrol, true),
    ...chapters.flatMap((chapter) => [
      { name: chapter.name, anchor: chapter.anchor, isCourse: false },
      ...chapter.courses.map((course) => ({
        name: course.title,
        anchor: courseAnchor(course),
        isCourse: true,
      })),
    ]),
    ...part('Where we meet', anchors.venues, venues.length > 0),
    ...part('Every date, by day', anchors.days, days.length > 0),
  ]
}

export function changesHeading(since = ''): string {
  return `What has changed since ${since}`
}

/** `kept`: the height below it without which it goes to the next page. A chapter stays with its first course. */
function line({ writer, pageOf }: Printing, { name, anchor, isCourse }: Entry, kept: number): void {
  const { doc, sizes } = writer
  const number = sizes.text * 2.6
  const x = writer.left + (isCourse ? sizes.text : 0)
  const style: Style = {
    weight: isCourse ? 'regular' : 'bold',
    x,
    width: writer.width - (x - writer.left) - number - 6,
  }
  const before = isCourse ? 1 : sizes.text * 0.5
  writer.room(writer.heightOf(name, style) + before + kept)
  doc.y += before
  const page = String(pageOf.get(anchor) ?? '')
  writer.within('TOCI', () => {
    writer.linked(
      `#${anchor}`,
      page === '' ? name : `${name}, page ${page}`,
      () => {
        writer.set(name, style)
        const end = doc.y
        doc.y = end - writer.lines(1)
        writer.set(page, { ...style, x: writer.left + writer.width - number, width: number, align: 'right' })
        doc.y = end
      },
      { x, width: writer.width - (x - writer.left) },
    )
  })
  writer.artifact(() => {
    const y = doc.y - sizes.text * sizes.leading * 0.4
    doc
      .moveTo(x, y)
      .lineTo(writer.left + writer.width, y)
      .lineWidth(0.5)
      .stroke(rule)
  })
}
