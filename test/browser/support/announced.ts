import type { Page } from 'playwright-core'
import { expectFocusOn } from './keyboard.ts'

/**
 * What somebody who listens to a page would miss of its mistakes: the title that begins with them, the focus on their
 * summary, a way from each to its field, and the same words beside the field.
 */
export async function unannouncedErrors(page: Page): Promise<string[]> {
  const summary = page.locator('.nhsuk-error-summary')
  // The focus comes as the page is drawn. Where it never comes, that is told below.
  if ((await summary.count()) > 0) await expectFocusOn(summary).catch(() => undefined)
  return page.evaluate<string[]>(`(() => {${inThePage}})()`)
}

// As text: it runs in the browser, whose types nothing else here should see.
const inThePage = `
  const words = (element) => (element?.textContent ?? '').replace(/\\s+/g, ' ').trim()
  const summary = document.querySelector('.nhsuk-error-summary')
  const told = [...document.querySelectorAll('.nhsuk-error-message')]
  if (summary === null) return told.map((one) => 'no summary names "' + words(one) + '"')

  const links = [...summary.querySelectorAll('a')]
  const faultOf = (link) => {
    const field = link.hash === '' ? null : document.querySelector(link.hash)
    if (field === null || field.tabIndex < 0) return ['"' + words(link) + '" leads to no field']
    const ids = [field, field.closest('fieldset')].flatMap(
      (one) => (one?.getAttribute('aria-describedby') ?? '').split(' '))
    const heard = ids.map((id) => words(document.getElementById(id))).join(' ')
    return heard.includes(words(link)) ? [] : ['"' + words(link) + '" is not told at its field']
  }
  return [
    ...(document.title.startsWith('Error: ') ? [] : ['the title does not begin with the error']),
    ...(document.activeElement === summary ? [] : ['the focus is not on the summary of errors']),
    ...(summary.querySelector('[role=alert] h2') ? [] : ['the summary is not announced']),
    ...links.flatMap(faultOf),
    ...told.filter((one) => !links.some((link) => words(one).includes(words(link))))
      .map((one) => 'the summary does not name "' + words(one) + '"'),
  ]`
