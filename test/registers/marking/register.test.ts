import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'
import { errorsOn, noticeOn } from '../../support/office.ts'
import { addClass, adding, fieldsOf, marksOf, readPage, send } from './support.ts'

const college = testApp()
const newId = '3c9c1f0e-1111-4111-8111-111111111111'
const text = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

test('everyone came, and then who did not: one press, and one correction that keeps its history', async () => {
  const { db } = college()
  const { sessionId, places, peer, professional } = await addClass(college())
  const sent = await send(peer, sessionId, { ...(await readPage(peer, sessionId)), everyone: 'yes' })
  expect([sent.status, sent.headers.location]).toEqual([303, paths.sessionRegister({ id: sessionId })])
  expect(await marksOf(db, sessionId)).toEqual({ Amal: 'present', Bo: 'present', Cleo: 'present' })

  const page = await readPage(professional, sessionId)
  expect(page).toMatchObject({ [`was-${places[1]}`]: 'present', [`mark-${places[1]}`]: 'present' })
  await send(professional, sessionId, {
    ...page,
    [`mark-${places[1]}`]: 'no-word',
    [`mark-${places[2]}`]: 'late',
  })
  expect(await marksOf(db, sessionId)).toEqual({ Amal: 'present', Bo: 'no-word', Cleo: 'late' })

  const shown = (await peer.get(paths.sessionRegister({ id: sessionId }))).text
  expect(text(shown)).toContain('Noted by Otto Professional, Tue 1 Sept, 10am')
  expect(text(shown)).toContain(
    'Here: Pia Peer, Tue 1 Sept, 10amNo word: Otto Professional, Tue 1 Sept, 10am',
  )
  const events = await db
    .selectFrom('attendance_event')
    .select(['from_mark', 'to_mark', 'means'])
    .orderBy('id')
    .execute()
  expect(events).toEqual([
    ...Array.from({ length: 3 }, () => ({ from_mark: null, to_mark: 'present', means: 'everyone' })),
    expect.objectContaining({ from_mark: 'present', means: 'page' }),
    expect.objectContaining({ from_mark: 'present', means: 'page' }),
  ])
})

test('two trainers mark at once: what differs is shown, theirs stands, the rest of mine is noted', async () => {
  const { db } = college()
  const { sessionId, places, peer, professional } = await addClass(college())
  const [amal, bo, cleo] = places
  const [mine, theirs] = [await readPage(peer, sessionId), await readPage(professional, sessionId)]
  await send(professional, sessionId, { ...theirs, [`mark-${amal}`]: 'late', [`mark-${bo}`]: 'present' })
  const answer = await send(peer, sessionId, {
    ...mine,
    [`mark-${amal}`]: 'no-word',
    [`mark-${bo}`]: 'present',
    [`mark-${cleo}`]: 'present',
  })
  expect([answer.status, errorsOn(answer.text)]).toEqual([409, 'Amal was marked by somebody else meanwhile'])
  expect(text(answer.text)).toContain('Otto Professional noted “Late” meanwhile, and you chose “No word”')
  expect(await marksOf(db, sessionId)).toEqual({ Amal: 'late', Bo: 'present', Cleo: 'present' })

  // My choice is still there, over what stands now: pressing again makes it so.
  const again = fieldsOf(answer.text)
  expect(again).toMatchObject({ [`was-${amal}`]: 'late', [`mark-${amal}`]: 'no-word' })
  expect((await send(peer, sessionId, again)).status).toBe(303)
  expect(await marksOf(db, sessionId)).toMatchObject({ Amal: 'no-word' })
})

test('the same sent twice from a phone is noted once, is saved both times for whoever reads it, and says that it came from one', async () => {
  const { db } = college()
  const { sessionId, places, peer } = await addClass(college())
  const marked = { ...(await readPage(peer, sessionId)), [`mark-${places[0]}`]: 'left-early', means: 'phone' }
  expect((await send(peer, sessionId, marked)).status).toBe(303)
  expect((await send(peer, sessionId, marked)).status).toBe(303)
  const events = await db.selectFrom('attendance_event').select(['to_mark', 'means']).execute()
  expect(events).toEqual([{ to_mark: 'left-early', means: 'phone' }])
  const notice = async () => noticeOn((await peer.get(paths.sessionRegister({ id: sessionId }))).text)
  expect(await notice()).toContain('The register is saved')
  await send(peer, sessionId, await readPage(peer, sessionId))
  expect(await notice()).toContain('Nothing was changed')
})

test('somebody who gave their place up during the class keeps the mark that arrives afterwards', async () => {
  const { db, config, clock } = college()
  const { sessionId, nextId, places, peer } = await addClass(college())
  const page = await readPage(peer, sessionId)
  await deedsIn(db, { clock: () => clock.now, config }).withdraw(places[2])
  expect(await marksOf(db, sessionId)).toEqual({ Amal: null, Bo: null })
  expect(await marksOf(db, nextId)).toEqual({ Amal: null, Bo: null })
  await send(peer, sessionId, { ...page, [`mark-${places[2]}`]: 'left-early' })
  expect(await marksOf(db, sessionId)).toEqual({ Amal: null, Bo: null, Cleo: 'left-early' })
  // What helps somebody is no use any more when they have left.
  await db
    .updateTable('person')
    .set({ what_helps: 'A seat near the door' })
    .where('name', '=', 'Cleo')
    .execute()
  const shown = text((await peer.get(paths.sessionRegister({ id: sessionId }))).text)
  expect(shown).toContain('Left on Tue 1 Sept')
  expect(shown).not.toContain('A seat near the door')
})

test('of somebody who was not expected, or left before anybody said anything, nothing can be sent that makes a row', async () => {
  const { db, config, clock } = college()
  const { runId, sessionId, nextId, places, peer } = await addClass(college())
  const stale = await readPage(peer, sessionId)
  const early = await readPage(peer, nextId)
  await deedsIn(db, { clock: () => clock.now, config }).withdraw(places[2])
  // As it was shown, with nothing said; a mark that was there and is taken away; what is refused.
  await send(peer, sessionId, { ...stale, [`was-${places[2]}`]: 'late' })
  expect((await send(peer, nextId, { ...early, [`mark-${places[2]}`]: 'present' })).status).toBe(422)
  expect((await send(peer, nextId, { ...early, everyone: 'yes' })).status).toBe(422)
  clock.now = addMinutes(today, 3 * 60)
  const late = await addEnrolment(db, runId, {
    person: await addPerson(db, { name: 'Lee' }),
    joinedAt: clock.now,
  })
  await send(peer, sessionId, { [`was-${late}`]: '', [`mark-${late}`]: 'present' })
  expect(await marksOf(db, sessionId)).toEqual({ Amal: null, Bo: null })
  expect(await marksOf(db, nextId)).toEqual({ Amal: null, Bo: null, Lee: null })
  // A page from before they left, sent when the class has come.
  clock.now = addMinutes(today, 7 * 24 * 60)
  const again = await college().as('peer@example.org')
  await again.get(paths.sessionRegister({ id: nextId }))
  const came = { [`mark-${places[0]}`]: 'present', [`mark-${places[2]}`]: 'present' }
  expect((await send(again, nextId, { ...early, ...came })).status).toBe(303)
  expect(await marksOf(db, nextId)).toEqual({ Amal: 'present', Bo: null, Lee: null })
  expect(noticeOn((await again.get(paths.sessionRegister({ id: nextId }))).text)).toContain(
    'One person whom you marked had no place any more when the class began, so nothing is noted of them. If they came, please write down their name below.',
  )
})

test('before its day a register takes only who told us; who came is refused, and nothing is lost', async () => {
  const { db } = college()
  const { nextId, places, peer } = await addClass(college())
  const page = await readPage(peer, nextId)
  const early = await send(peer, nextId, { ...page, [`mark-${places[0]}`]: 'present' })
  expect([early.status, errorsOn(early.text)]).toEqual([
    422,
    'Who came can be noted from the day of the class on',
  ])
  expect((await send(peer, nextId, { ...page, [`mark-${places[0]}`]: 'told-us' })).status).toBe(303)
  expect(await marksOf(db, nextId)).toEqual({ Amal: 'told-us', Bo: null, Cleo: null })
  expect((await send(peer, nextId, adding(newId, 'Robin'))).status).toBe(422)
})

const calledOff =
  'This class was called off, so nothing was noted. If it takes place all the same, please tell the office'

test('a class that was called off has nothing to mark', async () => {
  const { db } = college()
  const { sessionId, places, peer } = await addClass(college())
  const page = await readPage(peer, sessionId)
  await db.updateTable('session').set({ status: 'cancelled' }).where('id', '=', sessionId).execute()
  const answer = await send(peer, sessionId, { ...page, [`mark-${places[0]}`]: 'present' })
  expect(answer.status).toBe(422)
  expect(errorsOn(answer.text)).toBe(calledOff)
  expect(text(answer.text)).toContain('This class was called off, so there is nothing to mark')
  const walkedIn = await send(peer, sessionId, adding(newId, 'Robin'))
  expect([walkedIn.status, errorsOn(walkedIn.text)]).toEqual([422, calledOff])
  expect(await db.selectFrom('walk_in').select('id').execute()).toEqual([])
  expect(await marksOf(db, sessionId)).toMatchObject({ Amal: null })
})

test('what was said of a class that moves meanwhile was said of its old day: it is shown, and nothing is noted', async () => {
  const { db } = college()
  const { sessionId, nextId, places, peer, professional } = await addClass(college())
  const page = await readPage(peer, nextId)
  const startsAt = addMinutes(today, 9 * 24 * 60)
  const times = { starts_at: startsAt, ends_at: addMinutes(startsAt, 60) }
  await db.updateTable('session').set(times).where('id', '=', nextId).execute()
  await send(professional, nextId, {
    ...(await readPage(professional, nextId)),
    [`mark-${places[1]}`]: 'told-us',
  })
  const answer = await send(peer, nextId, { ...page, [`mark-${places[0]}`]: 'told-us' })
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    409,
    'This class has moved to Thursday 10 September 2026 meanwhile, and nothing was noted yet. Look whether what you chose is right for that day, and save again',
  ])
  expect(await marksOf(db, nextId)).toEqual({ Amal: null, Bo: 'told-us', Cleo: null })

  // What was chosen is still ticked, and saved again it stands; what was not touched takes nothing back.
  const again = fieldsOf(answer.text)
  expect(again).toMatchObject({ [`mark-${places[0]}`]: 'told-us', [`mark-${places[1]}`]: 'told-us' })
  expect((await send(peer, nextId, again)).status).toBe(303)
  expect(await marksOf(db, nextId)).toEqual({ Amal: 'told-us', Bo: 'told-us', Cleo: null })
  expect((await send(peer, nextId, { ...again, day: 'Thursday' })).status).toBe(400)
  // Who came without a place came on a day, too.
  const walkIn = await send(peer, sessionId, { day: '2026-08-31', ...adding(newId, 'Robin') })
  expect([walkIn.status, load(walkIn.text)(`#name-${newId}`).attr('value')]).toEqual([409, 'Robin'])
  expect(await db.selectFrom('walk_in').select('id').execute()).toEqual([])
  expect((await send(peer, sessionId, { ...page, day: '2026-09-01' })).status).toBe(303)
})

const walkInsOf = (html: string) =>
  load(html)('[aria-label="Came without a place"] .row__title')
    .toArray()
    .map((one) => load(one).text())

test('whoever is added or taken out takes the marks of the page along, and saving adds who was typed in', async () => {
  const { db } = college()
  const { sessionId, places, peer, professional } = await addClass(college())
  const [amal, bo, cleo] = places
  const page = async () => (await peer.get(paths.sessionRegister({ id: sessionId }))).text
  await send(peer, sessionId, {
    ...(await readPage(peer, sessionId)),
    ...adding(newId, 'Robin'),
    [`mark-${amal}`]: 'late',
  })
  const added = await page()
  expect([await marksOf(db, sessionId), walkInsOf(added)]).toEqual([
    { Amal: 'late', Bo: null, Cleo: null },
    ['Robin'],
  ])
  expect(noticeOn(added)).toContain('The register is saved, and who you added is on it')

  const typed = Object.keys(fieldsOf(added)).find((name) => name.startsWith('name-')) ?? ''
  await send(peer, sessionId, { ...fieldsOf(added), [typed]: 'Wren', [`mark-${bo}`]: 'present' })
  expect(walkInsOf(await page())).toEqual(['Robin', 'Wren'])

  // A conflict holds up nobody else: theirs stands, the one who is taken out is out.
  const stale = await readPage(peer, sessionId)
  await send(professional, sessionId, { ...stale, [`mark-${cleo}`]: 'late' })
  const answer = await send(peer, sessionId, { ...stale, [`mark-${cleo}`]: 'no-word', 'take-out': newId })
  expect([answer.status, walkInsOf(answer.text)]).toEqual([409, ['Wren']])
  expect(await marksOf(db, sessionId)).toEqual({ Amal: 'late', Bo: 'present', Cleo: 'late' })
})

test('nobody is added without a name: the marks are saved, and what else was typed stays where it was', async () => {
  const { db } = college()
  const { sessionId, nextId, places, peer } = await addClass(college())
  const page = await readPage(peer, sessionId)
  const nobody = await send(peer, sessionId, {
    ...page,
    ...adding(newId, ' ', '07700 900123'),
    [`mark-${places[0]}`]: 'late',
  })
  expect([nobody.status, errorsOn(nobody.text)]).toEqual([422, 'Enter the name they would like us to use'])
  expect(load(nobody.text)(`#contact-${newId}`).attr('value')).toBe('07700 900123')
  expect(await marksOf(db, sessionId)).toMatchObject({ Amal: 'late' })
  expect((await send(peer, sessionId, { ...page, ...adding(newId, '') })).status).toBe(422)
  // Of another class nobody is taken out.
  await send(peer, sessionId, adding(newId, 'Robin'))
  await send(peer, nextId, { 'take-out': newId })
  expect(walkInsOf((await peer.get(paths.sessionRegister({ id: sessionId }))).text)).toEqual(['Robin'])
})

test.each([
  { 'was-x': '' },
  { 'mark-3c9c1f0e-1111-4111-8111-111111111111': 'present' },
  { 'was-3c9c1f0e-1111-4111-8111-111111111111': 'here' },
  { 'was-3c9c1f0e-1111-4111-8111-111111111111': '', 'mark-3c9c1f0e-1111-4111-8111-111111111111': 'dead' },
  { 'name-x': 'Robin' },
  { 'take-out': 'x' },
  { 'people-was': 'many' },
  // Where people have a place, no page of ours asks for a count.
  { people: '7', 'people-was': '' },
])('what no page of ours sends is refused: %j', async (fields) => {
  const { sessionId, peer } = await addClass(college())
  await readPage(peer, sessionId)
  expect((await send(peer, sessionId, fields)).status).toBe(400)
})

test('a mark for somebody of another run changes nothing there', async () => {
  const { db } = college()
  const { sessionId, peer } = await addClass(college())
  const { runId, sessionIds } = await addRun(db, { sessions: [{ startsAt: addMinutes(today, -60) }] })
  const elsewhere = await addEnrolment(db, runId, {
    person: await addPerson(db),
    joinedAt: addMinutes(today, -999),
  })
  const page = await readPage(peer, sessionId)
  await send(peer, sessionId, { ...page, [`was-${elsewhere}`]: '', [`mark-${elsewhere}`]: 'present' })
  expect(Object.values(await marksOf(db, sessionIds[0] ?? ''))).toEqual([null])
  expect(await marksOf(db, sessionId)).toEqual({ Amal: null, Bo: null, Cleo: null })
})

test('a register is there for those who give the class, and for the office; for nobody else', async () => {
  const { db } = college()
  const { sessionId, runId, peer, peerId, stranger, admin } = await addClass(college())
  const pages = [paths.sessionRegister, paths.sessionSheet].map((to) => to({ id: sessionId }))
  for (const page of pages) expect([page, (await stranger.get(page)).status]).toEqual([page, 404])
  expect((await admin.get(paths.adminRegister({ id: sessionId }))).status).toBe(200)
  // Who has left the team no longer gives it; who stood in on that date does.
  const whoseRun = { co_delivery_override: 'One of them left' }
  await db.updateTable('run').set(whoseRun).where('id', '=', runId).execute()
  await db.updateTable('run_trainer').set({ left_at: today }).where('run_id', '=', runId).execute()
  expect((await peer.get(pages[0] ?? '')).status).toBe(200)
  await db.deleteFrom('session_trainer').where('person_id', '=', peerId).execute()
  expect((await peer.get(pages[0] ?? '')).status).toBe(404)
})
