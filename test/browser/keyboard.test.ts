import type { Locator, Page } from 'playwright-core'
import { givePasswords } from '../support/app.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { testPassword } from '../support/password.ts'
import { testSite, widths } from './support/site.ts'

const site = testSite()

test.each(widths)(
  'somebody with only a keyboard skips to the page, signs in, enrols and signs out (%i px)',
  async (width) => {
    const { db, visit } = site()
    const now = new Date()
    await addPerson(db, { email: 'keys@example.org', now })
    await givePasswords(db)
    const { id: course } = await addCourse(db, { title: 'Starting to draw' })
    const { runId } = await addRun(db, { course, now })
    const page = await visit({ width })
    await page.goto(`/runs/${runId}`)

    await page.keyboard.press('Tab')
    const skip = page.getByRole('link', { name: 'Skip to main content' })
    expect(await isFocused(skip)).toBe(true)
    await expectVisibleFocus(page)
    await page.keyboard.press('Enter')
    expect(await page.evaluate<string>('document.activeElement.id')).toBe('main')

    await tabTo(page, page.getByRole('link', { name: 'Enrol on this course' }))
    await follow(page, 'Enter')
    await page.getByRole('heading', { level: 1, name: 'Sign in' }).waitFor()
    await tabTo(page, page.getByLabel('Email address'))
    await page.keyboard.type('keys@example.org')
    await tabTo(page, page.getByLabel('Password'))
    await page.keyboard.type(testPassword)
    await follow(page, 'Enter')

    const enrol = page.getByRole('button', { name: 'Enrol on this course' })
    await enrol.waitFor()
    expect(new URL(page.url()).pathname).toBe(`/runs/${runId}`)
    await tabTo(page, enrol)
    await follow(page, 'Space')
    await page.getByText('Place confirmed', { exact: true }).last().waitFor()
    await tabTo(page, page.getByRole('button', { name: 'Sign out' }))
    await follow(page, 'Enter')
    await page.getByRole('link', { name: 'Sign in' }).waitFor()
    expect(new URL(page.url()).pathname).toBe('/')
  },
)

/** Presses what has the focus, and goes on when the next page is whole: before its styles are there, no focus is drawn. */
async function follow(page: Page, key: 'Enter' | 'Space'): Promise<void> {
  const whole = page.waitForEvent('load')
  await page.keyboard.press(key)
  await whole
}

/** Goes on with the Tab key until this has the focus; every stop on the way must show where the focus is. */
async function tabTo(page: Page, wanted: Locator): Promise<void> {
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press('Tab')
    await expectVisibleFocus(page)
    if (await isFocused(wanted)) return
  }
  throw new Error(`The Tab key never came to ${String(wanted)} on ${page.url()}`)
}

async function isFocused(wanted: Locator): Promise<boolean> {
  return (await wanted.and(wanted.page().locator(':focus')).count()) === 1
}

/** Inside the window, with a box, and drawn otherwise than without the focus. */
async function expectVisibleFocus(page: Page): Promise<void> {
  const focus = await page.evaluate<{ where: string; inside: boolean; drawn: boolean }>(`(() => {
    const element = document.activeElement
    const { top, bottom, width, height } = element.getBoundingClientRect()
    const { outlineStyle, outlineWidth, outlineColor, boxShadow } = getComputedStyle(element)
    const outlined = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2 && !/, 0\\)$/.test(outlineColor)
    return {
      where: element.outerHTML.slice(0, 120),
      inside: width > 1 && height > 1 && bottom > 0 && top < innerHeight,
      drawn: outlined || boxShadow !== 'none',
    }
  })()`)
  expect(focus).toMatchObject({ inside: true, drawn: true })
}
