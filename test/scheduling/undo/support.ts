import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import type { Browser } from '../../support/app.ts'

/** The buttons of the page, by what they undo. */
export async function buttons(browser: Browser): Promise<{ words: string; address: string }[]> {
  const $ = load((await browser.get(paths.adminUndo())).text)
  const rows = $('.undo form').toArray()
  return rows.map((form) => ({
    words: $(form).find('button').text().trim(),
    address: $(form).attr('action') ?? '',
  }))
}

/** Presses the button whose words hold these. */
export async function undo(browser: Browser, words: string) {
  const found = (await buttons(browser)).find((button) => button.words.includes(words))
  if (found === undefined) throw new Error(`Nothing to undo says ${words}`)
  return browser.post(found.address)
}
