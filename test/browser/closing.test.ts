// Somebody signs out elsewhere, takes a copy of what is kept about them, closes their account, and is forgotten. With the
// keys alone, and without JavaScript.
import { readFileSync } from 'node:fs'
import { sweepClosings } from '../../src/accounts/closing/sweep.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { testPassword } from '../support/password.ts'
import { expectFocusOn, follow, pressNamed, tabTo, typeInto, windows } from './support/keyboard.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test.each(windows)('a student takes a copy, closes their account, and is forgotten: %s', async (_, size) => {
  const { db, deps, visit } = site()
  const now = new Date()
  const quill = await addPerson(db, { name: 'Quillfeather', email: 'quill@example.org', now })
  const { id: course } = await addCourse(db, { title: 'Starting to draw' })
  const { runId } = await addRun(db, { course, capacity: 1, waitingListMode: 'auto', now })
  const deeds = deedsIn(db, deps)
  await deeds.enrol(runId, quill)
  const next = await addPerson(db, { name: 'Nima Next', email: 'nima@example.org', now })
  await deeds.enrol(runId, next)
  const elsewhere = await visit({ width: size.width, as: 'quill@example.org' })
  const page = await visit({ width: size.width, as: 'quill@example.org' })
  await page.setViewportSize(size)

  await pressNamed(page, 'link', 'My details')
  await pressNamed(page, 'link', 'See where you are signed in')
  await pressNamed(page, 'button', 'Sign out there')
  expect(await page.getByRole('status').textContent()).toContain('signed out in 1 other browser')
  await elsewhere.goto('/account')
  expect(new URL(elsewhere.url()).pathname).toBe('/sign-in')

  await pressNamed(page, 'link', 'My details')
  await pressNamed(page, 'link', 'See everything we keep about you, and take a copy')
  expect(await page.getByRole('main').textContent()).toContain('Starting to draw')
  await tabTo(page, page.getByRole('link', { name: 'Take a copy with you' }))
  const [download] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  expect(download.suggestedFilename()).toBe('my-data.json')
  expect(readFileSync(await download.path(), 'utf8')).toContain('Quillfeather')

  await tabTo(page, page.getByRole('link', { name: 'close your account' }))
  await follow(page, 'Enter')
  expect(await page.getByRole('main').textContent()).toContain('Starting to draw')
  await typeInto(page, 'Your password', 'not the password')
  await pressNamed(page, 'button', 'Close my account')
  expect(await page.title()).toMatch(/^Error: Close my account/)
  await expectFocusOn(page.locator('.nhsuk-error-summary'))
  await typeInto(page, 'Your password', testPassword)
  await pressNamed(page, 'button', 'Close my account')
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Your account is closed')
  expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(1)

  expect(await untilErased(quill)).toMatchObject({ name: 'Somebody who has left', email: null })
  const place = db.selectFrom('enrolment').where('person_id', '=', next).select('status')
  expect(await place.executeTakeFirst()).toEqual({ status: 'confirmed' })
  await page.goto('/sign-in')
  await typeInto(page, 'Email address', 'quill@example.org')
  await typeInto(page, 'Password', testPassword)
  await pressNamed(page, 'button', 'Sign in')
  expect(await page.getByRole('alert').textContent()).toContain('do not match')
})

/** What waits for the last message to leave is found by the sweep of each minute; here it comes sooner. */
async function untilErased(id: string) {
  const until = Date.now() + 100_000
  for (;;) {
    const person = await site()
      .db.selectFrom('person')
      .where('id', '=', id)
      .selectAll()
      .executeTakeFirstOrThrow()
    if (person.erased_at !== null || Date.now() > until) return person
    await sweepClosings(site().db)
    await new Promise((resolve) => setTimeout(resolve, 250))
  }
}
