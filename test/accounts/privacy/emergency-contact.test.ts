import { load } from 'cheerio'
import { sql } from 'kysely'
import { takeOver } from '../../../src/accounts/proofs/take-over.ts'
import { decideEmergencyContact, givesToday } from '../../../src/accounts/privacy/rules.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { insertDown } from '../../../src/scheduling/trainers/covers/queries.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'

const college = testApp()
const days = (number: number) => addMinutes(today, number * 24 * 60)

async function scene(db: Db) {
  const wren = await addPerson(db, { name: 'Wren Malley', email: 'wren@example.org' })
  const contact = { name: 'Mo Malley', phone: '07700 900456', relationship: 'My brother', updated_at: today }
  await db
    .insertInto('emergency_contact')
    .values({ person_id: wren, ...contact })
    .execute()
  const sessions = [{ startsAt: addMinutes(today, 60) }, { startsAt: days(7) }]
  const { runId, peerId, courseId, sessionIds } = await addRun(db, { sessions })
  await db.updateTable('course').set({ title: 'Sleep well' }).where('id', '=', courseId).execute()
  await db.updateTable('person').set({ email: 'trainer@example.org' }).where('id', '=', peerId).execute()
  await addRun(db)
  await givePasswords(db)
  const place = await addEnrolment(db, runId, { person: wren })
  return {
    wren,
    runId,
    sessionIds,
    trainer: peerId,
    place,
    address: `/trainer/enrolments/${place}/emergency-contact`,
  }
}

const readings = (db: Db) => db.selectFrom('sensitive_reading').selectAll().execute()
const noted = (db: Db) =>
  db.selectFrom('audit_event').where('action', '=', 'person.sensitive-read').selectAll().execute()

test('that the person has not checked what stood there before they came is said to whoever looks', async () => {
  const { db, as } = college()
  const { wren, address } = await scene(db)
  const browser = await as('trainer@example.org')
  const look = async () => {
    await browser.get(address)
    return (await browser.post(address, { reason: 'unwell', words: '' })).text
  }
  expect(await look()).not.toContain('Not checked')
  await inTransaction(db, (tx) => takeOver(tx, wren, today))
  expect(await look()).toContain('Not checked')
})

test('a trainer who says why is shown whom to call, once, and it is noted; the person can read who looked and why', async () => {
  const { db, as } = college()
  const { wren, runId, trainer, address } = await scene(db)
  const browser = await as('trainer@example.org')
  const list = await browser.get(`/trainer/runs/${runId}`)
  expect(load(list.text)(`a[href="${address}"]`).text()).toBe('Whom to call for Wren Malley')
  expect(list.text).not.toContain('07700 900456')
  const asked = await browser.get(address)
  expect(asked.text).not.toContain('Mo Malley')
  expect(await readings(db)).toEqual([])
  const shown = await browser.post(address, { reason: 'unwell', words: 'Fainted in the break' })
  expect([shown.status, shown.headers['cache-control']]).toEqual([200, 'no-store'])
  expect(load(shown.text)('main').text()).toMatch(/Mo Malley[\s\S]*07700 900456[\s\S]*My brother/)
  expect(await readings(db)).toMatchObject([
    { person_id: wren, reader_id: trainer, role: 'trainer', kinds: ['emergency-contact'], reason: 'unwell' },
  ])
  const [line] = await noted(db)
  expect(line).toMatchObject({ actor_id: trainer, subject_id: wren })
  expect(JSON.stringify(line)).not.toMatch(/Fainted|Mo Malley|07700/)
  const seen = load((await (await as('wren@example.org')).get('/account/who-looked')).text)('tbody tr')
  expect(seen.text().replace(/\s+/g, ' ')).toContain(
    'A trainer of Sleep well Emergency contact They were taken ill or hurt: “Fainted in the break”',
  )
  expect(seen.text()).not.toContain('Person ')
})

test.each([
  [{}, 'Choose why you need to read this'],
  [{ reason: 'curious' }, 'Choose why you need to read this'],
  [{ reason: 'other' }, 'Say in a few words what the reason is'],
])('without a reason, %j, nothing is shown and nothing noted', async (fields, message) => {
  const { db, as } = college()
  const { address } = await scene(db)
  const browser = await as('trainer@example.org')
  const answer = await browser.post(address, fields)
  expect(answer.status).toBe(422)
  expect(load(answer.text)('.nhsuk-error-message').text()).toContain(message)
  expect(answer.text).not.toContain('07700')
  expect([await readings(db), await noted(db)]).toEqual([[], []])
})

test('when the reading cannot be noted, nothing is shown', async () => {
  const { db, as } = college()
  const { address } = await scene(db)
  const browser = await as('trainer@example.org')
  await sql`alter table sensitive_reading add constraint no_notes_today check (false)`.execute(db)
  try {
    const answer = await browser.post(address, { reason: 'unwell' })
    expect([answer.status, answer.text.includes('07700')]).toEqual([500, false])
    expect(await noted(db)).toEqual([])
  } finally {
    await sql`alter table sensitive_reading drop constraint no_notes_today`.execute(db)
  }
})

test('nobody else’s student is found: another run, a place never had, one that ended before today, another trainer', async () => {
  const { db, as, clock } = college()
  const { place, wren, address } = await scene(db)
  const elsewhere = await addRun(db)
  const foreign = await addEnrolment(db, elsewhere.runId, { person: wren })
  const browser = await as('trainer@example.org')
  const status = async (of: string) => [
    (await browser.get(`/trainer/enrolments/${of}/emergency-contact`)).status,
    (await browser.post(`/trainer/enrolments/${of}/emergency-contact`, { reason: 'unwell' })).status,
  ]
  expect(await status(foreign)).toEqual([404, 404])
  expect(await status('00000000-0000-4000-8000-000000000000')).toEqual([404, 404])
  expect((await browser.get('/trainer/enrolments/1/emergency-contact')).status).toBe(404)
  await db
    .updateTable('enrolment')
    .set({ status: 'withdrawn', ended_at: today })
    .where('id', '=', place)
    .execute()
  expect((await browser.get(address)).status).toBe(200)
  clock.now = days(1)
  await browser.signIn('trainer@example.org')
  expect((await browser.get(address)).status).toBe(404)
  expect(await readings(db)).toEqual([])
})

test('on any other day its trainer is told when, and whom to ask; nothing is shown or noted', async () => {
  const { db, as, clock } = college()
  const { address, runId } = await scene(db)
  clock.now = days(1)
  const browser = await as('trainer@example.org')
  const asked = await browser.get(address)
  expect(asked.status).toBe(409)
  expect(load(asked.text)('main').text().replace(/\s+/g, ' ')).toContain(
    'You give this class next on Tuesday 8 September 2026.',
  )
  expect(asked.text).toMatch(/Please ask the office: 01632 960 123/)
  const posted = await browser.post(address, { reason: 'unwell' })
  expect([posted.status, posted.text.includes('07700')]).toEqual([409, false])
  expect((await browser.get(`/trainer/runs/${runId}`)).text).not.toContain(address)
  expect([await readings(db), await noted(db)]).toEqual([[], []])
})

test('who stands in today may ask, and who is away today may not; a date that is called off is none', async () => {
  const { db, as } = college()
  const { address, trainer, runId, sessionIds } = await scene(db)
  const [first = ''] = sessionIds
  const cleo = await addPerson(db, { email: 'cleo@example.org', roles: ['trainer'] })
  await givePasswords(db)
  const [standIn, peer] = [await as('cleo@example.org'), await as('trainer@example.org')]
  expect((await standIn.get(address)).status).toBe(404)
  await db
    .insertInto('run_trainer')
    .values({ run_id: runId, person_id: cleo, expertise: 'lived', left_at: today })
    .execute()
  await inTransaction(db, (tx) => insertDown(tx, first, cleo))
  await db
    .deleteFrom('session_trainer')
    .where('session_id', '=', first)
    .where('person_id', '=', trainer)
    .execute()
  expect([(await standIn.get(address)).status, (await peer.get(address)).status]).toEqual([200, 409])
  await db.updateTable('session').set({ status: 'cancelled' }).where('id', '=', first).execute()
  // Nothing is left that they would give.
  expect((await standIn.get(address)).status).toBe(404)
})

test('a place, or one that ended today, and a class today are what counts', () => {
  const never = { status: 'waiting', confirmed_at: null, ended_at: null } as const
  const live = { status: 'confirmed', confirmed_at: today, ended_at: null } as const
  const over = { status: 'completed', confirmed_at: today, ended_at: today } as const
  const at = (now: Date) => ({ now, timeZone: 'Europe/London' })
  const meeting = { starts_at: addMinutes(today, 60), ends_at: addMinutes(today, 180) }
  expect(decideEmergencyContact(never, [meeting], at(today))).toEqual({
    ok: false,
    reason: 'never-had-a-place',
  })
  expect(decideEmergencyContact(live, [meeting], at(today))).toEqual({ ok: true })
  expect(decideEmergencyContact(live, [meeting], at(days(1)))).toEqual({ ok: false, reason: 'not-today' })
  expect(decideEmergencyContact(live, [], at(today))).toEqual({ ok: false, reason: 'not-today' })
  expect(decideEmergencyContact(over, [meeting], at(today))).toEqual({ ok: true })
  expect(decideEmergencyContact(over, [meeting], at(days(1)))).toEqual({ ok: false, reason: 'has-left' })
  // Days are the college's: at half past eleven at night in London it is still today, in summer time too.
  const evening = new Date('2026-09-01T22:30:00Z')
  expect(givesToday([meeting], at(evening))).toBe(true)
  expect(givesToday([meeting], at(addMinutes(evening, 31)))).toBe(false)
  const night = { starts_at: evening, ends_at: addMinutes(evening, 120) }
  expect(givesToday([night], at(addMinutes(evening, 90)))).toBe(true)
})
