import { load } from 'cheerio'
import { givePasswords, testApp } from '../support/app.ts'
import { addPerson, addRun } from '../support/college.ts'

const college = testApp()

test('a student enrols with one press and finds the place confirmed on My courses', async () => {
  const { db, as, runJobs } = college()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await givePasswords(db)
  const { runId } = await addRun(db, {})
  const amal = await as('amal@example.org')
  const page = await amal.get(`/runs/${runId}`)
  expect(page.status).toBe(200)
  expect(load(page.text)('button:contains("Enrol on this course")')).toHaveLength(1)
  const enrolled = await amal.post(`/runs/${runId}/enrolments`)
  expect([enrolled.status, enrolled.headers.location]).toEqual([303, '/my/courses'])
  const mine = load((await amal.get('/my/courses')).text)
  expect(mine('main').text()).toContain('Place confirmed')
  await runJobs()
  const mail = await db.selectFrom('mail').selectAll().executeTakeFirstOrThrow()
  expect(mail.status).toBe('sent')
  expect(mail.calendar_text).toContain('METHOD:REQUEST')
})
