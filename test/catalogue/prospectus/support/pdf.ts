import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'

export interface PdfPart {
  role: string
  /** `Document>Sect>H2` */
  path: string
  text: string
  alt?: string
}

export interface PdfLink {
  /** What a screen reader calls it. */
  spoken: string
  /** `page 7`, or an address. */
  to: string
}

export interface ReadPdf {
  title: string
  language: string
  marked: boolean
  labels: string[]
  outline: { title: string; items: string[] }[]
  /**
   * `outside`: how many pieces of text end where no margin is left. `smallest`: the size of the smallest letters, in
   * points. `colours`: those that something is drawn in, such as `#1a3c6e`.
   */
  pages: {
    parts: PdfPart[]
    links: PdfLink[]
    artifacts: string[]
    outside: number
    smallest: number
    colours: string[]
  }[]
}

const script = path.join(import.meta.dirname, 'read-pdf.ts')

/** Each PDF as a reader of screens is given it. */
export async function readPdfs(...pdfs: Buffer[]): Promise<ReadPdf[]> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'prospectus-'))
  try {
    const files = pdfs.map((_, index) => path.join(folder, `${index}.pdf`))
    await Promise.all(pdfs.map((bytes, index) => writeFile(files[index]!, bytes)))
    const node = promisify(execFile)
    const options = { maxBuffer: 100_000_000 }
    const { stdout } = await node(process.execPath, ['--import', 'tsx', script, ...files], options)
    return JSON.parse(stdout) as ReadPdf[]
  } finally {
    await rm(folder, { recursive: true })
  }
}
