import { load } from 'cheerio'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { insertDown } from '../../src/scheduling/trainers/covers/queries.ts'
import { givePasswords, testApp } from '../support/app.ts'
import {
  addCourse,
  addEnrolment,
  addPerson,
  addRun,
  addVenue,
  type NewRun,
  today,
} from '../support/college.ts'
import { words } from '../enrolment/support/people.ts'

const college = testApp()

const inDays = (days: number) => addMinutes(today, days * 24 * 60)

/** Tess, the peer trainer of a run, signed in. */
async function taught(run: NewRun = {}, title = 'Sleep well') {
  const app = college()
  const { id: course } = await addCourse(app.db, { title })
  const added = await addRun(app.db, { course, ...run })
  await app.db
    .updateTable('person')
    .set({ name: 'Tess', email: 'tess@example.org' })
    .where('id', '=', added.peerId)
    .execute()
  await givePasswords(app.db)
  return { app, ...added, list: `/trainer/runs/${added.runId}`, tess: await app.as('tess@example.org') }
}

async function add(
  runId: string,
  name: string,
  helps: string,
  status: 'confirmed' | 'waiting' | 'offered' | 'requested',
) {
  const { db } = college()
  const person = await addPerson(db, { name, email: `${name.toLowerCase()}-secret@example.org` })
  await db
    .updateTable('person')
    .set({ what_helps: helps, phone: '07700 900999' })
    .where('id', '=', person)
    .execute()
  await addEnrolment(db, runId, { person, status })
  return person
}

test('a trainer finds their runs, the role they have in each, and how many come', async () => {
  const { app, tess, peerId, runId } = await taught({
    capacity: 8,
    sessions: [{ startsAt: inDays(1) }, { startsAt: inDays(8) }],
  })
  await add(runId, 'Amal', '', 'confirmed')
  await add(runId, 'Ben', '', 'waiting')
  const other = await addRun(app.db, { sessions: [{ startsAt: inDays(0.2) }] })
  await app.db
    .insertInto('run_trainer')
    .values({ run_id: other.runId, person_id: peerId, expertise: 'professional' })
    .execute()
  await inTransaction(app.db, (tx) => insertDown(tx, other.sessionIds[0] ?? '', peerId))
  const page = await tess.get('/trainer')
  expect(words(page)).toContain('You are the peer trainer. 2 sessions to come.')
  expect(words(page)).toContain('You are the professional trainer. 1 session to come.')
  expect(words(page)).toContain('1 of 8 places taken')
  expect(words(page)).toContain('1 waiting')
  const hrefs = load(page.text)('main .rows a')
    .map((_, link) => link.attribs.href)
    .get()
  // The soonest first: today's, tomorrow's, next week's; then both runs.
  expect(hrefs).toEqual([other.runId, runId, runId, other.runId, runId].map((id) => `/trainer/runs/${id}`))
})

test.each<[string, NewRun]>([
  ['a draft', { status: 'draft' }],
  ['a run that is called off', { status: 'cancelled' }],
  ['a run that is over', { sessions: [{ startsAt: inDays(-7) }] }],
])('%s is not among them', async (_, run) => {
  const { tess } = await taught(run)
  expect(words(await tess.get('/trainer'))).toContain('Nothing to teach just now')
})

test('the class list says who is coming and what helps them, and nothing else about anyone', async () => {
  const { tess, list, runId } = await taught({
    sessions: [{ startsAt: inDays(3) }, { startsAt: inDays(10) }],
  })
  await add(runId, 'Zoe', 'Large print\nA seat near the door', 'confirmed')
  await add(runId, 'Amal', '', 'confirmed')
  await add(runId, 'Waiting', 'w', 'waiting')
  await add(runId, 'Offered', 'o', 'offered')
  await add(runId, 'Asking', 'a', 'requested')
  const response = await tess.get(list)
  const page = load(response.text)
  expect(page('h1').text()).toBe('Class list: Sleep well')
  const names = page('tbody th[scope="row"]')
    .map((_, cell) => page(cell).text().trim())
    .get()
  expect(names).toEqual(['Amal', 'Zoe'])
  const helps = page('tbody td:first-of-type')
    .map((_, cell) => page(cell).text())
    .get()
  expect(helps[1]).toBe('Large print\nA seat near the door')
  expect(words(response)).toContain('2 people are coming')
  expect(response.text).not.toMatch(/secret@example\.org|07700|Waiting|Offered|Asking/)
})

test('a need is on the class list while its owner shares it, with who comes along, and nobody else’s is', async () => {
  const { app, tess, list, runId } = await taught({ sessions: [{ startsAt: inDays(3) }] })
  const amal = await add(runId, 'Amal', 'A seat near the door', 'confirmed')
  const waiting = await add(runId, 'Ben', '', 'waiting')
  const need = { kind: 'format' as const, detail: '', recorded_at: today, review_on: '2027-09-01' }
  await app.db
    .insertInto('access_need')
    .values([
      {
        ...need,
        person_id: amal,
        recorded_by: amal,
        need: 'large-print',
        detail: '18 point',
        share_with_trainers: true,
      },
      { ...need, person_id: amal, recorded_by: amal, need: 'braille', share_with_trainers: false },
      {
        ...need,
        person_id: amal,
        recorded_by: amal,
        need: 'audio',
        share_with_trainers: true,
        ended_at: today,
      },
      { ...need, person_id: waiting, recorded_by: waiting, need: 'easy-read', share_with_trainers: true },
    ])
    .execute()
  await app.db
    .insertInto('supporter')
    .values({ person_id: amal, name: 'Ana', comes_along: true, updated_at: today })
    .execute()
  const response = await tess.get(list)
  const helps = load(response.text)('tbody td').first()
  expect(helps.text()).toBe('Large print: 18 pointWith Ana, who comes along.A seat near the door')
  expect(response.text).not.toMatch(/Braille|Audio|Easy read/)
  await app.db.updateTable('access_need').set({ share_with_trainers: false }).execute()
  expect((await tess.get(list)).text).not.toContain('Large print')
})

test('it has a box to tick for each date that takes place, and for each person', async () => {
  const sessions = [
    { startsAt: inDays(3) },
    { startsAt: inDays(10), status: 'cancelled' as const },
    { startsAt: inDays(17) },
  ]
  const { tess, list, runId } = await taught({ sessions })
  await add(runId, 'Amal', '', 'confirmed')
  const page = load((await tess.get(list)).text)
  const heads = page('thead th')
    .map((_, cell) => page(cell).text())
    .get()
  expect(heads.slice(3)).toEqual(['Fri 4 Sept', 'Fri 18 Sept'])
  expect(page('tbody tr td.people__tick')).toHaveLength(2)
})

test('a trainer joins the class with the others: both names, both roles, and the place', async () => {
  const { app, tess, list, professionalId } = await taught({
    venue: await addVenue(college().db, { name: 'Library', address: '4 Mill Lane' }),
  })
  await app.db.updateTable('person').set({ name: 'Prof' }).where('id', '=', professionalId).execute()
  const text = words(await tess.get(list))
  expect(text).toMatch(/Peer trainer.{0,5}Tess|Tess.{0,5}Peer trainer/)
  expect(text).toMatch(/Professional trainer.{0,5}Prof|Prof.{0,5}Professional trainer/)
  expect(text).toContain('Library, 4 Mill Lane')
  expect(text).toContain('Nobody has enrolled yet')
})

test('somebody who stops teaching a run no longer finds its people', async () => {
  const { app, tess, list, runId, peerId } = await taught({ trainers: 'both' })
  await add(runId, 'Amal', '', 'confirmed')
  expect((await tess.get(list)).text).toContain('Amal')
  await app.db.updateTable('run').set({ co_delivery_override: 'Ill' }).where('id', '=', runId).execute()
  await app.db.deleteFrom('run_trainer').where('person_id', '=', peerId).execute()
  const gone = await tess.get(list)
  expect([gone.status, gone.text.includes('Amal')]).toEqual([404, false])
})

test('the class list is never kept by a browser or a proxy', async () => {
  const { tess, list } = await taught()
  expect((await tess.get(list)).headers['cache-control']).toBe('no-store')
})
