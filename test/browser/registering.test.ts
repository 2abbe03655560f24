import { addCourse, addRun } from '../support/college.ts'
import { expectFocusOn } from './support/keyboard.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()

test.each(widths)(
  'a visitor registers on the way to a course, mends what was wrong, and comes back to enrol (%i px)',
  async (width) => {
    const { db, visit } = site()
    const { id: course } = await addCourse(db, { title: 'Starting to draw' })
    const { runId } = await addRun(db, { course, now: new Date() })
    const page = await visit({ width })
    await page.goto(`/runs/${runId}`)
    await press(page.getByRole('link', { name: 'Enrol on this course' }))
    await press(page.getByRole('main').getByRole('link', { name: 'Register' }))

    await page.getByLabel('The name you would like us to use').fill('Ros')
    await page.getByLabel('Email address').fill('ros at example')
    await page.getByLabel('Choose a password').fill('short')
    await page.getByLabel('What helps you in class?').fill('Large print\nA seat near the door')
    await press(page.getByRole('button', { name: 'Register' }))

    expect(await page.title()).toMatch(/^Error: Register/)
    const problems = page.getByRole('alert').getByRole('link')
    expect(await problems.count()).toBe(3)
    expect(await page.getByLabel('The name you would like us to use').inputValue()).toBe('Ros')
    expect(await page.getByLabel('Email address').inputValue()).toBe('ros at example')
    expect(await page.getByLabel('What helps you in class?').inputValue()).toBe(
      'Large print\nA seat near the door',
    )
    expect(await page.getByLabel('Choose a password').inputValue()).toBe('')
    await press(problems.first())
    await expectFocusOn(page.getByLabel('Email address'))
    expect(await page.getByLabel('Email address').getAttribute('aria-invalid')).toBe('true')

    await page.getByLabel('Email address').fill('ros@example.org')
    await page.getByLabel('Choose a password').fill('three calm words')
    await page.getByLabel('I have read the student agreement and I agree to it').check()
    await press(page.getByRole('button', { name: 'Register' }))

    expect(new URL(page.url()).pathname).toBe(`/runs/${runId}`)
    expect(await page.getByRole('main').textContent()).toContain('Welcome')
    await press(page.getByRole('button', { name: 'Enrol on this course' }))
    const card = page.getByRole('article').filter({ hasText: 'Starting to draw' })
    expect(await card.getByText('Place confirmed', { exact: true }).count()).toBe(1)
  },
)
