// Terms, and days that the college is closed, as the office keeps them.
import { load } from 'cheerio'
import { sql } from 'kysely'
import type { Tx } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { addBankHolidays } from '../../../src/scheduling/closures/change-closure.ts'
import { testApp } from '../../support/app.ts'
import { held } from '../../accounts/closing/held.ts'
import { isWaiting } from '../../support/waiting.ts'
import { addRun, today } from '../../support/college.ts'
import { errorsOn, fieldsOn, noticeOn, office } from '../../support/office.ts'

const college = testApp()
const autumn = { name: 'Autumn 2026', starts_on: '2026-09-14', ends_on: '2026-12-18' }

const terms = () => college().db.selectFrom('term').select(['name', 'slug', 'starts_on', 'ends_on']).execute()
const closures = () =>
  college().db.selectFrom('closure').select(['name', 'starts_on', 'ends_on']).orderBy('starts_on').execute()

test('a term is added, changed and, while no run belongs to it, removed; the trail keeps each step', async () => {
  const [ada] = await office(college(), 'Ada')
  await ada.get('/admin/terms/new')
  await ada.post('/admin/terms/new', { ...autumn, starts_on: '14/9/2026' })
  expect(await terms()).toEqual([{ ...autumn, slug: 'autumn-2026' }])
  const { id } = await college().db.selectFrom('term').select('id').executeTakeFirstOrThrow()
  const page = paths.adminTerm({ id })
  await ada.post(page, { ...autumn, ends_on: '2026-12-11', most_courses: '3' })
  expect((await ada.get(page)).text).toMatch(
    /Last day<\/strong>: Friday 18 December 2026 → Friday 11 December 2026/,
  )
  expect((await ada.get(page)).text).toMatch(/Courses for each person<\/strong>: nothing → 3/)
  await ada.post(paths.adminTermRemoval({ id }))
  expect(await terms()).toEqual([])
  const trail = college().db.selectFrom('audit_event').select('action').where('subject_id', '=', id)
  expect((await trail.orderBy('id').execute()).map(({ action }) => action)).toEqual([
    'term.added',
    'term.changed',
    'term.removed',
  ])
})

test('a term is as long as it is wanted, and may overlap others', async () => {
  const [ada] = await office(college(), 'Ada')
  await ada.get('/admin/terms/new')
  const wanted = [
    autumn,
    { name: 'One day of it', starts_on: '2026-10-01', ends_on: '2026-10-01' },
    { name: 'Rolling', starts_on: '2026-01-01', ends_on: '2028-12-31' },
  ]
  for (const term of wanted) expect((await ada.post('/admin/terms/new', term)).status).toBe(303)
  expect(await terms()).toHaveLength(wanted.length)
})

test.each([
  [{ ...autumn, name: '' }, 'Enter the name of the term'],
  [{ ...autumn, starts_on: '' }, 'Enter the first day'],
  [{ ...autumn, starts_on: '2026-02-30' }, 'Enter a day that exists'],
  [{ ...autumn, ends_on: 'soon' }, 'Enter a day that exists'],
  [{ ...autumn, ends_on: '2026-09-13' }, 'Enter a last day that is not before the first'],
  [{ ...autumn, most_courses: '0' }, 'Enter a whole number such as 3'],
  [{ ...autumn, most_courses: 'three' }, 'Enter a whole number such as 3'],
  [{ ...autumn, name: 'Taken' }, 'There is a term of this name already'],
])('what is wrong with a term is said: %j', async (fields, message) => {
  const [ada] = await office(college(), 'Ada')
  await college()
    .db.insertInto('term')
    .values({ ...autumn, name: 'Taken', slug: 'taken' })
    .execute()
  await ada.get('/admin/terms/new')
  const answer = await ada.post('/admin/terms/new', fields)
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
})

test('a term with runs stays, and says which sessions lie outside it', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const { id } = await db
    .insertInto('term')
    .values({ name: 'Past', slug: 'past', starts_on: '2020-01-01', ends_on: '2020-03-01' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const { runId } = await addRun(db, {})
  await db.updateTable('run').set({ term_id: id }).where('id', '=', runId).execute()
  expect((await ada.get(paths.adminTerm({ id }))).text).toContain('1 planned session on days outside it')
  await ada.post(paths.adminTermRemoval({ id }))
  expect(await terms()).toHaveLength(1)
})

test('bank holidays to come are offered, added with one press, and not twice', async () => {
  const [ada] = await office(college(), 'Ada')
  const page = await ada.get('/admin/closures')
  expect(load(page.text)('h2').text()).toContain('Bank holidays in England, 2026')
  await ada.post('/admin/closures/bank-holidays', { year: '2026' })
  const added = await closures()
  expect(added).toContainEqual({ name: 'Christmas Day', starts_on: '2026-12-25', ends_on: '2026-12-25' })
  expect(added.every(({ ends_on }) => ends_on >= today.toISOString().slice(0, 10))).toBe(true)
  expect(load((await ada.get('/admin/closures')).text)('h2').text()).not.toContain('England, 2026')
  await ada.post('/admin/closures/bank-holidays', { year: '2026' })
  expect(await closures()).toEqual(added)
  expect((await ada.post('/admin/closures/bank-holidays', { year: 'next' })).status).toBe(400)
})

test('a form that comes twice, even at once, closes the college once; other words are another closure', async () => {
  const [ada] = await office(college(), 'Ada')
  const days = { name: 'Christmas', starts_on: '2026-12-24', ends_on: '2027-01-02' }
  await ada.get('/admin/closures/new')
  const answers = await Promise.all([1, 2].map(() => ada.post('/admin/closures/new', days)))
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect(await closures()).toEqual([days])
  await ada.post('/admin/closures/new', { ...days, name: 'Building work' })
  expect(await closures()).toHaveLength(2)
})

test('two who add the same bank holidays at once add them once', async () => {
  const { db } = college()
  const holidays = [{ name: 'Christmas Day', starts_on: '2026-12-25', ends_on: '2026-12-25' }]
  const add = (tx: Tx) => addBankHolidays(tx, holidays, { now: today, actorId: null })
  const first = await held(db, add)
  const second = inTransaction(db, add)
  expect(await isWaiting(second, db)).toBe(true)
  first.commit()
  expect([await first.result, await second]).toEqual([1, 0])
  expect(await closures()).toHaveLength(1)
})

test('what is still planned on closed days is shown, with the way to it; and the college can open after all', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const { runId } = await addRun(db, { sessions: [{ startsAt: addMinutes(today, 3 * 24 * 60) }] })
  const day = addMinutes(today, 3 * 24 * 60)
    .toISOString()
    .slice(0, 10)
  await ada.get('/admin/closures/new')
  await ada.post('/admin/closures/new', { name: 'Staff day', starts_on: day, ends_on: day })
  expect((await ada.get('/admin/closures')).text).toContain('1 session planned')
  const { id } = await db.selectFrom('closure').select('id').executeTakeFirstOrThrow()
  const page = load((await ada.get(paths.adminClosure({ id }))).text)
  expect(page(`a[href="${paths.adminRun({ id: runId })}"]`)).toHaveLength(1)
  await ada.post(paths.adminClosureRemoval({ id }))
  expect(await closures()).toEqual([])
})

test('a date on a day on which the college is closed is kept, and that is said', async () => {
  const [ada] = await office(college(), 'Ada')
  const { runId, sessionIds } = await addRun(college().db)
  const id = sessionIds[0] ?? ''
  const page = paths.adminSession({ id })
  const closed = { name: 'Staff day', starts_on: '2026-09-15', ends_on: '2026-09-16' }
  await college().db.insertInto('closure').values(closed).execute()
  const notice = async () => noticeOn((await ada.get(paths.adminRunSessions({ id: runId }))).text)
  for (const [address, day] of [
    [page, '15/9/2026'],
    [paths.adminSessionNew({ id: runId }), '16/9/2026'],
  ] as const) {
    const fields = fieldsOn((await ada.get(address)).text, address)
    expect((await ada.post(address, { ...fields, day })).status).toBe(303)
    expect(await notice()).toMatch(/We are closed on (Tue 15|Wed 16) Sept: Staff day\./)
  }
  await ada.post(paths.adminSessionCancellation({ id }))
  await ada.post(paths.adminSessionReturn({ id }))
  expect(await notice()).toContain('We are closed on Tue 15 Sept: Staff day.')
  await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), day: '17/9/2026' })
  expect(await notice()).not.toContain('We are closed')
})

test('a closed day names each of the hundreds of dates planned on it, and all that was ever changed of it', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  await ada.get('/admin/closures/new')
  await ada.post('/admin/closures/new', { name: 'Snow', starts_on: '2026-09-07', ends_on: '2026-09-18' })
  const { id } = await db.selectFrom('closure').select('id').executeTakeFirstOrThrow()
  const { runId } = await addRun(db, { sessions: [{ startsAt: addMinutes(today, 7 * 24 * 60) }] })
  await sql`insert into session (run_id, starts_at, ends_at, venue_id, updated_at)
    select run_id, starts_at + n * interval '2 hours', ends_at + n * interval '2 hours', venue_id, updated_at
    from session, generate_series(1, 119) n where run_id = ${runId}`.execute(db)
  await sql`insert into audit_event (at, action, subject_kind, subject_id, detail)
    select ${today}, 'closure.changed', 'closure', ${id}::uuid, '{}' from generate_series(1, 60)`.execute(db)
  expect((await ada.get('/admin/closures')).text).toContain('120 sessions planned')
  const page = load((await ada.get(paths.adminClosure({ id }))).text)
  expect(page('section[aria-labelledby=planned] li')).toHaveLength(120)
  expect(page('details .row')).toHaveLength(61)
})
