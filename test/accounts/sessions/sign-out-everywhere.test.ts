// A phone is lost, or a password known to others: its owner is signed out wherever else they are signed in.
import { paths } from '../../../src/paths.ts'
import { type Browser, givePasswords, testApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'
import { noticeOn } from '../../support/office.ts'
import { testPassword } from '../../support/password.ts'

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

test('whoever sets a new password and has a calendar link reads that it goes on', async () => {
  const { db, as } = college()
  await addPerson(db, { email: 'amal@example.org' })
  await addPerson(db, { email: 'ben@example.org' })
  await givePasswords(db)
  const changed = async (email: string, hasLink: boolean) => {
    const browser = await as(email)
    if (hasLink) await browser.post('/account/feed')
    await browser.get('/account/password')
    await browser.post('/account/password', {
      present_password: testPassword,
      password: 'four other quiet words',
    })
    return noticeOn((await browser.get('/account')).text)
  }
  const goesOn = 'Your private calendar link goes on: if somebody else may have it, make a new one'
  expect(await changed('amal@example.org', true)).toContain(goesOn)
  expect(await changed('ben@example.org', false)).not.toContain('calendar link goes on')
})
