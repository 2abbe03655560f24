import { addCourse, addPerson, addRun } from '../support/college.ts'
import { receivedBy } from './support/mailbox.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()

test.each(widths)(
  'a student finds a course by a word spelled wrong, enrols with one press, and has the invite (%i px)',
  async (width) => {
    const { db, visit } = site()
    const now = new Date()
    await addPerson(db, { name: 'Amal Haddad', email: 'amal@example.org', now })
    const { id: course } = await addCourse(db, { title: 'Living with anxiety', summary: 'What worry does.' })
    await addRun(db, { course, now })
    await addRun(db, { course: (await addCourse(db, { title: 'Chair pilates' })).id, now })
    const page = await visit({ width, as: 'amal@example.org' })

    await page.goto('/')
    await page.getByLabel('What would you like to learn about?').fill('anxeity')
    await press(page.getByRole('button', { name: 'Search' }))
    expect(await page.locator('.course-list h3').allTextContents()).toEqual(['Living with anxiety'])
    await press(page.getByRole('link', { name: 'Living with anxiety' }))
    await press(page.getByRole('button', { name: 'Enrol on this course' }))

    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('My courses')
    const card = page.getByRole('article').filter({ hasText: 'Living with anxiety' })
    expect(await card.getByText('Place confirmed', { exact: true }).count()).toBe(1)
    expect(await card.getByRole('button', { name: 'Withdraw from this course' }).count()).toBe(1)

    const [mail] = await receivedBy(page, 'amal@example.org', 1)
    expect(mail?.subject).toMatch(/^Your place is confirmed/)
    await page.goto('/dev/mailbox')
    await press(page.getByRole('link', { name: mail?.subject ?? '' }))
    const reading = page.frameLocator('iframe')
    expect(await reading.getByRole('heading', { level: 1 }).textContent()).toBe('Your place is confirmed')
    expect(await reading.getByRole('link', { name: 'See my courses' }).count()).toBe(1)
    expect(mail?.method).toBe('REQUEST')
    expect(mail?.calendar).toMatch(/SUMMARY:Living with anxiety/)
  },
)
