import { load } from 'cheerio'
import { sql } from 'kysely'
import { decideEmergencyContact } from '../../../src/accounts/privacy/rules.ts'
import type { Db } from '../../../src/database/schema.ts'
import { addMinutes } from '../../../src/lib/time.ts'
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
  const { runId, peerId, courseId } = await addRun(db)
  await db.updateTable('course').set({ title: 'Sleep well' }).where('id', '=', courseId).execute()
  await db.updateTable('person').set({ email: 'trainer@example.org' }).where('id', '=', peerId).execute()
  await addRun(db)
  await givePasswords(db)
  const place = await addEnrolment(db, runId, { person: wren })
  return { wren, runId, trainer: peerId, place, address: `/trainer/enrolments/${place}/emergency-contact` }
}

const readings = (db: Db) => db.selectFrom('sensitive_reading').selectAll().execute()
const noted = (db: Db) =>
  db.selectFrom('audit_event').where('action', '=', 'person.sensitive-read').selectAll().execute()

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

test('nobody else’s student is found: another run, a place never had, one long ago, another trainer', async () => {
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
  clock.now = days(13)
  const again = await as('trainer@example.org')
  expect((await again.get(address)).status).toBe(200)
  clock.now = days(28)
  await again.signIn('trainer@example.org')
  expect((await again.get(address)).status).toBe(404)
  expect(await readings(db)).toEqual([])
})

test('a place, or one until four weeks ago, is what counts', () => {
  const never = { status: 'waiting', confirmed_at: null, ended_at: null } as const
  const live = { status: 'confirmed', confirmed_at: today, ended_at: null } as const
  const over = { status: 'completed', confirmed_at: today, ended_at: today } as const
  expect(decideEmergencyContact(never, today)).toEqual({ ok: false, reason: 'never-had-a-place' })
  expect(decideEmergencyContact(live, days(500))).toEqual({ ok: true })
  expect(decideEmergencyContact(over, addMinutes(days(28), -1))).toEqual({ ok: true })
  expect(decideEmergencyContact(over, days(28))).toEqual({ ok: false, reason: 'too-long-ago' })
})
