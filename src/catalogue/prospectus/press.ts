import { createHash } from 'node:crypto'
import path from 'node:path'
import type { Db } from '../../database/schema.ts'
import { Printer } from '../../pdf/printer.ts'
import { LatestUsed } from '../../web/latest-used.ts'
import { TooBusy } from '../../web/problems.ts'
import { listPictureBytes } from '../pictures/queries.ts'
import type { PrintForm, Prospectus } from './model.ts'
import type { PrintJob } from './pdf/render.ts'

const printer = new Printer<PrintJob>(path.join(import.meta.dirname, 'pdf'))
/** Up to three megabytes each. */
const kept = new LatestUsed<string, Promise<Buffer>>(12)

/** A name for all that is printed: the same prospectus on the same day has the same. */
export function printMark(prospectus: Prospectus, form: PrintForm): string {
  return createHash('sha256')
    .update(JSON.stringify([form, { ...prospectus, printedAt: '' }]))
    .digest('base64url')
    .slice(0, 27)
}

/** The PDF. Printed once for each state of the prospectus, and shared by everybody who asks for it meanwhile. */
export async function printed(db: Db, prospectus: Prospectus, form: PrintForm): Promise<Buffer> {
  const mark = printMark(prospectus, form)
  const known = kept.get(mark)
  if (known !== undefined) return known
  if (printer.isFull) throw new TooBusy()
  const made = print(db, prospectus, form)
  kept.set(mark, made)
  made.catch(() => kept.delete(mark))
  return made
}

async function print(db: Db, prospectus: Prospectus, form: PrintForm): Promise<Buffer> {
  const pictures = await listPictureBytes(db, pictureIds(prospectus))
  return printer.print({ prospectus, form, pictures })
}

function pictureIds({ cover, chapters }: Prospectus): string[] {
  const pictures = [
    cover.picture,
    ...chapters.flatMap(({ courses }) => courses.map(({ picture }) => picture)),
  ]
  return [...new Set(pictures.flatMap((picture) => (picture === undefined ? [] : [picture.id])))]
}
