import path from 'node:path'
import { Printer } from '../../pdf/printer.ts'
import { TooBusy } from '../../web/problems.ts'
import type { Certificates } from './model.ts'

const printer = new Printer<Certificates>(path.join(import.meta.dirname, 'pdf'))

export async function printed(certificates: Certificates): Promise<Buffer> {
  if (printer.isFull) throw new TooBusy()
  return printer.print(certificates)
}
