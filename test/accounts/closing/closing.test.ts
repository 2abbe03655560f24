import { sql } from 'kysely'
import { load } from 'cheerio'
import { audit } from '../../../src/audit/audit.ts'
import { tablesAboutPeople } from '../../../src/accounts/my-data/register.ts'
import { isAbout } from '../../../src/accounts/my-data/queries.ts'
import type { Db } from '../../../src/database/schema.ts'
import { addPerson, addRun, today } from '../../support/college.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { testPassword } from '../../support/password.ts'
import { addQuill, findWords, finish, marks } from './support.ts'

const college = testApp()
type Row = Record<string, unknown>

async function rowsAbout(db: Db, personId: string): Promise<Map<string, Row[]>> {
  const rows = new Map<string, Row[]>()
  for (const [table, { whose }] of tablesAboutPeople) {
    const found =
      await sql<Row>`select * from ${sql.table(table)} as one where ${isAbout(whose, personId)} order by one::text`.execute(
        db,
      )
    rows.set(table, found.rows)
  }
  return rows
}

async function close(email: string) {
  const browser = await college().as(email)
  await browser.get('/account/closing')
  return { browser, answer: await browser.post('/account/closing', { password: testPassword }) }
}

test('the page says what goes, what stays, and which places are given back', async () => {
  const app = college()
  await addQuill(app)
  await givePasswords(app.db)
  const page = load((await (await app.as('quill@example.org')).get('/account/closing')).text)
  const words = page('main').text().replace(/\s+/g, ' ')
  expect(words).toContain('Sleep well')
  expect(words).toContain('one last message to quill@example.org')
  expect(
    page('main button')
      .toArray()
      .map((one) => page(one).text()),
  ).toEqual(['Close my account'])
})

test('an account that is closed is erased, column by column, as the register of what is kept says', async () => {
  const app = college()
  const { db } = app
  const { quill } = await addQuill(app)
  await givePasswords(db)
  const { browser, answer } = await close('quill@example.org')
  expect([answer.status, answer.headers.location]).toEqual([303, '/account/closed'])
  expect((await browser.get('/account')).headers.location).toBe('/sign-in?next=%2Faccount')
  const before = await rowsAbout(db, quill)
  await finish(app)
  const after = await rowsAbout(db, quill)
  for (const [table, { rows, columns }] of tablesAboutPeople) {
    const [had, has] = [before.get(table) ?? [], after.get(table) ?? []]
    if (rows === 'go') expect([table, has]).toEqual([table, []])
    else
      expect([table, has.length >= (['mail', 'text_message'].includes(table) ? 1 : had.length)]).toEqual([
        table,
        true,
      ])
    for (const [column, { becomes }] of Object.entries(columns))
      if (becomes !== undefined && 'value' in becomes)
        for (const row of has)
          expect([table, column, row[column]]).toEqual([
            table,
            column,
            becomes.value === '{}' ? {} : becomes.value,
          ])
  }
  const person = after.get('person')?.[0]
  expect(person).toMatchObject({ name: 'Somebody who has left', email: null, erased_at: today })
})

test('what is not erased stays exactly as it was, and the college is sound', async () => {
  const app = college()
  const { db } = app
  const { quill } = await addQuill(app)
  await givePasswords(db)
  await close('quill@example.org')
  const before = await rowsAbout(db, quill)
  await finish(app)
  const after = await rowsAbout(db, quill)
  for (const table of ['agreement_acceptance', 'run_trainer', 'sensitive_reading'] as const) {
    const blank = (row: Row) => ({ ...row, words: null, words_erased_at: null })
    expect([table, after.get(table)?.map(blank)]).toEqual([table, before.get(table)?.map(blank)])
  }
  const counted = async (status: string) =>
    (
      await db
        .selectFrom('enrolment')
        .where('status', '=', status as 'confirmed')
        .select('person_id')
        .execute()
    ).length
  expect([await counted('withdrawn'), await counted('confirmed')]).toEqual([2, 1])
  expect(await audit(db, { clock: () => today, config: app.config })).toEqual([])
})

test('nowhere in the whole database anything says who it was', async () => {
  const app = college()
  const { db } = app
  await addQuill(app)
  await givePasswords(db)
  const present = await findWords(db, marks)
  for (const word of marks) expect(present.some((line) => line.endsWith(word))).toBe(true)
  await close('quill@example.org')
  await finish(app)
  expect(await findWords(db, marks)).toEqual([])
})

test('places are given back by the same machine as ever: the next in line has it, and calendars are cleared first', async () => {
  const app = college()
  const { db } = app
  const { quill, next, runId } = await addQuill(app)
  await givePasswords(db)
  await close('quill@example.org')
  const { rows: sent } = await sql<{ template: string; to_address: string; calendar_method: string | null }>`
    select template, to_address, calendar_method from mail where person_id = ${quill}`.execute(db)
  expect(sent.every(({ to_address }) => to_address === 'quill@example.org')).toBe(true)
  await finish(app)
  const places = await db
    .selectFrom('enrolment')
    .where('run_id', '=', runId)
    .orderBy('queue_number')
    .select(['person_id', 'status'])
    .execute()
  expect(places).toEqual([
    { person_id: quill, status: 'withdrawn' },
    { person_id: next, status: 'confirmed' },
  ])
  const after = await db
    .selectFrom('mail')
    .where('person_id', '=', quill)
    .orderBy('number')
    .select(['template', 'status', 'to_address'])
    .execute()
  expect(after.slice(-3).map(({ template }) => template)).toEqual([
    'enrolment/withdrawn',
    'enrolment/withdrawn',
    'accounts/goodbye',
  ])
  expect(after.every(({ status, to_address }) => status === 'sent' && to_address === '')).toBe(true)
})

test('from the press on nothing opens the account: not the password, not the calendar link', async () => {
  const app = college()
  const { db } = app
  const quill = await addPerson(db, { name: 'Quillfeather', email: 'quill@example.org' })
  await givePasswords(db)
  const elsewhere = await app.as('quill@example.org')
  const made = await elsewhere.post('/account/feed')
  const feed = /\/feeds\/[^"<\s]+\.ics/.exec(made.text)?.[0] ?? ''
  expect((await app.visitor().agent.get(feed)).status).toBe(200)
  await close('quill@example.org')
  expect((await elsewhere.get('/account')).status).toBe(303)
  const visitor = app.visitor()
  expect((await visitor.agent.get(feed)).status).toBe(404)
  await visitor.get('/sign-in')
  const signingIn = await visitor.post('/sign-in', { email: 'quill@example.org', password: testPassword })
  expect(signingIn.status).toBe(422)
  expect(await db.selectFrom('web_session').where('person_id', '=', quill).selectAll().execute()).toEqual([])
})

test('a wrong password closes nothing, and guessing it is slow', async () => {
  const app = college()
  const { db } = app
  await addPerson(db, { email: 'quill@example.org' })
  await givePasswords(db)
  const browser = await app.as('quill@example.org')
  await browser.get('/account/closing')
  const wrong = await browser.post('/account/closing', { password: 'not the password' })
  expect([wrong.status, load(wrong.text)('#password').attr('value')]).toEqual([422, undefined])
  expect(wrong.text).toContain('This is not your password')
  expect((await browser.post('/account/closing')).text).toContain('Enter a password')
  for (let guess = 0; guess < 4; guess++)
    await browser.post('/account/closing', { password: `guess ${guess}` })
  const right = await browser.post('/account/closing', { password: testPassword })
  expect(right.status).toBe(429)
  expect(await db.selectFrom('account_closing').selectAll().execute()).toEqual([])
})

test('somebody without a password types a word instead', async () => {
  const app = college()
  const { db } = app
  const quill = await addPerson(db, { email: 'quill@example.org' })
  await givePasswords(db)
  const browser = await app.as('quill@example.org')
  await db.deleteFrom('credential').where('person_id', '=', quill).execute()
  const page = load((await browser.get('/account/closing')).text)
  expect([page('#password').length, page('#word').length]).toEqual([0, 1])
  const other = await browser.post('/account/closing', { word: 'cloze' })
  expect([other.status, load(other.text)('#word').attr('value')]).toEqual([422, 'cloze'])
  expect((await browser.post('/account/closing', { word: ' Close ' })).headers.location).toBe(
    '/account/closed',
  )
})

test('the last administrator stays, and so does whoever teaches a date to come', async () => {
  const app = college()
  const { db } = app
  await addPerson(db, { email: 'admin@example.org', roles: ['administrator'] })
  const { peerId } = await addRun(db)
  await db.updateTable('person').set({ email: 'peer@example.org' }).where('id', '=', peerId).execute()
  await givePasswords(db)
  for (const [email, why] of [
    ['admin@example.org', 'You are the only one who can open the office'],
    ['peer@example.org', 'You teach on dates that are still to come'],
  ] as const) {
    const { answer } = await close(email)
    expect([answer.status, load(answer.text)('main button').length]).toEqual([409, 0])
    expect(answer.text).toContain(why)
  }
  expect(await db.selectFrom('account_closing').selectAll().execute()).toEqual([])
})

test('the answers to the equality questions stay in the count, and nobody can find them again', async () => {
  const app = college()
  const { db } = app
  await addQuill(app)
  await givePasswords(db)
  const keys = async () =>
    (await db.selectFrom('equality_answer').select('answer_key').execute()).map(({ answer_key }) =>
      answer_key.toString('hex'),
    )
  const [before] = await keys()
  await close('quill@example.org')
  const after = await keys()
  expect(after).toHaveLength(1)
  expect(after).not.toEqual([before])
})
