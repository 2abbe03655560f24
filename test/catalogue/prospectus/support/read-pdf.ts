// What a screen reader is given of each PDF named on the command line, as JSON: its parts in reading order with their
// words, its links, its outline. Runs by itself, since its library comes as a module that jest cannot load.
import { readFileSync } from 'node:fs'
import { getDocument, OPS, type PDFDocumentProxy, type PDFPageProxy } from 'pdfjs-dist/legacy/build/pdf.mjs'
import type { PdfLink, PdfPart, ReadPdf } from './pdf.ts'

interface TreeNode {
  role?: string
  alt?: string
  type?: string
  id?: string
  children?: TreeNode[]
}

async function read(file: string): Promise<ReadPdf> {
  const doc = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise
  const { info } = await doc.getMetadata()
  const pages = await Promise.all(
    Array.from({ length: doc.numPages }, async (_, index) => readPage(doc, await doc.getPage(index + 1))),
  )
  const outline = (await doc.getOutline()) as { title: string; items: { title: string }[] }[]
  const markInfo = await doc.getMarkInfo()
  return {
    title: (info as { Title: string }).Title,
    language: (info as { Language: string }).Language,
    marked: markInfo?.Marked === true,
    labels: (await doc.getPageLabels()) ?? [],
    outline: outline.map(({ title, items }) => ({ title, items: items.map((item) => item.title) })),
    pages,
  }
}

async function readPage(doc: PDFDocumentProxy, page: PDFPageProxy): Promise<ReadPdf['pages'][number]> {
  const words = await wordsById(page)
  const tree = (await page.getStructTree()) as TreeNode | null
  const parts: PdfPart[] = []
  if (tree !== null) walk(tree, [], words, parts)
  const [, , width = 0] = page.view
  const outside = words.edges.filter((edge) => edge > width - 20).length
  const [links, colours] = [await linksOf(doc, page), await coloursOf(page)]
  const smallest = Math.min(...words.sizes)
  return { parts, links, artifacts: words.artifacts, outside, smallest, colours }
}

async function coloursOf(page: PDFPageProxy): Promise<string[]> {
  const { fnArray, argsArray } = await page.getOperatorList()
  const drawn = fnArray.flatMap((step, index) =>
    step === OPS.setFillRGBColor ? [String((argsArray[index] as unknown[])[0])] : [],
  )
  return [...new Set(drawn)]
}

/** The words of each piece of marked content, and those of none, which are there for the eye alone. */
async function wordsById(page: PDFPageProxy) {
  const { items } = await page.getTextContent({ includeMarkedContent: true })
  const words = new Map<string, string>()
  const [open, artifacts, edges, sizes]: [string[], string[], number[], number[]] = [[], [], [], []]
  for (const item of items) {
    if ('str' in item) {
      const id = open.at(-1) ?? ''
      edges.push((item.transform as number[])[4]! + item.width)
      if (item.str.trim() !== '') sizes.push(Math.round((item.transform as number[])[3]! * 10) / 10)
      if (id === '') artifacts.push(item.str)
      else words.set(id, (words.get(id) ?? '') + item.str + (item.hasEOL ? ' ' : ''))
    } else if (item.type === 'endMarkedContent') open.pop()
    else open.push((item as { id?: string }).id ?? '')
  }
  return Object.assign(words, { artifacts: artifacts.filter((text) => text.trim() !== ''), edges, sizes })
}

function walk(node: TreeNode, above: string[], words: Map<string, string>, parts: PdfPart[]): void {
  const path = node.role === undefined ? above : [...above, node.role]
  const contents = (node.children ?? []).filter(({ type }) => type === 'content')
  if (contents.length > 0 || node.alt !== undefined) {
    const text = contents.map(({ id = '' }) => words.get(id) ?? '').join('')
    const role = path.at(-1) ?? ''
    parts.push({ role, path: path.join('>'), text: tidy(text), ...(node.alt ? { alt: node.alt } : {}) })
  }
  for (const child of node.children ?? []) if (child.role !== undefined) walk(child, path, words, parts)
}

const tidy = (text: string) => text.replace(/\s+/g, ' ').trim()

async function linksOf(doc: PDFDocumentProxy, page: PDFPageProxy): Promise<PdfLink[]> {
  const annotations = (await page.getAnnotations()) as {
    url?: string
    dest?: string
    contentsObj?: { str: string }
  }[]
  return Promise.all(
    annotations.map(async ({ url, dest, contentsObj }) => {
      const spoken = contentsObj?.str ?? ''
      if (dest === undefined) return { spoken, to: url ?? '' }
      const target = (await doc.getDestination(dest)) as [{ num: number; gen: number }] | null
      return { spoken, to: target === null ? 'nowhere' : `page ${(await doc.getPageIndex(target[0])) + 1}` }
    }),
  )
}

const files = process.argv.slice(2)
process.stdout.write(JSON.stringify(await Promise.all(files.map(read))))
