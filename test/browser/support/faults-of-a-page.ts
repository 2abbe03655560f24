import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { unannouncedErrors } from './announced.ts'

const axe = readFileSync(path.join(import.meta.dirname, '../../../node_modules/axe-core/axe.min.js'), 'utf8')
const wcag = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

interface Violation {
  id: string
  nodes: { target: string[]; html: string }[]
}

/** What is wrong with the page as it stands: by axe, by the contract of every page, and by its width. */
export async function faultsOfPage(page: Page): Promise<string[]> {
  return [
    ...(await axeFaults(page, [...wcag, 'best-practice'])),
    ...(await countFaults(page, { h1: 1, 'main#main': 1, title: 1 })),
    ...(await unannouncedErrors(page)),
    ...(await widthFaults(page)),
    ...(await zoomFaults(page)),
  ]
}

const sizes = [
  { width: 360, height: 740 },
  { width: 1280, height: 900 },
]

/** The same on a phone and on a desk, of the page as it stands: it is not asked for a second time. */
export async function faultsAtEachWidth(
  page: Page,
  look: (page: Page) => Promise<string[]> = faultsOfPage,
): Promise<string[]> {
  const faults: string[] = []
  for (const size of sizes) {
    await page.setViewportSize(size)
    faults.push(...(await look(page)).map((fault) => `${size.width} px: ${fault}`))
  }
  return faults
}

/** A mail is a page without landmarks: what frames it has them. */
export async function faultsOfMail(page: Page): Promise<string[]> {
  return [
    ...(await axeFaults(page, wcag)),
    ...(await countFaults(page, { h1: 1 })),
    ...(await widthFaults(page)),
  ]
}

async function axeFaults(page: Page, tags: string[]): Promise<string[]> {
  // It stays for the next width: half a megabyte that is handed over and read once.
  if (!(await page.evaluate<boolean>("'axe' in window"))) await page.evaluate(axe)
  // What stands in a frame is looked at by itself.
  const options = JSON.stringify({ runOnly: tags, resultTypes: ['violations'], iframes: false })
  const violations = await page.evaluate<Violation[]>(
    `axe.run(document, ${options}).then(({ violations }) => violations)`,
  )
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${target.join(' ')} ${html.slice(0, 120)}`),
  )
}

async function countFaults(page: Page, wanted: Record<string, number>): Promise<string[]> {
  const selectors = JSON.stringify(Object.keys(wanted))
  const found = await page.evaluate<number[]>(
    `${selectors}.map((selector) => document.querySelectorAll(selector).length)`,
  )
  return Object.entries(wanted).flatMap(([selector, number], index) =>
    found[index] === number ? [] : [`${found[index] ?? 0} of ${selector}, not ${number}`],
  )
}

async function widthFaults(page: Page): Promise<string[]> {
  const [wide, room] = await page.evaluate<[number, number]>(
    '[document.documentElement.scrollWidth, innerWidth]',
  )
  return wide > room ? [`${wide} px wide in a window of ${room}`] : []
}

/** At 400 % a window of 1280 by 1024 shows 320 by 256 CSS pixels of a page: WCAG 2.2, 1.4.10. */
async function zoomFaults(page: Page): Promise<string[]> {
  const usual = page.viewportSize()
  if (usual === null || usual.width > 360) return []
  await page.setViewportSize({ width: 320, height: 256 })
  const faults = await widthFaults(page)
  await page.setViewportSize(usual)
  return faults.map((fault) => `at 400 %: ${fault}`)
}
