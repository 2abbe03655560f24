import { formWords, type PrintForm } from '../model.ts'
import { fitted, pictureBytes, type Printing } from './printing.ts'
import { softInk } from '../../../pdf/sizes.ts'

/** The first page: what it is, whose, of which part of the college, and when it was printed. */
export function cover(printing: Printing, form: PrintForm): void {
  const { writer, prospectus } = printing
  const { doc, sizes } = writer
  const { title, words, colour, accent } = prospectus.cover
  const top = Math.round(doc.page.height * 0.56)
  writer.artifact(() => {
    doc.rect(0, 0, doc.page.width, top).fill(colour)
    doc.rect(0, top, doc.page.width, 8).fill(accent)
  })
  const onColour = { colour: '#ffffff' }
  doc.y = 72
  writer.text('P', prospectus.college, {
    ...onColour,
    weight: 'bold',
    size: Math.max(18, sizes.text),
    after: 40,
  })
  writer.text('H1', title, { ...onColour, weight: 'bold', size: titleSize(printing, title), after: 14 })
  for (const line of [prospectus.part, ...words].filter(Boolean))
    writer.text('P', line, { ...onColour, size: Math.max(18, sizes.text), after: 8 })
  below(printing, form, top)
}

/** Large, unless its longest word would be broken. */
function titleSize({ writer }: Printing, title: string): number {
  const words = title.split(' ')
  let size = writer.sizes.heading1
  const widest = () =>
    Math.max(...words.map((word) => writer.doc.font('bold').fontSize(size).widthOfString(word)))
  while (size > writer.sizes.heading3 && (widest() > writer.width || writer.heightOf(title, { size }) > 190))
    size -= 2
  return size
}

function below(printing: Printing, form: PrintForm, top: number): void {
  const { writer, prospectus } = printing
  const { doc, sizes } = writer
  const picture = pictureBytes(printing, prospectus.cover.picture)
  const foot = doc.page.height - sizes.margin.bottom - 40
  if (picture !== undefined) {
    const size = fitted(picture, [writer.width, foot - top - 60])
    writer.figure(picture, { x: writer.left, y: top + 34, ...size })
  }
  doc.y = foot
  const line = form === 'standard' ? '' : `${formWords[form]}. `
  writer.text('P', `${line}As of ${prospectus.printedOn}.`, { colour: softInk })
}
