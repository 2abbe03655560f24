// The demo college as a newcomer meets it: the program is started, and nothing is handed to it.
import type { Locator, Page } from 'playwright-core'
import { faultsOfPage } from './support/faults-of-a-page.ts'
import { receivedBy } from './support/mailbox.ts'
import { browsers, press, widths } from './support/site.ts'
import { startProduct, type Started } from './support/started-product.ts'

const password = 'recovery-demo'
const students = { 360: 'student@demo.example', 1280: 'second-student@demo.example' }

const browsing = browsers()
let product: Started | undefined
beforeAll(async () => {
  product = await startProduct()
})
afterEach(async () => {
  await browsing.close()
  expect(browsing.faults()).toEqual([])
})
afterAll(async () => product?.stop())

const visit = (visitor: Parameters<typeof browsing.visit>[1]) =>
  browsing.visit(product?.baseUrl ?? '', { password, ...visitor })

test.each(widths)('a newcomer signs in as a student, enrols, and reads the mail (%i px)', async (width) => {
  const email = students[width]
  const page = await visit({ width, as: email })
  expect(product?.printed).toContain(email)
  await page.goto('/courses?places=free')
  await page.getByLabel('Search courses').fill('welbeing')
  await press(page.getByRole('button', { name: 'Search' }))
  const before = (await receivedBy(page, email, 0)).length
  const enrol = await firstToGetAtOnce(page)
  const title = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  await press(enrol)
  // The term moves with the day of the test: what is found may be at the time of something they have.
  const allTheSame = page.getByRole('button', { name: 'Enrol all the same' })
  if ((await allTheSame.count()) > 0) await press(allTheSame)
  const card = page.getByRole('article').filter({ hasText: title }).first()
  expect(await card.getByText('Place confirmed', { exact: true }).count()).toBe(1)
  const mails = await receivedBy(page, email, before + 1)
  expect(mails.at(-1)?.method).toBe('REQUEST')
})

/** The button of the first run, among the courses found, that gives a place without a word from the office. */
async function firstToGetAtOnce(page: Page): Promise<Locator> {
  for (const link of await page.locator('.course-list h3 a').all()) {
    await page.goto((await link.getAttribute('href')) ?? '')
    const run = page.getByRole('article').filter({ has: page.getByText('You get a place straight away') })
    const button = run.last().getByRole('button', { name: 'Enrol on this course' })
    if ((await button.count()) > 0) return button
    await page.goBack()
  }
  throw new Error('The demo college has no place to get at once')
}

test('a trainer of the demo college finds the next class list, and it prints', async () => {
  const page = await visit({ width: 1280, as: 'trainer@demo.example' })
  await press(page.getByRole('main').getByRole('link', { name: 'Class list' }).first())
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/^Class list: /)
  expect(await page.getByRole('rowheader').count()).toBeGreaterThan(0)
  const pdf = await page.pdf({ preferCSSPageSize: true })
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

const fullPages = {
  'student@demo.example': ['/', '/courses', '/my/courses', '/prospectus'],
  'trainer@demo.example': ['/trainer'],
  'admin@demo.example': ['/admin'],
}

test.each(widths)('the fullest pages of the demo college are usable by everybody (%i px)', async (width) => {
  for (const [as, addresses] of Object.entries(fullPages)) {
    const page = await visit({ width, javaScript: true, as })
    for (const address of addresses) {
      await page.goto(address)
      expect([address, await faultsOfPage(page)]).toEqual([address, []])
    }
  }
})
