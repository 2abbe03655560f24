// Going through pages with the keys alone.
import type { Locator, Page } from 'playwright-core'

/** Presses what has the focus, and goes on when the next page is whole: before its styles are there, no focus is drawn. */
export async function follow(page: Page, key: 'Enter' | 'Space'): Promise<void> {
  const whole = page.waitForEvent('load')
  await page.keyboard.press(key)
  await whole
}

/** Goes on with the Tab key until this has the focus; every stop on the way must show where the focus is. */
export async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab')
    await expectVisibleFocus(page)
    if (await isFocused(wanted)) return
  }
  throw new Error(`The Tab key never came to ${String(wanted)} on ${page.url()}`)
}

export async function isFocused(wanted: Locator): Promise<boolean> {
  return (await wanted.and(wanted.page().locator(':focus')).count()) === 1
}

/** A page that draws its errors gives them the focus as it is drawn, which may come after it has loaded. */
export async function expectFocusOn(wanted: Locator): Promise<void> {
  await wanted.and(wanted.page().locator(':focus')).waitFor({ timeout: 5000 })
}

/** Inside the window, with a box, and drawn otherwise than without the focus. */
export async function expectVisibleFocus(page: Page): Promise<void> {
  const focus = await page.evaluate<{ where: string; inside: boolean; drawn: boolean }>(`(() => {
    const element = document.activeElement
    const { top, bottom, width, height } = element.getBoundingClientRect()
    // The ring of a radio or a box to tick is drawn by its label.
    const labels = [...(element.labels ?? [])].map((label) => getComputedStyle(label, '::before'))
    const isDrawn = ({ outlineStyle, outlineWidth, outlineColor, boxShadow }) => boxShadow !== 'none' ||
      outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor)
    return {
      where: element.outerHTML.slice(0, 120),
      inside: width > 1 && height > 1 && bottom > 0 && top < innerHeight,
      drawn: [getComputedStyle(element), ...labels].some(isDrawn),
    }
  })()`)
  expect([focus.where, focus.inside, focus.drawn]).toEqual([focus.where, true, true])
}

/** The two that leave least room: a phone, and a desk at 400 %, where 1280 by 1024 shows 320 by 256 (WCAG 2.2, 1.4.10). */
export const windows: [string, { width: number; height: number }][] = [
  ['a phone', { width: 360, height: 740 }],
  ['a desk at 400 %', { width: 320, height: 256 }],
]

/** Goes on to the field with this label, and types. */
export async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }).filter({ visible: true }))
  await page.keyboard.type(text)
}

/** Goes on to the button or link with this name, presses Enter, and waits for the page that follows. */
export async function pressNamed(page: Page, role: 'button' | 'link', name: string): Promise<void> {
  await tabTo(page, page.getByRole(role, { name, exact: true }).first())
  await follow(page, 'Enter')
}
