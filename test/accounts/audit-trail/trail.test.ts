import { load } from 'cheerio'
import type { AuditAction } from '../../../src/database/audit-actions.ts'
import { recordInAuditTrail } from '../../../src/database/audit-trail.ts'
import type { Db } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { addClosure, removeClosure } from '../../../src/scheduling/closures/change-closure.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, addVenue, today } from '../../support/college.ts'

const college = testApp()

async function people(db: Db) {
  const admin = await addPerson(db, {
    name: 'Ada Office',
    email: 'admin@example.org',
    roles: ['administrator'],
  })
  const auditor = await addPerson(db, { name: 'Aud Itor', email: 'auditor@example.org', roles: ['auditor'] })
  const wren = await addPerson(db, { name: 'Wren Malley', email: 'wren@example.org' })
  await givePasswords(db)
  return { admin, auditor, wren }
}

async function note(
  db: Db,
  actorId: string | null,
  action: AuditAction,
  id: string,
  at = today,
  detail = {},
) {
  const kind = action.startsWith('run') ? 'run' : action.startsWith('enrol') ? 'enrolment' : 'person'
  await inTransaction(db, (tx) =>
    recordInAuditTrail(tx, { at, actorId, action, subject: { kind, id }, detail }),
  )
}

const rowsOf = (html: string) =>
  load(html)('tbody tr')
    .toArray()
    .map((row) =>
      load(row)('th, td')
        .toArray()
        .map((cell) => load(cell).text().trim()),
    )

test('an auditor reads who did what about whom, in words, newest first', async () => {
  const { db, as } = college()
  const { admin, wren } = await people(db)
  const { runId, courseId } = await addRun(db)
  await db.updateTable('course').set({ title: 'Sleep well' }).where('id', '=', courseId).execute()
  const enrolment = await addEnrolment(db, runId, { person: wren })
  await note(db, admin, 'run.capacity-changed', runId, today, { from: 10, to: 12, overFullReason: null })
  await note(db, null, 'run.ended', runId)
  await note(db, admin, 'enrolment.priority-given', enrolment)
  const auditor = await as('auditor@example.org')
  const page = await auditor.get('/admin/audit-trail')
  expect(page.status).toBe(200)
  expect(rowsOf(page.text)).toEqual([
    ['Tue 1 Sept 2026, 10am', 'Aud Itor', 'looked at the audit trail', 'Aud Itor', ''],
    ['Tue 1 Sept 2026, 10am', 'Ada Office', 'put a person first in line', 'Wren Malley, Sleep well', ''],
    ['Tue 1 Sept 2026, 10am', 'The system', 'closed a run that was over', 'Sleep well', ''],
    [
      'Tue 1 Sept 2026, 10am',
      'Ada Office',
      'changed how many places a run has',
      'Sleep well',
      'from: 10; to: 12',
    ],
  ])
})

test('what is planned with is called by its name', async () => {
  const { db, as } = college()
  const { admin } = await people(db)
  const { courseId } = await addRun(db)
  const { title } = await db.selectFrom('course').select('title').executeTakeFirstOrThrow()
  const venueId = await addVenue(db)
  const room = await db
    .insertInto('room')
    .values({ venue_id: venueId, name: 'Heron Room' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const days = { name: 'Staff days', starts_on: '2026-09-15', ends_on: '2026-09-16' }
  const doing = { actorId: admin, now: today }
  const removed = { ...days, name: 'Snow' }
  await inTransaction(db, async (tx) => {
    await removeClosure(tx, await addClosure(tx, removed, doing), doing)
    await addClosure(tx, days, doing)
  })
  for (const [action, subject] of [
    ['course.changed', { kind: 'course', id: courseId }],
    ['room.changed', { kind: 'room', id: room.id }],
    ['trainer.changed', { kind: 'trainer', id: admin }],
  ] as const)
    await inTransaction(db, (tx) => recordInAuditTrail(tx, { at: today, actorId: admin, action, subject }))
  const page = await (await as('auditor@example.org')).get('/admin/audit-trail')
  expect(rowsOf(page.text).map(([, , , about]) => about)).toEqual([
    'Aud Itor',
    'Ada Office',
    expect.stringMatching(/^Heron Room, ./),
    title,
    'Staff days, 15 Sep 2026 to 16 Sep 2026',
    'Snow',
    'Snow',
  ])
})

test('signing in brings an auditor to the trail, with ways to what they may see and no others', async () => {
  const { db, visitor } = college()
  await people(db)
  const browser = visitor()
  await browser.get('/sign-in')
  const { headers } = await browser.post('/sign-in', {
    email: 'auditor@example.org',
    password: 'three calm words',
  })
  expect(headers.location).toBe('/admin/audit-trail')
  const links = load((await browser.get('/admin/overview')).text)('nav[aria-label="Main"] a')
  const addresses = links.toArray().map((link) => load(link)('a').attr('href') ?? '')
  expect(addresses).toContain('/admin/permissions')
  for (const address of addresses)
    expect([address, (await browser.get(address)).status]).toEqual([address, 200])
})

test('lines are found by whom they are about, who did it, what was done, and the day in the college', async () => {
  const { db, as } = college()
  const { admin, auditor, wren } = await people(db)
  // Half past midnight of 2 September in London is still 1 September in UTC.
  await note(db, admin, 'person.told', wren, new Date('2026-09-01T23:30:00Z'))
  await note(db, auditor, 'person.told', admin, new Date('2026-08-31T12:00:00Z'))
  const browser = await as('admin@example.org')
  const found = async (query: string) => {
    const page = await browser.get(`/admin/audit-trail?${query}`)
    return rowsOf(page.text)
      .filter(([, , what]) => what !== 'looked at the audit trail')
      .map(([, , , about]) => about)
  }
  expect(await found('')).toEqual(['Ada Office', 'Wren Malley'])
  expect(await found('person=malley')).toEqual(['Wren Malley'])
  expect(await found(`person=${wren}`)).toEqual(['Wren Malley'])
  expect(await found('by=aud')).toEqual(['Ada Office'])
  expect(await found('by=%25')).toEqual([])
  expect(await found('action=run.ended')).toEqual([])
  expect(await found('action=person.told')).toHaveLength(2)
  expect(await found('from=2026-09-02')).toEqual(['Wren Malley'])
  expect(await found('until=2026-09-01')).toEqual(['Ada Office'])
  expect(await found('from=2026-08-31&until=2026-08-31')).toEqual(['Ada Office'])
})

test.each([
  ['from=yesterday', 'Enter a day, like 2026-09-01'],
  ['until=2026-02-30', 'Enter a day, like 2026-09-01'],
  ['from=2026-09-02&until=2026-09-01', 'The last day is before the first: enter a later one'],
  ['person=a&person=b', 'Enter one value'],
])('a choice that cannot be, %s, is said beside its field', async (query, message) => {
  const { db, as } = college()
  await people(db)
  const page = await (await as('auditor@example.org')).get(`/admin/audit-trail?${query}`)
  expect(page.status).toBe(422)
  expect(load(page.text)('.nhsuk-error-message').text()).toContain(message)
})

test('a long trail is read page by page without repeating or missing a line, whatever is added meanwhile', async () => {
  const { db, as } = college()
  const { admin, wren } = await people(db)
  for (let line = 0; line < 70; line++)
    await note(db, admin, 'person.told', wren, addMinutes(today, -line), { line })
  const auditor = await as('auditor@example.org')
  const first = await auditor.get('/admin/audit-trail?person=wren')
  await note(db, admin, 'person.told', wren, today, { line: 'new' })
  const older = load(first.text)('a[rel="next"]').attr('href') ?? ''
  const second = await auditor.get(older)
  const seen = [...rowsOf(first.text), ...rowsOf(second.text)].map((row) => row[4])
  expect(seen).toEqual([...Array(70).keys()].map((line) => `line: ${69 - line}`))
  expect(load(second.text)('a[rel="next"]')).toHaveLength(0)
})

test('looking leaves one line a day for each who looks, and each download one', async () => {
  const { db, as, clock } = college()
  await people(db)
  const auditor = await as('auditor@example.org')
  const admin = await as('admin@example.org')
  const looks = async (action: string) =>
    (await db.selectFrom('audit_event').where('action', '=', action).select('id').execute()).length
  for (const browser of [auditor, auditor, admin]) await browser.get('/admin/audit-trail')
  expect(await looks('trail.looked-at')).toBe(2)
  clock.now = addMinutes(today, 24 * 60)
  await auditor.get('/admin/audit-trail')
  expect(await looks('trail.looked-at')).toBe(3)
  await auditor.get('/admin/audit-trail.csv')
  await auditor.get('/admin/audit-trail.csv')
  expect(await looks('trail.downloaded')).toBe(2)
})

test('the file holds every line that was asked for, and no name in it is a formula', async () => {
  const { db, as } = college()
  const { admin } = await people(db)
  const formula = '=HYPERLINK("http://example.org","a ""present""")'
  const mallory = await addPerson(db, { name: formula })
  for (let line = 0; line < 1005; line++) await note(db, admin, 'person.told', mallory, today, { line })
  const file = await (await as('auditor@example.org')).agent.get('/admin/audit-trail.csv?person=HYPER')
  expect(file.headers['content-disposition']).toBe('attachment; filename=audit-trail.csv')
  expect(file.headers['cache-control']).toBe('no-store')
  const lines = file.text.trimEnd().split('\r\n')
  expect(lines).toHaveLength(1 + 1005)
  expect(lines[0]).toBe('\uFEFF"When","Who","What","About","More","Number"')
  expect(lines[1]).toContain(`"'=HYPERLINK(""http://example.org"",""a """"present"""""")"`)
})
