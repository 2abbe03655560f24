import { givePasswords } from '../support/app.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { testPassword } from '../support/password.ts'
import { expectFocusOn, expectVisibleFocus, follow, isFocused, tabTo } from './support/keyboard.ts'
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
    await expectFocusOn(page.getByRole('main'))

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
