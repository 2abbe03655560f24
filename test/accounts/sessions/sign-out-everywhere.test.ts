// A phone is lost: the office signs its owner out wherever they are signed in.
import { paths } from '../../../src/paths.ts'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'

const college = testApp()
const isIn = async (browser: Browser) => (await browser.agent.get('/account')).status === 200

test('every browser of theirs is signed out, nobody else, and it is noted who did it', async () => {
  const { db, as } = college()
  const office = await addPerson(db, {
    name: 'Office',
    email: 'office@example.org',
    roles: ['administrator'],
  })
  const amal = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await addPerson(db, { name: 'Ben', email: 'ben@example.org' })
  await givePasswords(db)
  const [phone, tablet, other, desk] = [
    await as('amal@example.org'),
    await as('amal@example.org'),
    await as('ben@example.org'),
    await as('office@example.org'),
  ]
  await desk.get(paths.adminPerson({ id: amal }))
  const answer = await desk.post(paths.adminPersonSignOut({ id: amal }))
  expect([answer.status, answer.headers.location]).toEqual([303, paths.adminPerson({ id: amal })])
  expect((await desk.get(paths.adminPerson({ id: amal }))).text).toContain('Amal is signed out of 2 browsers')
  expect(await Promise.all([phone, tablet, other, desk].map(isIn))).toEqual([false, false, true, true])
  const noted = db.selectFrom('audit_event').where('action', '=', 'person.signed-out-everywhere')
  expect(await noted.select(['actor_id', 'subject_id', 'detail']).execute()).toEqual([
    { actor_id: office, subject_id: amal, detail: { sessions: 2 } },
  ])
})

test('somebody of the office who does it to themselves stays signed in here', async () => {
  const { db, as } = college()
  const office = await addPerson(db, { email: 'office@example.org', roles: ['administrator'] })
  await givePasswords(db)
  const [here, there] = [await as('office@example.org'), await as('office@example.org')]
  await here.post(paths.adminPersonSignOut({ id: office }))
  expect(await Promise.all([here, there].map(isIn))).toEqual([true, false])
})
