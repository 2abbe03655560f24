// Somebody of the office who changes many dates at once: what the preview shows, and the form that confirms it.
import { load } from 'cheerio'
import { paths } from '../../../../src/paths.ts'
import type { Browser } from '../../../support/app.ts'
import { fieldsOn } from '../../../support/office.ts'

export interface Previewed {
  status: number
  html: string
  /** Everything that the form would send, as the page came. */
  fields: Record<string, string | string[]>
  ticked: string[]
  /** What stands beside each date that is not as plain as the others, by its id. */
  hints: Record<string, string>
  text: string
}

export async function look(browser: Browser, wish: Record<string, string>): Promise<Previewed> {
  await browser.get(paths.adminBulkChangeNew())
  return previewed(await browser.post(paths.adminBulkChangePreview(), wish))
}

export function previewed({ status, text: html }: { status: number; text: string }): Previewed {
  const page = load(html)
  const boxes = page('input[name=dates]').toArray()
  const ticked = boxes.flatMap((box) => ('checked' in box.attribs ? [box.attribs.value ?? ''] : []))
  const lists = page('[id^="hints-"]').toArray()
  const said = new Map(lists.map((list) => [list.attribs.id?.slice('hints-'.length), page(list).text()]))
  const hints = Object.fromEntries(
    boxes.map(({ attribs: { value = '' } }): [string, string] => [value, said.get(value) ?? '']),
  )
  const fields = fieldsOn(html, paths.adminBulkChanges())
  const text = page('main').text().replace(/\s+/g, ' ')
  return { status, html, fields: { ...fields, dates: ticked, step: 'do' }, ticked, hints, text }
}

/** Presses the button; gives the address of the report. */
export async function confirm(browser: Browser, { fields }: Previewed): Promise<string> {
  const answer = await browser.post(paths.adminBulkChanges(), fields)
  if (answer.status !== 303) throw new Error(`It was not done: ${answer.status} ${previewed(answer).text}`)
  return answer.headers.location ?? ''
}
