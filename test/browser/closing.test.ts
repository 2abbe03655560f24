// Somebody takes a copy of what is kept about them, closes their account, and is forgotten. Without JavaScript.
import { readFileSync } from 'node:fs'
import { sweepClosings } from '../../src/accounts/closing/sweep.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { testPassword } from '../support/password.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()

test.each(widths)('a student takes a copy, closes their account, and is forgotten (%i px)', async (width) => {
  const { db, deps, visit } = site()
  const now = new Date()
  const quill = await addPerson(db, { name: 'Quillfeather', email: 'quill@example.org', now })
  const { id: course } = await addCourse(db, { title: 'Starting to draw' })
  const { runId } = await addRun(db, { course, capacity: 1, waitingListMode: 'auto', now })
  const deeds = deedsIn(db, deps)
  await deeds.enrol(runId, quill)
  const next = await addPerson(db, { name: 'Nima Next', email: 'nima@example.org', now })
  await deeds.enrol(runId, next)
  const page = await visit({ width, as: 'quill@example.org' })

  await press(page.getByRole('link', { name: 'My details' }))
  await press(page.getByRole('link', { name: 'See everything we keep about you' }))
  expect(await page.getByRole('main').textContent()).toContain('Starting to draw')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Take a copy with you' }).click(),
  ])
  expect(download.suggestedFilename()).toBe('my-data.json')
  expect(readFileSync(await download.path(), 'utf8')).toContain('Quillfeather')

  await press(page.getByRole('link', { name: 'close your account' }))
  expect(await page.getByRole('main').textContent()).toContain('Starting to draw')
  await page.getByLabel('Your password').fill('not the password')
  await press(page.getByRole('button', { name: 'Close my account' }))
  expect(await page.title()).toMatch(/^Error: Close my account/)
  await page.getByLabel('Your password').fill(testPassword)
  await press(page.getByRole('button', { name: 'Close my account' }))
  expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('Your account is closed')
  expect(await page.getByRole('link', { name: 'Sign in' }).count()).toBe(1)

  expect(await untilErased(quill)).toMatchObject({ name: 'Somebody who has left', email: null })
  const place = db.selectFrom('enrolment').where('person_id', '=', next).select('status')
  expect(await place.executeTakeFirst()).toEqual({ status: 'confirmed' })
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill('quill@example.org')
  await page.getByLabel('Password').fill(testPassword)
  await press(page.getByRole('button', { name: 'Sign in' }))
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
