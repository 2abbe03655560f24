import { sql } from 'kysely'
import { load } from 'cheerio'
import { announceClosings } from '../../../src/accounts/retention/announce.ts'
import { applyRetention } from '../../../src/accounts/retention/apply.ts'
import { countAllDue } from '../../../src/accounts/retention/report.ts'
import { noteReading } from '../../../src/accounts/privacy/note-reading.ts'
import { audit } from '../../../src/audit/audit.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { enrol } from '../../../src/enrolment/enrol.ts'
import { cancelPlace } from '../../../src/enrolment/withdraw.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { deedsIn, staff } from '../../support/deeds.ts'
import { held } from '../closing/held.ts'
import { isWaiting } from '../../support/waiting.ts'
import { addQuill, finish, findWords } from '../closing/support.ts'

const college = testApp()
const days = (count: number) => addMinutes(today, count * 24 * 60)
const year = 365

const none = {
  'sent-mails': 0,
  'failed-mails': 0,
  'sent-texts': 0,
  'failed-texts': 0,
  calls: 0,
  proofs: 0,
  'email-changes': 0,
  'failed-work': 0,
  'import-drafts': 0,
  places: 0,
  readings: 0,
  'follow-up-words': 0,
  'ended-needs': 0,
  absences: 0,
  'walk-ins': 0,
  'never-confirmed': 0,
  'never-took-part': 0,
  'long-ago': 0,
}

function at(now: Date) {
  const { db, config } = college()
  const moment = { now, timeZone: config.timeZone }
  return {
    count: () => countAllDue(db, config.retention, moment),
    apply: () => applyRetention(db, config.retention, moment),
    announce: () => announceClosings(db, config, now),
  }
}

test('what a message said goes after ninety days, to the day, and that there was one stays', async () => {
  const app = college()
  const { db, config } = app
  await addQuill(app)
  await app.runJobs()
  const sent = async () => db.selectFrom('mail').selectAll().orderBy('number').execute()
  const before = await sent()
  expect(before.length).toBeGreaterThan(3)
  const sound = await audit(db, { clock: () => today, config })
  // Ninety days of the calendar: the clocks have gone back by an hour meanwhile.
  expect((await at(addMinutes(days(90), 60)).count())['sent-mails']).toBe(0)
  const later = at(addMinutes(days(90), 61))
  expect((await later.count())['sent-mails']).toBe(before.length)
  expect((await later.apply())['sent-mails']).toBe(before.length)
  const after = await sent()
  expect(after).toEqual(
    before.map((mail) => ({
      ...mail,
      to_name: '',
      to_address: '',
      view: {},
      calendar_method: null,
      calendar_text: null,
      erased_at: addMinutes(days(90), 61),
    })),
  )
  expect((await later.count())['sent-mails']).toBe(0)
  expect(await audit(db, { clock: () => today, config })).toEqual(sound)
  const mailbox = await app.visitor().get('/dev/mailbox')
  expect([mailbox.status, load(mailbox.text)('main .rows').length]).toEqual([200, 0])
  expect((await app.visitor().get(`/dev/mailbox/${after[0]?.id ?? ''}`)).status).toBe(404)
})

test('a dry run counts what a real one erases, and changes nothing; a second one finds nothing', async () => {
  const app = college()
  const { db } = app
  await addQuill(app)
  await app.runJobs()
  const { rows: before } = await sql`select count(*), max(erased_at) from mail`.execute(db)
  const later = at(days(2 * year + 30))
  const counted = await later.count()
  expect(counted).toMatchObject({ places: 2, readings: 1, proofs: 1, 'email-changes': 1 })
  expect((await sql`select count(*), max(erased_at) from mail`.execute(db)).rows).toEqual(before)
  expect(
    await db.selectFrom('audit_event').where('action', '=', 'retention.applied').selectAll().execute(),
  ).toEqual([])
  expect(await later.apply()).toEqual(counted)
  expect(await later.count()).toEqual(none)
  const noted = await db
    .selectFrom('audit_event')
    .where('action', '=', 'retention.applied')
    .select(['actor_id', 'detail'])
    .execute()
  expect(noted).toEqual([
    { actor_id: null, detail: Object.fromEntries(Object.entries(counted).filter(([, count]) => count > 0)) },
  ])
  await later.apply()
  const again = db.selectFrom('audit_event').where('action', '=', 'retention.applied').select('id')
  expect(await again.execute()).toHaveLength(1)
})

test('staff’s reasons go from a place and its history two years after it ended, and the history stays', async () => {
  const { db, config } = college()
  const context = { clock: () => today, config }
  const { runId } = await addRun(db)
  const person = await addPerson(db)
  const enrolled = await deedsIn(db, context).enrol(runId, person)
  if (!enrolled.ok) throw new Error('There was no place')
  await inTransaction(db, (tx) => cancelPlace(tx, enrolled.enrolmentId, 'Zanzibar', staff, context))
  const admin = await addPerson(db, { roles: ['administrator'] })
  const reading = {
    personId: person,
    readerId: admin,
    role: 'administrator' as const,
    kinds: ['what-helps' as const],
  }
  await inTransaction(db, (tx) => noteReading(tx, { ...reading, reason: 'other', words: 'Zanzibar' }, today))
  expect(await at(days(2 * year - 2)).apply()).toMatchObject({ places: 0, readings: 0 })
  expect(await at(days(2 * year + 2)).apply()).toMatchObject({ places: 1, readings: 1 })
  expect((await findWords(db, ['Zanzibar'])).filter((line) => !line.includes('public.mail'))).toEqual([])
  const history = await db.selectFrom('enrolment_event').orderBy('id').select(['action', 'reason']).execute()
  expect(history).toEqual([
    { action: 'enrol', reason: null },
    { action: 'cancel', reason: null },
  ])
})

async function became(db: Db, ids: string[]) {
  const rows = await db.selectFrom('account_closing').selectAll().execute()
  return ids.map((id) => rows.find(({ person_id }) => person_id === id)?.why)
}

test('people who are not seen any more are closed after their time, each kind after its own', async () => {
  const app = college()
  const { db } = app
  const { runId } = await addRun(db, { trainers: 'none' })
  const add = (email: string | null) => addPerson(db, { email })
  const [unconfirmed, caller, confirmed, waited, took] = [
    await add('u@example.org'),
    await add(null),
    await add('c@example.org'),
    await add('w@example.org'),
    await add('t@example.org'),
  ]
  await db
    .updateTable('person')
    .set({ email_confirmed_at: today })
    .where('id', 'in', [confirmed, waited, took])
    .execute()
  for (const person of [waited, took]) {
    const id = await addEnrolment(db, runId, { person, status: person === took ? 'confirmed' : 'waiting' })
    const ended = { status: person === took ? 'completed' : 'declined', ended_at: today } as const
    await db.updateTable('enrolment').set(ended).where('id', '=', id).execute()
  }
  const all = [unconfirmed, caller, confirmed, waited, took]
  const two = 'never-took-part'
  for (const [after, expected] of [
    [year - 2, []],
    [year + 2, ['never-confirmed']],
    [2 * year - 2, ['never-confirmed']],
    [2 * year + 2, ['never-confirmed']],
    [2 * year + 33, ['never-confirmed', two, two, two]],
    [6 * year - 2, ['never-confirmed', two, two, two]],
    [6 * year + 34, ['never-confirmed', two, two, two, 'long-ago']],
  ] as const) {
    await at(days(after - 31)).announce()
    await db
      .updateTable('call')
      .set({ done_at: days(after), done_by: caller })
      .execute()
    await at(days(after)).apply()
    expect([after, await became(db, all)]).toEqual([after, all.map((_, index) => expected[index])])
  }
  app.clock.now = days(6 * year + 34)
  await finish(app)
  await finish(app)
  const erased = db.selectFrom('person').where('erased_at', 'is not', null).select('id')
  expect((await erased.execute()).map(({ id }) => id).sort()).toEqual([...all].sort())
  const written = await db
    .selectFrom('mail')
    .where('template', '=', 'accounts/goodbye')
    .select('person_id')
    .execute()
  expect(new Set(written.map(({ person_id }) => person_id))).toEqual(new Set([confirmed, waited, took]))
})

test.each([
  [
    'works here',
    (db: Db, id: string) =>
      db.insertInto('role_grant').values({ person_id: id, role: 'trainer', granted_at: today }).execute(),
  ],
  [
    'signed in lately',
    (db: Db, id: string) =>
      db
        .updateTable('person')
        .set({ last_seen_at: days(8 * year) })
        .where('id', '=', id)
        .execute(),
  ],
  [
    'waits for a place still',
    async (db: Db, id: string) =>
      addEnrolment(db, (await addRun(db, {})).runId, { person: id, status: 'waiting' }),
  ],
  [
    'spoke to the office lately',
    async (db: Db, id: string) =>
      db
        .insertInto('audit_event')
        .values({
          at: days(8 * year),
          actor_id: await addPerson(db, { roles: ['administrator'] }),
          action: 'person.told',
          subject_kind: 'person',
          subject_id: id,
          detail: '{}',
        })
        .execute(),
  ],
])('nobody is closed by time who %s', async (_, make) => {
  const { db } = college()
  const id = await addPerson(db, { email: 'x@example.org' })
  const later = at(days(9 * year))
  expect((await later.count())['never-confirmed']).toBe(1)
  await make(db, id)
  expect(await later.count()).toMatchObject({ 'never-confirmed': 0, 'never-took-part': 0, 'long-ago': 0 })
})

test('somebody who comes back in the same moment is not closed', async () => {
  const { db, config } = college()
  const id = await addPerson(db, { email: 'x@example.org' })
  const { runId } = await addRun(db, { now: days(9 * year) })
  const enrolling = { runId, personId: id, overlapAccepted: true }
  const context = { config, clock: () => days(9 * year) }
  const coming = await held(db, (tx) => enrol(tx, enrolling, { kind: 'student', id }, context))
  const erasing = at(days(9 * year)).apply()
  expect(await isWaiting(erasing, db)).toBe(true)
  coming.commit()
  expect(await coming.result).toMatchObject({ ok: true })
  expect(await erasing).toMatchObject({ 'never-confirmed': 0 })
  expect(await became(db, [id])).toEqual([undefined])
})

test('signing in is what makes somebody seen', async () => {
  const { db, as, clock } = college()
  const id = await addPerson(db, { email: 'x@example.org' })
  await givePasswords(db)
  clock.now = days(3)
  await as('x@example.org')
  const { last_seen_at } = await db
    .selectFrom('person')
    .where('id', '=', id)
    .select('last_seen_at')
    .executeTakeFirstOrThrow()
  expect(last_seen_at).toEqual(days(3))
})

test('auditors and the office read how long things are kept, and how much goes tonight', async () => {
  const app = college()
  const { db, clock } = app
  await addPerson(db, { email: 'auditor@example.org', roles: ['auditor'] })
  await addQuill(app)
  await givePasswords(db)
  await app.runJobs()
  clock.now = days(100)
  const page = load((await (await app.as('auditor@example.org')).get('/admin/retention')).text)
  const row = page('tbody tr').filter((_, one) => page(one).find('th').text() === 'Messages we sent')
  expect(row.find('td').first().text()).toBe('90 days since they were sent')
  expect(Number(row.find('td').last().text())).toBeGreaterThan(3)
  expect(page('main').text()).not.toMatch(/Quill|example\.org/)
})
