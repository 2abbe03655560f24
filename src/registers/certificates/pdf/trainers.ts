import { softInk } from '../../../pdf/sizes.ts'
import type { Writer } from '../../../pdf/writer.ts'
import { listed } from '../../../lib/words.ts'
import type { Sheet } from '../model.ts'
import { fitting, sizes } from './sizes.ts'

type Trainers = Sheet['trainers']

/** So many sign beside each other; twice five in two rows. Of more there is no room to sign, and they are listed. */
export const inOneRow = 4
const inTwoRows = 10

/** Who gave it, everybody, each with room to sign above their name. */
export function drawTrainers(writer: Writer, trainers: Trainers): void {
  const bottom = writer.doc.page.height - sizes.margin.bottom
  if (trainers.length > inTwoRows) return drawList(writer, trainers, bottom - 128)
  if (trainers.length <= inOneRow) {
    const width = Math.min(240, writer.width / Math.max(1, trainers.length) - 20)
    return drawRow(writer, trainers, { top: bottom - 128, width, gap: 20, size: sizes.text })
  }
  const columns = Math.ceil(trainers.length / 2)
  const row = { width: (writer.width - (columns - 1) * 18) / columns, gap: 18, size: sizes.small }
  drawRow(writer, trainers.slice(0, columns), { ...row, top: bottom - 160 })
  drawRow(writer, trainers.slice(columns), { ...row, top: bottom - 94 })
}

interface Row {
  top: number
  width: number
  gap: number
  /** Of the names; roles are no larger, and smaller where there are many. */
  size: number
}

function drawRow(writer: Writer, trainers: Trainers, { top, width, gap, size }: Row): void {
  const { doc } = writer
  for (const [index, { name, role }] of trainers.entries()) {
    const x = writer.left + index * (width + gap)
    writer.artifact(() =>
      doc
        .moveTo(x, top)
        .lineTo(x + width, top)
        .lineWidth(0.8)
        .stroke(softInk),
    )
    doc.y = top + 6
    const place = { x, width }
    const small = size === sizes.text ? sizes.small : 10
    const high = size === sizes.text ? 40 : 18
    writer.text('P', name, {
      ...place,
      weight: 'bold',
      size: fitting(writer, name, size, high, { width, least: 8 }),
    })
    writer.text('P', role, { ...place, size: small, colour: softInk })
  }
}

function drawList(writer: Writer, trainers: Trainers, top: number): void {
  const words = `Given by ${listed(trainers.map(({ name }) => name))}.`
  writer.doc.y = top
  writer.text('P', words, { weight: 'bold', size: fitting(writer, words, sizes.text, 72, { least: 8 }) })
}
