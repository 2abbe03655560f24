import { load } from 'cheerio'
import { addMinutes } from '../../../src/lib/time.ts'
import { givePasswords, testApp } from '../../support/app.ts'
import {
  addCourse,
  addEnrolment,
  addPerson,
  addRun,
  addVenue,
  type NewRun,
  today,
} from '../../support/college.ts'
import { mergeIdOf, officeOf } from '../../enrolment/merging/support/records.ts'
import { words } from '../../enrolment/support/people.ts'

const college = testApp()
const oneLine = (part: { text(): string }) => part.text().replace(/\s+/g, ' ').trim()

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

test('the class list says who is coming and what helps them, and nothing else about anyone', async () => {
  const { tess, list, runId } = await taught({
    sessions: [{ startsAt: inDays(3) }, { startsAt: inDays(10) }],
  })
  await add(runId, 'Zoe', 'Large print\nA seat near the door', 'confirmed')
  await add(runId, 'Amal', '', 'confirmed')
  await add(runId, 'Waiting', 'w', 'waiting')
  await add(runId, 'Offered', 'o', 'offered')
  await add(runId, 'Asking', 'a', 'requested')
  const secrets = { postal_address: '1 Quiet Lane', student_kind: 'staff' as const }
  await college().db.updateTable('person').set(secrets).where('name', '=', 'Zoe').execute()
  const response = await tess.get(list)
  const page = load(response.text)
  expect(page('h1').text()).toBe('Class list: Sleep well')
  const names = page('tbody th[scope="row"]')
    .map((_, cell) => page(cell).find('.class-name').text())
    .get()
  expect(names).toEqual(['Amal', 'Zoe'])
  expect(page('tbody td:first-of-type').eq(1).text()).toBe('Large print\nA seat near the door')
  expect(words(response)).toContain('2 people are coming')
  expect(response.text).not.toMatch(/secret@example\.org|07700|Quiet Lane|Waiting|Offered|Asking/)
  expect(page('main').text()).not.toMatch(/staff/i)
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
  expect(heads.slice(2)).toEqual(['Fri 4 Sept', 'Fri 18 Sept'])
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
  expect(text).toContain('Nobody is coming yet')
})

test('what somebody needs in the room stands first; who left is named with the day, and nothing that helps them', async () => {
  const { app, tess, list, runId } = await taught({ sessions: [{ startsAt: inDays(3) }], capacity: 3 })
  const { db } = app
  const people = await Promise.all(
    ['Amal', 'Bo', 'Cleo', 'Dee', 'Eve'].map((name) => add(runId, name, `${name} likes tea`, 'confirmed')),
  )
  const [amal = '', bo = '', cleo = '', dee = '', eve = ''] = people
  await addEnrolment(db, runId, { status: 'waiting' })
  const need = { kind: 'in-the-room' as const, recorded_at: today, review_on: '2027-09-01' }
  await db
    .insertInto('access_need')
    .values(
      [amal, bo].map((person_id) => ({
        ...need,
        person_id,
        recorded_by: person_id,
        need: 'step-free' as const,
        detail: 'A scooter',
        share_with_trainers: true,
      })),
    )
    .execute()
  const leave = (person: string, status: 'withdrawn' | 'cancelled', ended_at: Date) =>
    db.updateTable('enrolment').set({ status, ended_at }).where('person_id', '=', person).execute()
  await leave(bo, 'withdrawn', inDays(1))
  await leave(cleo, 'cancelled', inDays(2))
  // Dee withdrew and has a place again; Eve closed her account.
  await leave(dee, 'withdrawn', inDays(1))
  await addEnrolment(db, runId, { person: dee, joinedAt: inDays(2) })
  await leave(eve, 'withdrawn', inDays(1))
  await db
    .updateTable('person')
    .set({
      erased_at: today,
      name: 'Erased',
      email: null,
      phone: null,
      what_helps: '',
      preferred_contact: 'post',
    })
    .where('id', '=', eve)
    .execute()
  const response = await tess.get(list)
  const page = load(response.text)
  const cells = page('tbody tr')
    .map((_, row) =>
      oneLine(page(row))
        .replace(/to tick$/, '')
        .trim(),
    )
    .get()
  expect(cells).toEqual([
    'Amal First time with us Step-free: A scooter Amal likes tea',
    'Dee First time with us Dee likes tea',
  ])
  expect(words(response)).toContain('2 of 3 places taken, 1 free. 1 person is waiting.')
  const left = page('.class-left .row')
    .map((_, row) => oneLine(page(row)))
    .get()
  expect(left).toEqual([
    'Bo Withdrew on Wednesday 2 September 2026',
    'Cleo Taken off by the office on Thursday 3 September 2026',
  ])
  expect(response.text).not.toMatch(/Erased|(Bo|Cleo|Eve) likes tea/)
})

test('somebody with two records that were joined, each with a place, is on the list once', async () => {
  const { app, tess, list, runId } = await taught({ sessions: [{ startsAt: inDays(3) }] })
  const kept = await add(runId, 'Amal', 'Tea', 'confirmed')
  const merged = await add(runId, 'Amalia', '', 'confirmed')
  mergeIdOf(await (await officeOf(app)).merge(kept, merged))
  const page = load((await tess.get(list)).text)
  expect(
    page('.class-name')
      .map((_, name) => page(name).text())
      .get(),
  ).toEqual(['Amal'])
  expect(page('.people__caption').text()).toBe('1 person is coming')
})

test('who stands in finds the register of that date, on that day too, and no way to those of others', async () => {
  const { app, tess, list, runId, peerId, sessionIds } = await taught({
    sessions: [{ startsAt: inDays(-7) }, { startsAt: addMinutes(today, -180) }, { startsAt: inDays(7) }],
    now: inDays(-9),
  })
  const registers = async () => {
    const page = load((await tess.get(list)).text)
    return page('ul[aria-label=Registers] a')
      .map((_, link) => page(link).attr('href'))
      .get()
  }
  expect(await registers()).toEqual(sessionIds.map((id) => `/trainer/sessions/${id}/register`))
  // They left, and gave the date of this morning in the place of somebody else: a class of today is not over for them.
  await app.db.updateTable('run').set({ co_delivery_override: 'Ill' }).where('id', '=', runId).execute()
  await app.db
    .updateTable('run_trainer')
    .set({ left_at: inDays(-2) })
    .where('person_id', '=', peerId)
    .execute()
  await app.db
    .deleteFrom('session_trainer')
    .where('person_id', '=', peerId)
    .where('session_id', '<>', sessionIds[1] ?? '')
    .execute()
  const own = `/trainer/sessions/${sessionIds[1] ?? ''}/register`
  expect(await registers()).toEqual([own])
  expect((await tess.get('/trainer')).text).toContain(own)
  const back = async () => load((await tess.get(own)).text)('.back a').attr('href')
  expect(await back()).toBe(list)
  app.clock.now = inDays(2)
  expect((await tess.get(list)).status).toBe(404)
  expect(await back()).toBe('/trainer')
})

test('a first time is one by what they came to or come to first, not by what they booked first', async () => {
  const { app, tess, list, runId } = await taught({ sessions: [{ startsAt: inDays(10) }] })
  const { db } = app
  const firstTimers = async () => {
    const page = load((await tess.get(list)).text)
    return page('tbody th:has(.class-first) .class-name')
      .map((_, name) => page(name).text())
      .get()
  }
  for (const name of ['Amal', 'Bo', 'Cleo', 'Dee', 'Eve']) await add(runId, name, '', 'confirmed')
  const idOf = async (name: string) =>
    (await db.selectFrom('person').where('name', '=', name).select('id').executeTakeFirstOrThrow()).id
  const elsewhere = (days: number) => addRun(db, { sessions: [{ startsAt: inDays(days) }] })
  // Bo booked something that comes later; Cleo comes to something before; Dee gave that back; Eve came once.
  await addEnrolment(db, (await elsewhere(20)).runId, { person: await idOf('Bo'), joinedAt: inDays(-9) })
  const before = await elsewhere(2)
  await addEnrolment(db, before.runId, { person: await idOf('Cleo') })
  const givenBack = await addEnrolment(db, before.runId, { person: await idOf('Dee') })
  const gone = { status: 'withdrawn' as const, ended_at: today }
  await db.updateTable('enrolment').set(gone).where('id', '=', givenBack).execute()
  const past = await elsewhere(-5)
  const came = await addEnrolment(db, past.runId, { person: await idOf('Eve'), joinedAt: inDays(-9) })
  const said = { mark: 'late', marked_at: inDays(-5), marked_by: past.peerId, means: 'page' } as const
  await db.updateTable('attendance').set(said).where('enrolment_id', '=', came).execute()
  await db.updateTable('enrolment').set(gone).where('id', '=', came).execute()
  expect(await firstTimers()).toEqual(['Amal', 'Bo', 'Dee'])
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
