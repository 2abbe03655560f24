// Somebody new, with the keys alone and without JavaScript, from a course to a place on it; and back in when the password
// is forgotten.
import { addCourse, addRun } from '../support/college.ts'
import { expectFocusOn, follow, pressNamed, tabTo, typeInto, windows } from './support/keyboard.ts'
import { receivedBy } from './support/mailbox.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test.each(windows)(
  'a visitor registers on the way to a course, mends what was wrong, and comes back to enrol: %s',
  async (_, size) => {
    const { db, visit } = site()
    const { id: course } = await addCourse(db, { title: 'Starting to draw' })
    const { runId } = await addRun(db, { course, now: new Date() })
    const page = await visit({ width: size.width })
    await page.setViewportSize(size)
    await page.goto(`/runs/${runId}`)
    await pressNamed(page, 'link', 'Enrol on this course')
    await tabTo(page, page.getByRole('main').getByRole('link', { name: 'Register' }))
    await follow(page, 'Enter')

    await typeInto(page, 'The name you would like us to use', 'Ros')
    await typeInto(page, 'Email address', 'ros at example')
    await tabTo(page, page.getByLabel('Choose a password'))
    await page.keyboard.type('short')
    await tabTo(page, page.getByLabel('What helps you in class?'))
    await page.keyboard.type('Large print\nA seat near the door')
    await pressNamed(page, 'button', 'Register')

    expect(await page.title()).toMatch(/^Error: Register/)
    await expectFocusOn(page.locator('.nhsuk-error-summary'))
    const problems = page.getByRole('alert').getByRole('link')
    expect(await problems.count()).toBe(3)
    expect(await page.getByLabel('The name you would like us to use').inputValue()).toBe('Ros')
    expect(await page.getByLabel('Email address').inputValue()).toBe('ros at example')
    expect(await page.getByLabel('What helps you in class?').inputValue()).toBe(
      'Large print\nA seat near the door',
    )
    expect(await page.getByLabel('Choose a password').inputValue()).toBe('')
    await tabTo(page, problems.first())
    await page.keyboard.press('Enter')
    await expectFocusOn(page.getByLabel('Email address'))
    expect(await page.getByLabel('Email address').getAttribute('aria-invalid')).toBe('true')

    await page.keyboard.press('Control+A')
    await page.keyboard.type('ros@example.org')
    await tabTo(page, page.getByLabel('Choose a password'))
    await page.keyboard.type('three calm words')
    await tabTo(page, page.getByLabel('I have read the student agreement and I agree to it'))
    await page.keyboard.press('Space')
    await pressNamed(page, 'button', 'Register')

    expect(new URL(page.url()).pathname).toBe(`/runs/${runId}`)
    expect(await page.getByRole('main').textContent()).toContain('Welcome')
    await pressNamed(page, 'button', 'Enrol on this course')
    const card = page.getByRole('article').filter({ hasText: 'Starting to draw' })
    expect(await card.getByText('Place confirmed', { exact: true }).count()).toBe(1)

    await pressNamed(page, 'button', 'Sign out')
    await page.goto('/sign-in')
    await tabTo(page, page.getByRole('main').getByRole('link', { name: /forgotten/ }))
    await follow(page, 'Enter')
    await typeInto(page, 'Email address', 'ros@example.org')
    await follow(page, 'Enter')
    await page.goto(await newPasswordLink())
    await typeInto(page, 'Your new password', 'violet teapot umbrella')
    await pressNamed(page, 'button', 'Set my password')
    expect(await page.getByRole('status').textContent()).toContain('Your new password is set')

    async function newPasswordLink(): Promise<string> {
      for (let letters = 1; ; letters++) {
        const [letter] = (await receivedBy(page, 'ros@example.org', letters)).slice(letters - 1)
        const link = /https?:\/\/\S+\/password\/new\/\S+/.exec(letter?.text ?? '')?.[0]
        if (link !== undefined) return link
      }
    }
  },
)
