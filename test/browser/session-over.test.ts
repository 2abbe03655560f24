// Somebody writes for a long while, and their session is over before they send it. Nothing is lost.
import { givePasswords } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { testPassword } from '../support/password.ts'
import { press, testSite, widths } from './support/site.ts'

const site = testSite()

test.each(widths)('what was written is sent after signing in again, at %d px', async (width) => {
  const { db, visit } = site()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org', now: new Date() })
  await givePasswords(db)
  const page = await visit({ width, as: 'amal@example.org' })
  await page.goto('/account/about-me/what-helps')
  await page.getByRole('textbox').first().fill('A seat near the door.\nShort breaks')
  await db
    .updateTable('web_session')
    .set({ expire: new Date(Date.now() - 1000) })
    .execute()
  await press(page.getByRole('button', { name: 'Save' }))

  await page.getByText('What you wrote is kept for you').waitFor()
  await page.getByLabel('Email address').fill('amal@example.org')
  await page.getByLabel('Password').fill(testPassword)
  await press(page.getByRole('button', { name: 'Sign in', exact: true }))
  await page.getByRole('heading', { name: 'What you wrote is still here' }).waitFor()
  expect(await page.getByRole('group', { name: 'What you wrote' }).textContent()).toContain('Short breaks')
  await press(page.getByRole('button', { name: 'Send it now' }))
  await page.getByText('saved').first().waitFor()
  const person = db.selectFrom('person').select('what_helps').where('name', '=', 'Amal')
  expect(await person.executeTakeFirst()).toEqual({ what_helps: 'A seat near the door.\nShort breaks' })
})
