import { givePasswords, testApp } from '../support/app.ts'
import { addCourse, addPerson, addRun } from '../support/college.ts'

const college = testApp()

test('someone who makes their calendar private has the course taken out of what it already shows', async () => {
  const { db, as, runJobs } = college()
  const { id: course } = await addCourse(db, { title: 'Living with Anxiety' })
  const { runId } = await addRun(db, { course })
  await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await givePasswords(db)
  const amal = await as('amal@example.org')
  await amal.post(`/runs/${runId}/enrolments`)
  await runJobs()
  await amal.get('/account')
  const fields = { name: 'Amal', phone: '', preferred_contact: 'email', what_helps: '' }
  await amal.post('/account', { ...fields, neutral_calendar_titles: 'yes' })
  await runJobs()
  const mails = await db
    .selectFrom('mail')
    .where('to_address', '=', 'amal@example.org')
    .select(['calendar_text', 'status'])
    .orderBy('number')
    .execute()
  expect(mails).toHaveLength(2)
  expect(mails[0]?.calendar_text).toContain('SUMMARY:Living with Anxiety')
  expect(mails[1]?.calendar_text).toContain('SUMMARY:College course')
  expect(mails[1]?.calendar_text).not.toContain('Anxiety')
})
