// Somebody answers the equality questions, finds the answers in everything that is kept about them, takes them out again,
// and sees who looked at what is sensitive. With the keys alone.
import { ensureEqualityQuestions } from '../../src/accounts/equality/first-questions.ts'
import { noteReading } from '../../src/accounts/privacy/note-reading.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { givePasswords } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { pressNamed, tabTo, windows } from './support/keyboard.ts'
import { testSite } from './support/site.ts'

const site = testSite()

test.each(windows)('one’s own answers, data, and who looked: %s', async (_, size) => {
  const { db, visit } = site()
  const now = new Date()
  const reader = await addPerson(db, { name: 'Ada', email: 'ada@example.org', roles: ['administrator'], now })
  const person = await addPerson(db, { name: 'Amal', email: 'amal@example.org', now })
  await givePasswords(db)
  await ensureEqualityQuestions(db, now)
  const reading = {
    readerId: reader,
    personId: person,
    role: 'administrator' as const,
    kinds: ['what-helps' as const],
  }
  await inTransaction(db, (tx) => noteReading(tx, { ...reading, reason: 'other', words: 'A call' }, now))
  const page = await visit({ width: size.width, as: 'amal@example.org' })
  await page.setViewportSize(size)

  await page.goto('/account/equality')
  const question = page.getByRole('group').first()
  const answer = question.getByRole('radio').first()
  const chosen = (await question.locator('label').first().textContent())?.trim() ?? ''
  await tabTo(page, answer)
  await page.keyboard.press('Space')
  await pressNamed(page, 'button', 'Save my answers')

  await page.goto('/account')
  await pressNamed(page, 'link', 'See everything we keep about you, and take a copy')
  expect(await page.getByRole('main').textContent()).toContain(chosen)
  const download = await page.request.get('/account/my-data.json')
  expect(JSON.stringify(await download.json())).toContain(chosen)

  await page.goto('/account/equality')
  await pressNamed(page, 'button', 'Take my answers out')
  expect(await db.selectFrom('equality_answer').selectAll().execute()).toEqual([])

  await page.goto('/account')
  await pressNamed(page, 'link', 'Who has looked at what is sensitive')
  expect(await page.getByRole('main').textContent()).toContain('office')
})
