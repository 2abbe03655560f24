import { load } from 'cheerio'
import { sql } from 'kysely'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { noteReading } from '../../../src/accounts/privacy/note-reading.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addPerson, today } from '../../support/college.ts'

const college = testApp()

async function scene(db: Db) {
  const admin = await addPerson(db, { email: 'admin@example.org', roles: ['administrator'] })
  const wren = await addPerson(db, { name: 'Wren Malley', email: 'wren@example.org' })
  const told = { what_helps: 'Sit by the door', student_kind: 'carer-or-family' } as const
  await db.updateTable('person').set(told).where('id', '=', wren).execute()
  const contact = { name: 'Mo Malley', phone: '07700 900456', relationship: '', updated_at: today }
  await db
    .insertInto('emergency_contact')
    .values({ person_id: wren, ...contact })
    .execute()
  await givePasswords(db)
  return { admin, wren, address: `/admin/people/${wren}/sensitive` }
}

const secrets = /Sit by the door|Mo Malley|07700 9|[Cc]arer/

test('the office sees what there is, and reads only the kinds it asks for, with a reason that is noted', async () => {
  const { db, as } = college()
  const { admin, wren, address } = await scene(db)
  const browser = await as('admin@example.org')
  const asking = await browser.get(address)
  const boxes = load(asking.text)('input[type="checkbox"]')
    .toArray()
    .map((box) => box.attribs.name)
  expect(boxes).toEqual(['what-helps', 'emergency-contact', 'student-kind'])
  expect(asking.text).toContain('There is nothing of: access needs')
  expect(asking.text).not.toMatch(secrets)
  const shown = await browser.post(address, { 'what-helps': 'yes', reason: 'support' })
  expect([shown.status, shown.headers['cache-control']]).toEqual([200, 'no-store'])
  expect(shown.text).toContain('Sit by the door')
  expect(shown.text).not.toMatch(/Mo Malley|07700 9|Carer/)
  const lines = await db
    .selectFrom('audit_event')
    .where('action', '=', 'person.sensitive-read')
    .selectAll()
    .execute()
  expect(lines).toMatchObject([
    {
      actor_id: admin,
      subject_id: wren,
      detail: { kinds: ['what-helps'], reason: 'support', role: 'administrator' },
    },
  ])
})

test.each([
  [{ reason: 'support' }, 'Choose what you need to read'],
  [{ 'what-helps': 'yes' }, 'Choose why you need to read this'],
  [{ 'what-helps': 'yes', reason: 'other' }, 'Say in a few words what the reason is'],
])(
  'a form that lacks something, %j, shows and notes nothing, and keeps what was ticked',
  async (fields, message) => {
    const { db, as } = college()
    const { address } = await scene(db)
    const browser = await as('admin@example.org')
    const answer = await browser.post(address, fields)
    const page = load(answer.text)
    expect(answer.status).toBe(422)
    expect(page('.nhsuk-error-message').text()).toContain(message)
    expect(page('#what-helps').attr('checked') !== undefined).toBe('what-helps' in fields)
    expect(answer.text).not.toMatch(secrets)
    expect(await db.selectFrom('sensitive_reading').selectAll().execute()).toEqual([])
  },
)

test('the database keeps every reading as it was written; only a reader’s own words can go', async () => {
  const { db } = college()
  const { admin, wren } = await scene(db)
  const reading = { personId: wren, readerId: admin, role: 'administrator', kinds: ['what-helps'] } as const
  await inTransaction(db, (tx) =>
    noteReading(tx, { ...reading, kinds: [...reading.kinds], reason: 'other', words: 'A complaint' }, today),
  )
  const forbidden = [
    sql`update sensitive_reading set reason = 'asked'`,
    sql`update sensitive_reading set words = 'Nothing at all'`,
    sql`update sensitive_reading set reader_id = ${wren}, words = null, words_erased_at = now()`,
    sql`delete from sensitive_reading`,
    sql`truncate sensitive_reading`,
    sql`truncate audit_event`,
    sql`truncate enrolment_event`,
  ]
  for (const statement of forbidden)
    await expect(statement.execute(db)).rejects.toThrow('history is only ever added to')
  await sql`update sensitive_reading set words = null, words_erased_at = now()`.execute(db)
  expect(await db.selectFrom('sensitive_reading').select(['reason', 'words']).execute()).toEqual([
    { reason: 'other', words: null },
  ])
})
