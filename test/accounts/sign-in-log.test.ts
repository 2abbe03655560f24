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
  for (const page of ['/sign-in/link', '/password/forgotten'])
    for (let count = 0; count < 6; count++) {
      await browser.get(page)
      await browser.post(page, { email: 'amal@example.org' })
    }
  expect(lines().map(({ msg, means, route }) => [msg, means ?? route])).toEqual([
    ['a sign-in was refused', 'password'],
    ['a sign-in was refused', 'password'],
    ['somebody signed in', 'password'],
    // Ten messages an hour to one address, from both pages together.
    ['tried too often', 'POST /password/forgotten'],
    ['tried too often', 'POST /password/forgotten'],
  ])
  expect(JSON.stringify(lines())).not.toMatch(/amal|nobody@|words"/i)
})
