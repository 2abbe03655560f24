// Giving and taking roles: noted, at once, and never so that nobody can open the office.
import { load } from 'cheerio'
import { inTransaction } from '../../../src/database/transaction.ts'
import { coverDate } from '../../../src/scheduling/trainers/covers/cover-dates.ts'
import type { Role } from '../../../src/database/schema.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, addRun, today } from '../../support/college.ts'
import { listJobs } from '../../support/jobs.ts'
import { press, signUp, words } from '../../enrolment/support/people.ts'

const college = testApp()

const page = (id: string) => `/admin/people/${id}/roles`

function ticked(...roles: Role[]): Record<string, string> {
  return { boxes: 'shown', ...Object.fromEntries(roles.map((role) => [`role_${role}`, 'yes'])) }
}

async function rolesOf(id: string): Promise<string[]> {
  const rows = await college()
    .db.selectFrom('role_grant')
    .select('role')
    .where('person_id', '=', id)
    .orderBy('role')
    .execute()
  return rows.map(({ role }) => role)
}

test('roles are given and taken, each with a line of its own in the audit trail, and count at once', async () => {
  const { db } = college()
  const office = await signUp(college(), 'Office', ['administrator'])
  const amal = await signUp(college(), 'Amal')
  const shown = await office.browser.get(page(amal.id))
  expect(load(shown.text)('main input:checked').attr('name')).toBe('role_student')
  const posted = await office.browser.post(page(amal.id), ticked('trainer', 'personal-tutor'))
  expect(posted.status).toBe(303)
  expect(words(await office.browser.get(posted.headers.location!))).toContain(
    'New: trainer and personal tutor. No longer: student.',
  )
  expect(await rolesOf(amal.id)).toEqual(['personal-tutor', 'trainer'])
  expect((await amal.browser.get('/my/courses')).status).toBe(403)
  const trail = await db
    .selectFrom('audit_event')
    .select(['action', 'actor_id', 'subject_id', 'detail'])
    .where('action', 'like', 'person.role-%')
    .orderBy('id')
    .execute()
  const line = { actor_id: office.id, subject_id: amal.id }
  expect(trail).toEqual([
    { ...line, action: 'person.role-given', detail: { role: 'trainer' } },
    { ...line, action: 'person.role-given', detail: { role: 'personal-tutor' } },
    { ...line, action: 'person.role-taken', detail: { role: 'student' } },
  ])
})

test('boxes left as they are change nothing, and leave no line', async () => {
  const { db } = college()
  const office = await signUp(college(), 'Office', ['administrator'])
  const id = await addPerson(db)
  const posted = await press(office.browser, page(id), 'Save')
  expect(words(await office.browser.get(posted.headers.location!))).toContain('Nothing was changed')
  const trail = await db.selectFrom('audit_event').select('id').where('subject_id', '=', id).execute()
  expect(trail).toEqual([])
})

test('a form without its boxes takes nothing away', async () => {
  const office = await signUp(college(), 'Office', ['administrator'])
  const id = await addPerson(college().db)
  await office.browser.get(page(id))
  expect((await office.browser.post(page(id))).status).toBe(400)
  expect(await rolesOf(id)).toEqual(['student'])
})

test('whoever registered with an address gets no role of the staff’s before somebody has shown that it is theirs', async () => {
  const { db } = college()
  const office = await signUp(college(), 'Office', ['administrator'])
  const amal = await signUp(college(), 'Amal')
  await db
    .updateTable('person')
    .set({ registration_key: Buffer.alloc(32, 1) })
    .where('id', '=', amal.id)
    .execute()
  expect(words(await office.browser.get(`/admin/people/${amal.id}`))).toContain('Nobody has shown yet')
  const refused = await office.browser.post(page(amal.id), ticked('student', 'trainer'))
  expect(refused.status).toBe(409)
  expect(load(refused.text)('.nhsuk-error-summary a').attr('href')).toBe('#role_trainer')
  expect(words(refused)).toContain('Send them a message to sign in first')
  // Without an address of their own there is nowhere to send it: theirs stands on another record.
  const change = (to: object) => db.updateTable('person').set(to).where('id', '=', amal.id).execute()
  await change({ email: null, preferred_contact: 'phone', phone: '07700 900123' })
  const claimed = await office.browser.post(page(amal.id), ticked('student', 'trainer'))
  expect(words(claimed)).toContain('merge the two first')
  await change({ email: amal.email })
  expect(await rolesOf(amal.id)).toEqual(['student'])
  await db.updateTable('person').set({ email_confirmed_at: today }).where('id', '=', amal.id).execute()
  expect((await office.browser.post(page(amal.id), ticked('student', 'trainer'))).status).toBe(303)
})

test('the last administrator stays one, and the page says what to do first', async () => {
  const office = await signUp(college(), 'Office', ['administrator'])
  await addPerson(college().db, { name: 'No Email', email: null, roles: ['administrator'] })
  await office.browser.get(page(office.id))
  const posted = await office.browser.post(page(office.id), { ...ticked('student'), confirmed: 'yes' })
  expect(posted.status).toBe(409)
  expect(load(posted.text)('#role_administrator-error').text()).toContain(
    'Nobody else can open the office. Make somebody else an administrator first',
  )
  expect(await rolesOf(office.id)).toEqual(['administrator'])
})

test('whoever takes the office away from themselves is asked first, and is then out of it', async () => {
  const office = await signUp(college(), 'Office', ['administrator'])
  await signUp(college(), 'Other', ['administrator'])
  await office.browser.get(page(office.id))
  const asked = await office.browser.post(page(office.id), ticked('trainer'))
  expect(asked.status).toBe(409)
  expect(words(asked)).toContain('You would no longer be an administrator')
  expect(await rolesOf(office.id)).toEqual(['administrator'])

  const form = load(asked.text)('main form')
  const fields = form.serializeArray().map(({ name, value }) => [name, value])
  const sure = await office.browser.post(
    page(office.id),
    Object.fromEntries(fields) as Record<string, string>,
  )
  expect(sure.status).toBe(303)
  expect(await rolesOf(office.id)).toEqual(['trainer'])
  expect((await office.browser.get('/admin')).status).toBe(403)
})

test('nobody but an administrator gives roles', async () => {
  const trainer = await signUp(college(), 'Terry', ['trainer'])
  expect((await trainer.browser.get(page(trainer.id))).status).toBe(403)
  expect((await trainer.browser.post(page(trainer.id), ticked('administrator'))).status).toBe(403)
  expect(await rolesOf(trainer.id)).toEqual(['trainer'])
})

test('somebody who cannot get in is sent the link they could ask for, and it is noted', async () => {
  const { db } = college()
  const office = await signUp(college(), 'Office', ['administrator'])
  const [amal, mags] = [
    await addPerson(db, { email: 'amal@example.org' }),
    await addPerson(db, { email: null }),
  ]
  await press(office.browser, `/admin/people/${amal}`, 'Send them a message to sign in')
  expect(await listJobs(db)).toContainEqual({
    name: 'accounts.send-proof',
    payload: expect.objectContaining({ email: 'amal@example.org', purpose: 'sign-in' }) as unknown,
  })
  await office.browser.post(`/admin/people/${mags}/sign-in-mail`)
  expect(words(await office.browser.get(`/admin/people/${mags}`))).toContain('Nothing was sent')
  const trail = await db
    .selectFrom('audit_event')
    .select(['subject_id', 'detail'])
    .where('action', '=', 'person.sign-in-mail-sent')
    .execute()
  expect(trail).toEqual([{ subject_id: amal, detail: {} }])
})

test('whoever has lost their codes is helped to set up new ones', async () => {
  const { db } = college()
  const office = await signUp(college(), 'Office', ['administrator'])
  const terry = await addPerson(db, { roles: ['trainer'] })
  const shown = await office.browser.get(`/admin/people/${terry}`)
  expect(words(shown)).not.toContain('Help them sign in again')
  await db
    .insertInto('second_factor')
    .values({ person_id: terry, secret: 'sealed', begun_at: today, confirmed_at: today, last_step: 1 })
    .execute()
  expect(words(await office.browser.get(`/admin/people/${terry}`))).toContain('signs them out everywhere')
  await press(office.browser, `/admin/people/${terry}`, 'Help them sign in again')
  // Here nobody must have codes: a promise that they are asked for would be broken.
  expect(words(await office.browser.get(`/admin/people/${terry}`))).toContain(
    'They are signed out everywhere, and their old codes no longer work. Until they set up new ones, they sign in without.',
  )
  expect(await db.selectFrom('second_factor').selectAll().execute()).toEqual([])
})

test('who teaches a date to come stays a trainer, though somebody stands in on it, and the office is told why', async () => {
  const { db } = college()
  const office = await signUp(college(), 'Office', ['administrator'])
  const { peerId, sessionIds } = await addRun(db)
  const cleo = await addPerson(db, { roles: ['trainer'] })
  const stands = { awayId: peerId, comesId: cleo }
  await inTransaction(db, (tx) => coverDate(tx, sessionIds[0] ?? '', stands, { actorId: null, now: today }))
  for (const id of [peerId, cleo]) {
    await office.browser.get(page(id))
    const refused = await office.browser.post(page(id), ticked('student'))
    expect(refused.status).toBe(409)
    expect(words(refused)).toContain('They teach on dates that are still to come')
    expect(await rolesOf(id)).toEqual(['trainer'])
  }
  await db.updateTable('session').set({ status: 'cancelled' }).execute()
  expect((await office.browser.post(page(peerId), ticked('student'))).status).toBe(303)
})
