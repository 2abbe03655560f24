import { load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { addCourse, addEnrolment, addPerson, addRun, type NewRun, today } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { mailsTo, signUp, statusesOf, words } from './support/people.ts'

const college = testApp()
const day = 24 * 60
const inDays = (days: number) => addMinutes(today, days * day)

async function sleepWell(run: NewRun = {}) {
  const app = college()
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const { runId } = await addRun(app.db, { course, ...run })
  const office = await signUp(app, 'Office', ['administrator'])
  const page = `/admin/runs/${runId}`
  return { app, runId, office, page, address: `${page}/calling-off` }
}

/** Two with a place, one of whom has no email; two who wait, one of whom would rather be telephoned. */
async function withPeople(run: NewRun = {}) {
  const all = await sleepWell(run)
  const { app, runId } = all
  const amal = await signUp(app, 'Amal')
  await addEnrolment(app.db, runId, { person: amal.id })
  const dora = await addPerson(app.db, { name: 'Dora', email: null })
  await addEnrolment(app.db, runId, { person: dora })
  await addEnrolment(app.db, runId, { person: await addPerson(app.db, { name: 'Ben' }), status: 'waiting' })
  const caz = await addPerson(app.db, { name: 'Caz' })
  await app.db
    .updateTable('person')
    .set({ phone: '028 9018 0123', preferred_contact: 'phone' })
    .where('id', '=', caz)
    .execute()
  await addEnrolment(app.db, runId, { person: caz, status: 'waiting' })
  return { ...all, amal }
}

test('before a run is called off, the page says who is affected and how each of them will hear', async () => {
  const { app, runId, office, page, address } = await withPeople()
  const link = load((await office.browser.get(page)).text)(`main a[href="${address}"]`)
  expect(link.text()).toBe('Call off this run')
  const shown = await office.browser.get(address)
  expect(words(shown)).toContain('Sleep well')
  expect(words(shown)).toContain('2 people have a place')
  expect(words(shown)).toContain('2 people wait for one')
  expect(words(shown)).toContain('2 will be told by message, and 2 will be on your call list.')
  expect(await statusesOf(app.db, runId)).toEqual({
    Amal: 'confirmed',
    Dora: 'confirmed',
    Ben: 'waiting',
    Caz: 'waiting',
  })
})

test('called off with a reason, everybody hears it in their own way, and nobody can be put on it', async () => {
  const { app, runId, office, amal, page, address } = await withPeople()
  await office.browser.get(address)
  const posted = await office.browser.post(address, { reason: 'Both trainers are <b>ill</b>' })
  expect([posted.status, posted.headers.location]).toEqual([303, page])
  const told = words(await office.browser.get(page))
  expect(told).toContain(
    'Sleep well is called off 2 will be told by message, and 2 will be on your call list.',
  )
  await app.runJobs()
  expect(new Set(Object.values(await statusesOf(app.db, runId)))).toEqual(new Set(['run-cancelled']))
  expect(await mailsTo(app.db, amal.email)).toEqual(['run-cancelled'])
  const mine = await amal.browser.get('/my/courses')
  expect(words(mine)).toContain('Both trainers are <b>ill</b>')
  expect(await app.db.selectFrom('call').selectAll().execute()).toHaveLength(2)
  const noted = await app.db
    .selectFrom('audit_event')
    .where('action', '=', 'run.cancelled')
    .selectAll()
    .executeTakeFirstOrThrow()
  expect(noted).toMatchObject({ actor_id: office.id, subject_id: runId })
  const after = await office.browser.get(page)
  expect(words(after)).toContain('Both trainers are <b>ill</b>')
  expect(load(after.text)('main form, main a[href$="/calling-off"]')).toHaveLength(0)
})

test.each([
  ['', 'Say why, in a few words'],
  [' ', 'Say why, in a few words'],
  ['x'.repeat(301), 'Use 300 characters or fewer'],
])('a reason like "%.5s" is asked for again, beside its field, and nothing happens', async (reason, why) => {
  const { app, runId, office, address } = await withPeople()
  await office.browser.get(address)
  const refused = await office.browser.post(address, { reason })
  expect(refused.status).toBe(422)
  const $ = load(refused.text)
  expect($('title').text()).toMatch(/^Error: /)
  expect($('.nhsuk-error-summary a').attr('href')).toBe('#reason')
  expect($('#reason-error').text()).toContain(why)
  expect($('#reason').val()).toBe(reason)
  expect(words(refused)).toContain('2 people have a place')
  expect((await statusesOf(app.db, runId)).Amal).toBe('confirmed')
})

test('nobody on it: the page says that nobody has to be told', async () => {
  const { office, page, address } = await sleepWell()
  expect(words(await office.browser.get(address))).toContain('Nobody is on it, so nobody has to be told.')
  await office.browser.post(address, { reason: 'No room' })
  expect(words(await office.browser.get(page))).toContain('Sleep well is called off')
})

test('a run can be called off while one of its dates, cancelled or not, is still to come', async () => {
  for (const run of [
    { sessions: [{ startsAt: inDays(3), status: 'cancelled' }] },
    { sessions: [{ startsAt: inDays(-3) }, { startsAt: inDays(3) }] },
  ] satisfies NewRun[]) {
    const app = college()
    const { runId } = await addRun(app.db, run)
    const { browser } = await signUp(app, `Office${runId.slice(0, 6)}`, ['administrator'])
    const address = `/admin/runs/${runId}/calling-off`
    expect((await browser.get(address)).status).toBe(200)
    await browser.post(address, { reason: 'No room' })
    const { status } = await app.db
      .selectFrom('run')
      .select('status')
      .where('id', '=', runId)
      .executeTakeFirstOrThrow()
    expect(status).toBe('cancelled')
  }
})

test.each([
  ['is a draft', { status: 'draft' }],
  ['is over', { sessions: [{ startsAt: inDays(-3) }] }],
  ['has ended', { status: 'ended', sessions: [{ startsAt: inDays(-3) }] }],
  ['is called off already', { status: 'cancelled' }],
] satisfies [string, NewRun][])('a run that %s is not called off', async (_, run) => {
  const { app, runId, office, page, address } = await sleepWell({ ...run })
  expect((await office.browser.get(page)).text).not.toContain('calling-off')
  await office.browser.get('/account')
  for (const asked of [
    await office.browser.get(address),
    await office.browser.post(address, { reason: 'x' }),
  ])
    expect([asked.status, asked.headers.location]).toEqual([303, page])
  expect(words(await office.browser.get(page))).toContain('Nothing was changed')
  const row = await app.db
    .selectFrom('run')
    .select('status')
    .where('id', '=', runId)
    .executeTakeFirstOrThrow()
  expect(row.status).toBe('status' in run ? run.status : 'published')
})

test('when two of the office call it off, one reason counts and the other is told', async () => {
  const { app, office, page, address } = await withPeople()
  await office.browser.get(address)
  await office.browser.post(address, { reason: 'First' })
  await office.browser.post(address, { reason: 'Second' })
  expect(words(await office.browser.get(page))).toContain('Nothing was changed')
  const run = await app.db.selectFrom('run').select('cancelled_reason').executeTakeFirstOrThrow()
  expect(run.cancelled_reason).toBe('First')
})
