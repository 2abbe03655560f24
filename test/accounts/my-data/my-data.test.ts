import { load } from 'cheerio'
import { answerQuestions } from '../../../src/accounts/equality/answer-questions.ts'
import { listQuestions } from '../../../src/accounts/equality/queries.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { resetFeedToken } from '../../../src/calendar/feed-token.ts'

const college = testApp()
const secret = 'a-secret-for-tests-of-32-letters'

async function scene() {
  const { db } = college()
  const admin = await addPerson(db, {
    name: 'Ada Office',
    email: 'admin@example.org',
    roles: ['administrator'],
  })
  const wren = await addPerson(db, { name: 'Wren Malley', email: 'wren@example.org' })
  await db.updateTable('person').set({ what_helps: 'Sit by\nthe door' }).where('id', '=', wren).execute()
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const { runId } = await addRun(db, { course })
  const enrolment = await addEnrolment(db, runId, { person: wren })
  await db
    .updateTable('enrolment')
    .set({ priority_reason: 'We moved the last one' })
    .where('id', '=', enrolment)
    .execute()
  const contact = { name: 'Mo Malley', phone: '07700 900456', relationship: '', updated_at: today }
  await db
    .insertInto('emergency_contact')
    .values({ person_id: wren, ...contact })
    .execute()
  const other = await addPerson(db, { name: 'Olu Other', email: 'other@example.org' })
  await addEnrolment(db, runId, { person: other })
  await givePasswords(db)
  return { admin, wren, other }
}

const textOf = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

test('a person reads everything that is kept about them, and nothing of anybody else', async () => {
  const { as, db } = college()
  const { wren } = await scene()
  const token = await inTransaction(db, (tx) => resetFeedToken(tx, wren, today))
  const answer = await (await as('wren@example.org')).get('/account/my-data')
  const words = textOf(answer.text)
  for (const kept of [
    'Wren Malley',
    'wren@example.org',
    'the door',
    'Mo Malley',
    '07700 900456',
    'Sleep well',
    'We moved the last one',
  ])
    expect(words).toContain(kept)
  expect(words).not.toMatch(/Olu|Ada|\$argon2/)
  expect(answer.text).not.toContain(token)
  expect(answer.headers['cache-control']).toBe('no-store')
})

test('the copy holds the same for a machine, under a name that names nobody, and that it was made is noted', async () => {
  const { as, db } = college()
  const { wren } = await scene()
  const file = await (await as('wren@example.org')).agent.get('/account/my-data.json')
  expect(file.headers).toMatchObject({
    'cache-control': 'no-store',
    'content-disposition': 'attachment; filename=my-data.json',
    'content-type': 'application/json; charset=utf-8',
  })
  const { sections, madeAt } = file.body as {
    madeAt: string
    sections: { name: string; rows: unknown[]; leftOut: unknown[] }[]
  }
  const rowsOf = (name: string) => sections.find((section) => section.name === name)?.rows
  expect(madeAt).toBe(today.toISOString())
  expect(rowsOf('person')).toMatchObject([{ id: wren, name: 'Wren Malley', email: 'wren@example.org' }])
  expect(rowsOf('enrolment')).toMatchObject([{ run_id_name: 'Sleep well', status: 'confirmed' }])
  expect(sections.find(({ name }) => name === 'credential')).toMatchObject({
    rows: [{ kind: 'password' }],
    leftOut: [{ columns: ['person_id'] }, { columns: ['secret'] }],
  })
  expect(file.text).not.toMatch(/\$argon2|Olu/)
  const noted = await db.selectFrom('audit_event').select(['action', 'actor_id', 'subject_id']).execute()
  expect(noted).toEqual([{ action: 'person.data-downloaded', actor_id: wren, subject_id: wren }])
})

test('what somebody answered to the equality questions is on their own page, and cannot be had from the office', async () => {
  const { as, db } = college()
  const { wren } = await scene()
  const question = await db
    .insertInto('equality_question')
    .values({ position: 1, wording: 'How old are you?', created_at: today })
    .returning('id')
    .executeTakeFirstOrThrow()
  const option = await db
    .insertInto('equality_option')
    .values({ question_id: question.id, position: 1, wording: '25 to 34' })
    .returning('id')
    .executeTakeFirstOrThrow()
  await inTransaction(db, async (tx) => {
    const answers = { questions: await listQuestions(tx), choices: { [question.id]: option.id } }
    await answerQuestions(tx, { secret, personId: wren }, answers, { now: today, timeZone: 'Europe/London' })
  })
  const own = await as('wren@example.org')
  expect(textOf((await own.get('/account/my-data')).text)).toContain('25 to 34')
  expect((await own.agent.get('/account/my-data.json')).text).toContain('25 to 34')
  const office = await as('admin@example.org')
  await office.get(`/admin/people/${wren}/my-data`)
  const shown = await office.post(`/admin/people/${wren}/my-data`, { sure: 'yes' })
  const file = await office.post(`/admin/people/${wren}/my-data.json`, { sure: 'yes' })
  expect([shown.status, file.status]).toEqual([200, 200])
  expect(shown.text + file.text).not.toContain('25 to 34')
  expect(file.text).toContain('only their own page shows it')
})

test('the office gets it for somebody who asks, and the person sees that it did', async () => {
  const { as, db } = college()
  const { admin, wren } = await scene()
  const office = await as('admin@example.org')
  const address = `/admin/people/${wren}/my-data`
  const asking = await office.get(address)
  expect(textOf(asking.text)).not.toMatch(/door|Mo Malley/)
  const refused = await office.post(address)
  expect([refused.status, load(refused.text)('#sure').attr('aria-invalid')]).toEqual([422, 'true'])
  expect(load(refused.text)('.nhsuk-error-summary').text()).toContain('made sure that it is them')
  expect(await db.selectFrom('sensitive_reading').selectAll().execute()).toEqual([])
  const shown = await office.post(address, { sure: 'yes' })
  expect(textOf(shown.text)).toContain('Mo Malley')
  const file = await office.post(`${address}.json`, { sure: 'yes' })
  expect(file.headers['content-disposition']).toBe('attachment; filename=my-data.json')
  expect(
    await db.selectFrom('sensitive_reading').select(['person_id', 'reader_id', 'kinds', 'reason']).execute(),
  ).toEqual([1, 2].map(() => ({ person_id: wren, reader_id: admin, kinds: ['everything'], reason: 'asked' })))
  const actions = await db.selectFrom('audit_event').select('action').orderBy('id').execute()
  expect(actions.map(({ action }) => action)).toEqual([
    'person.sensitive-read',
    'person.data-shown',
    'person.sensitive-read',
    'person.data-downloaded',
  ])
  const looked = await (await as('wren@example.org')).get('/account/who-looked')
  expect(textOf(looked.text)).toContain('Everything we keep')
})

test('someone of the college reads what they did here, and not about whom', async () => {
  const { as } = college()
  const { wren } = await scene()
  const office = await as('admin@example.org')
  await office.get(`/admin/people/${wren}/my-data`)
  await office.post(`/admin/people/${wren}/my-data`, { sure: 'yes' })
  const own = await office.get('/account/my-data')
  expect(textOf(own.text)).toContain('looked at everything kept about a person')
  expect(own.text).not.toContain(wren)
})
