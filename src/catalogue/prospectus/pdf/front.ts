// The parts in front of the courses: what has changed, who we are, how to enrol; and behind them, where we meet.
import { changesHeading } from './contents.ts'
import { anchors, beginPart, continuePart, type Printing } from './printing.ts'

export function changes(printing: Printing): void {
  const { writer, prospectus } = printing
  if (prospectus.changes === undefined) return
  const { since, lines } = prospectus.changes
  writer.within('Sect', () => {
    beginPart(printing, changesHeading(since), anchors.changes)
    if (lines.length === 0) {
      writer.text('P', 'Nothing has changed: what is printed there still holds.')
      return
    }
    writer.text('P', 'If you have that edition, please note this in it:', { after: writer.sizes.text * 0.6 })
    list(
      printing,
      lines.map(({ kind, text }) => [
        { text: `${kind}. `, weight: 'bold' },
        { text, weight: 'regular' },
      ]),
    )
  })
}

type Words = Parameters<Printing['writer']['text']>[1]

/** Items with a dot before each. */
export function list({ writer }: Printing, items: Words[]): void {
  const { doc, sizes } = writer
  const indent = sizes.text * 1.3
  writer.within('L', () => {
    for (const words of items) {
      const style = { x: writer.left + indent, width: writer.width - indent }
      writer.room(Math.min(writer.heightOf(words, style), writer.lines(5)))
      writer.within('LI', () => {
        const { y } = doc
        writer.text('Lbl', '•', { width: indent })
        doc.y = y
        writer.text('LBody', words, { ...style, after: sizes.text * 0.4 })
      })
    }
  })
}

export function aboutUs(printing: Printing): void {
  paragraphs(printing, beginPart, ['About us', anchors.aboutUs], printing.prospectus.aboutUs)
}

export function howToEnrol(printing: Printing): void {
  const { aboutUs, howToEnrol } = printing.prospectus
  const begin = aboutUs.length > 0 ? continuePart : beginPart
  paragraphs(printing, begin, ['How to enrol', anchors.enrol], howToEnrol)
}

function paragraphs(
  printing: Printing,
  begin: typeof beginPart,
  [heading, anchor]: [string, string],
  texts: string[],
): void {
  const { writer } = printing
  if (texts.length === 0) return
  writer.within('Sect', () => {
    begin(printing, heading, anchor)
    for (const text of texts) writer.text('P', text, { after: writer.sizes.text * 0.8 })
  })
}

export function venues(printing: Printing): void {
  const { writer, prospectus } = printing
  const { sizes } = writer
  if (prospectus.venues.length === 0) return
  writer.within('Sect', () => {
    beginPart(printing, 'Where we meet', anchors.venues)
    for (const { name, address, howToGetThere, access } of prospectus.venues) {
      writer.room(writer.lines(6))
      writer.text('H3', name, {
        weight: 'bold',
        size: sizes.heading3,
        colour: prospectus.cover.colour,
        after: sizes.text * 0.2,
      })
      if (address !== '') writer.text('P', address, { after: sizes.text * 0.4 })
      labelled(printing, 'Getting there: ', howToGetThere)
      labelled(printing, 'Getting in and about: ', access)
      writer.doc.y += sizes.text
    }
  })
}

/** Paragraphs, the first of which begins with a word in bold. */
export function labelled(
  { writer }: Printing,
  label: string,
  texts: string[],
  beforeEach: () => void = () => undefined,
): void {
  for (const [index, text] of texts.entries()) {
    const spans = [
      ...(index === 0 ? [{ text: label, weight: 'bold' as const }] : []),
      { text, weight: 'regular' as const },
    ]
    beforeEach()
    writer.text('P', spans, { after: writer.sizes.text * 0.4 })
  }
}
