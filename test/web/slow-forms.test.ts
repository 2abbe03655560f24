// A person may send many forms, and a program in their name not without end, whichever web process they come to.
import { load } from 'cheerio'
import { createApp } from '../../src/app.ts'
import { usualLimits } from '../../src/config/limits.ts'
import { makeLog } from '../../src/lib/log.ts'
import { Browser, givePasswords, testApp } from '../support/app.ts'
import { addPerson } from '../support/college.ts'

const limits = { ...usualLimits, formPerson: { most: 5, perSeconds: 300 } }
const college = testApp({ settings: { limits } })

const details = { name: 'Amal', preferred_contact: 'email', what_helps: '' }

test('the sixth form is told to wait, in any browser of theirs and at any process; nobody else waits, and looking never does', async () => {
  const { db, database, config, clock, as } = college()
  for (const name of ['amal', 'ben']) await addPerson(db, { email: `${name}@example.org` })
  await givePasswords(db)
  const [amal, ben] = [await as('amal@example.org'), await as('ben@example.org')]
  const secret = 'a-secret-for-tests-of-32-letters'
  const other = new Browser(
    createApp({ db, pool: database.pool, config, secret, log: makeLog('silent'), clock: () => clock.now }),
  )
  await other.signIn('amal@example.org')
  for (let count = 0; count < 5; count++) expect((await amal.post('/account', details)).status).toBe(303)
  for (const browser of [amal, other]) {
    const slowed = await browser.post('/account', { ...details, name: 'Changed' })
    expect([slowed.status, slowed.headers['retry-after']]).toEqual([429, '60'])
    expect(load(slowed.text)('main').text()).toContain('nothing was changed. Please wait a minute')
    expect((await browser.get('/account')).status).toBe(200)
  }
  expect((await ben.post('/account', details)).status).toBe(303)
  const changed = db.selectFrom('person').where('name', '=', 'Changed').select('id')
  expect(await changed.execute()).toEqual([])
  clock.now = new Date(clock.now.getTime() + 60_000)
  expect((await amal.post('/account', details)).status).toBe(303)
})
