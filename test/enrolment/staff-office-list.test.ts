// What the office's first page finds in the database.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { inTransaction } from '../../src/database/transaction.ts'
import { countCalls, listRunsForOffice } from '../../src/enrolment/page-queries.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { promiseCall } from '../../src/mail/enqueue.ts'
import {
  addCourse,
  addEnrolment,
  addPerson,
  addRun,
  addVenue,
  type NewRun,
  today,
} from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { signUp, words } from './support/people.ts'

const college = testApp()
const inDays = (days: number) => addMinutes(today, days * 24 * 60)
const off = (days: number) => ({ startsAt: inDays(days), status: 'cancelled' as const })

async function listed(run: NewRun, people: number): Promise<boolean> {
  const { db } = college()
  const { runId } = await addRun(db, run)
  for (let one = 0; one < people; one++) await addEnrolment(db, runId, { status: 'waiting' })
  return (await listRunsForOffice(db, today)).some(({ id }) => id === runId)
}

test('a run with people on it and every date cancelled needs the office, and leads to its page', async () => {
  const app = college()
  const { id: course } = await addCourse(app.db, { title: 'Sleep well' })
  const { runId } = await addRun(app.db, { course, sessions: [off(3), off(10)] })
  for (const status of ['confirmed', 'waiting'] as const) await addEnrolment(app.db, runId, { status })
  const { browser } = await signUp(app, 'Office', ['administrator'])
  const page = load((await browser.get('/admin')).text)
  const needs = page('section[aria-labelledby=needs]')
  expect(needs.find('a').text()).toBe('Every date is cancelled: call the run off, or plan new dates')
  expect(needs.find('a').attr('href')).toBe(`/admin/runs/${runId}`)
  expect(needs.text()).toContain('Sleep well, 2 people')
  expect(page('main').text()).not.toContain('1 run still to come')
  const run = words(await browser.get(`/admin/runs/${runId}`))
  expect(run).toContain('Every date still to come is cancelled')
  expect(run).toContain('Call off this run')
})

test.each([
  ['one date left', { sessions: [off(3), { startsAt: inDays(10) }] }, 1, true],
  ['an earlier date that took place', { sessions: [{ startsAt: inDays(-4) }, off(3)] }, 1, true],
  ['no dates at all', { sessions: [] }, 1, true],
  ['nobody on it', { sessions: [off(3)] }, 0, false],
  ['every date in the past', { sessions: [off(-3)] }, 1, false],
  ['people, but called off', { status: 'cancelled', sessions: [off(3)] }, 1, false],
] satisfies [string, NewRun, number, boolean][])('a run with %s', async (_, run, people, shown) => {
  expect(await listed(run, people)).toBe(shown)
})

test('whoever is to be called is counted once, for offers and for news alike', async () => {
  const { db } = college()
  const { runId } = await addRun(db)
  const dora = await addPerson(db, { name: 'Dora', email: null })
  const ed = await addPerson(db, { name: 'Ed', email: null })
  const offered = { person: dora, status: 'offered', offerExpiresAt: inDays(2) } as const
  const enrolmentId = await addEnrolment(db, runId, offered)
  await db
    .updateTable('offer')
    .set({ channel: 'call-list' })
    .where('enrolment_id', '=', enrolmentId)
    .execute()
  expect(await countCalls(db, today)).toBe(1)
  const letter = { template: 'x', subject: 'News', content: emptyContent }
  await inTransaction(db, async (tx) => {
    for (const id of [dora, ed, ed]) {
      const person = { id, name: '', email: null }
      await promiseCall(tx, person, runId, letter, { now: today })
    }
  })
  expect(await countCalls(db, today)).toBe(2)
  expect(await countCalls(db, inDays(3))).toBe(2)
  await db.updateTable('call').set({ done_at: today, done_by: ed }).where('person_id', '=', ed).execute()
  expect([await countCalls(db, today), await countCalls(db, inDays(3))]).toEqual([1, 1])
})

const emptyContent = { heading: 'News', paragraphs: [], facts: [], afterwards: [] }

test('of hundreds of runs the last is there as well: on the office page, and to be changed', async () => {
  const app = college()
  const { id: course } = await addCourse(app.db, { title: 'Wild swimming' })
  const venue = await addVenue(app.db, { name: 'Boathouse' })
  const { runId } = await addRun(app.db, { course, venue, sessions: [{ startsAt: inDays(300) }] })
  await addEnrolment(app.db, runId, { status: 'requested' })
  await sql`with added as (
      insert into run (course_id, mode, status, capacity, created_at, updated_at)
      select ${course}::uuid, 'in-person', 'draft', 10, ${today}, ${today} from generate_series(1, 520) returning id)
    insert into session (run_id, starts_at, ends_at, venue_id, updated_at)
    select added.id, ${inDays(20)}, ${inDays(20.1)}, (select venue_id from session limit 1), ${today} from added`.execute(
    app.db,
  )
  const { browser } = await signUp(app, 'Office', ['administrator'])
  const office = load((await browser.get('/admin')).text)
  expect(office('section[aria-labelledby=needs] a').text()).toBe('1 request to answer')
  expect(office('main').text()).toContain('521 runs still to come')
  // All 521 are called alike: where they meet tells them apart.
  expect(office('.row').last().text()).toContain('Boathouse')
  const choose = load((await browser.get('/admin/bulk-changes/new')).text)
  expect(choose(`select[name=run] option[value=${runId}]`).text()).toMatch(/^Wild swimming, .*, Boathouse$/)
})
