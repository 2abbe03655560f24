// Whoever keeps the computers running sees that somebody signed in, how, and what was refused; never who it was.
import { createApp } from '../../src/app.ts'
import { keepLog } from '../jobs/support/kept-log.ts'
import { Browser, givePasswords, testApp } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { testPassword } from '../support/password.ts'

const college = testApp()

test('each sign-in and each refusal is one line that names nobody', async () => {
  const { db, database, config } = college()
  const { log, lines } = keepLog()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await givePasswords(db)
  const secret = 'a-secret-for-tests-of-32-letters'
  const browser = new Browser(
    createApp({ db, pool: database.pool, config, secret, log, clock: () => college().clock.now }),
  )
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email: 'amal@example.org', password: 'not the words' })
  await browser.post('/sign-in', { email: 'nobody@example.org', password: 'not the words' })
  await browser.get('/sign-in')
  await browser.post('/sign-in', { email: 'amal@example.org', password: testPassword })
  expect(lines().map(({ msg, means }) => [msg, means])).toEqual([
    ['a sign-in was refused', 'password'],
    ['a sign-in was refused', 'password'],
    ['somebody signed in', 'password'],
  ])
  expect(JSON.stringify(lines())).not.toMatch(/amal|nobody@|words"/i)
})
