import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, addVenue, today } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'
import { errorsOn, noticeOn } from '../../support/office.ts'
import { addWalkIn } from '../../web/support/registers.ts'
import { addClass, adding, marksOf, readPage, send } from '../marking/support.ts'

const college = testApp()
const text = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')
const newId = '3c9c1f0e-1111-4111-8111-111111111111'

test('a sheet shows names and empty rows and nothing else of anybody; its code finds the register again', async () => {
  const { db, clock, config } = college()
  const { sessionId, places, peer, admin } = await addClass(college())
  await db.updateTable('person').set({ what_helps: 'Large print' }).where('name', '=', 'Amal').execute()
  const sheet = (await peer.get(paths.sessionSheet({ id: sessionId }))).text
  expect(load(sheet)('tbody tr').length).toBe(3 + 4)
  expect(text(sheet)).not.toContain('Large print')
  // What helps was told to the trainers; the office asks for it elsewhere, where that is noted.
  const [theirs, offices] = [paths.sessionRegister({ id: sessionId }), paths.adminRegister({ id: sessionId })]
  expect((await peer.get(theirs)).text).toContain('Large print')
  expect((await admin.get(offices)).text).not.toContain('Large print')
  const code = load(sheet)('.sheet-code strong').text()
  const found = await admin.get(`${paths.adminRegisters()}?code=${code.toLowerCase()}`)
  expect([found.status, found.headers.location]).toEqual([302, paths.adminRegister({ id: sessionId })])

  const typed = await readPage(admin, sessionId, paths.adminRegister)
  await send(
    admin,
    sessionId,
    { ...typed, [`mark-${places[0]}`]: 'late', everyone: 'yes' },
    paths.adminRegister,
  )
  expect(await marksOf(db, sessionId)).toEqual({ Amal: 'late', Bo: 'present', Cleo: 'present' })
  // The pile goes on: back to where codes are typed, and for the next one on the saved page itself.
  const saved = load((await admin.get(offices)).text)
  expect(saved('.back a').attr('href')).toBe(paths.adminRegisters())
  expect(saved('form.search[action="/admin/registers"] ~ p a[href^="/admin/runs/"]').text()).toBe('The run')
  expect(load((await peer.get(theirs)).text)('form.search, a[href^="/admin"]')).toHaveLength(0)
  const means = await db.selectFrom('attendance_event').select('means').distinct().orderBy('means').execute()
  expect(means).toEqual([{ means: 'everyone' }, { means: 'office' }])
  // Whoever has left signs nothing, though what was noted of them stays.
  await deedsIn(db, { clock: () => clock.now, config }).withdraw(places[2])
  const names = load((await peer.get(paths.sessionSheet({ id: sessionId }))).text)('tbody th')
  expect(names.text()).toBe('AmalBo')
})

test('the code of a sheet of a run that is a draft again says so, and leads to no missing page', async () => {
  const { db } = college()
  const { runId, sessionId, peer, admin } = await addClass(college())
  const code = load((await peer.get(paths.sessionSheet({ id: sessionId }))).text)('.sheet-code strong').text()
  await db.updateTable('run').set({ status: 'draft' }).where('id', '=', runId).execute()
  const answer = await admin.get(`${paths.adminRegisters()}?code=${code}`)
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    422,
    'This sheet is of a run that is a draft, and a draft has no registers. Publish the run first',
  ])
})

test.each(['0000-0', '9999-9', 'hello', '0'])(
  'the code %s finds nothing, and says so beside it',
  async (code) => {
    const { admin } = await addClass(college())
    const answer = await admin.get(`${paths.adminRegisters()}?code=${code}`)
    expect([answer.status, errorsOn(answer.text)]).toEqual([
      422,
      'No register has this code. Please look at the sheet again',
    ])
    expect(load(answer.text)('#code').attr('value')).toBe(code)
  },
)

test('what is over and not marked stands on the page of registers until it is', async () => {
  const { clock } = college()
  const { sessionId, admin } = await addClass(college())
  const unmarked = async () =>
    load((await admin.get(paths.adminRegisters())).text)('[aria-label="Not marked yet"] a')
  expect((await unmarked()).length).toBe(0)
  clock.now = addMinutes(today, 60)
  expect((await unmarked()).attr('href')).toBe(paths.adminRegister({ id: sessionId }))
  const page = await readPage(admin, sessionId, paths.adminRegister)
  await send(admin, sessionId, { ...page, everyone: 'yes' }, paths.adminRegister)
  expect((await unmarked()).length).toBe(0)
})

test.each([true, false])('who walked in is found by the office alone (they can join: %s)', async (open) => {
  const { db } = college()
  const { sessionId, peer, admin } = await addClass(college())
  const closes = open ? addMinutes(today, 60) : null
  await db.updateTable('run').set({ enrolment_closes_at: closes }).execute()
  const wren = await addPerson(db, { name: 'Wren Malley' })
  await db.updateTable('person').set({ phone: '07700 900321' }).where('id', '=', wren).execute()
  await readPage(peer, sessionId)
  const add = () => send(peer, sessionId, adding(newId, ' Ren  Malley ', '07700 900321'))
  expect([(await add()).status, (await add()).status]).toEqual([303, 303])
  const shown = (await peer.get(paths.sessionRegister({ id: sessionId }))).text
  expect(load(shown)('[aria-label="Came without a place"] li').length).toBe(1)
  expect(shown).not.toContain('07700')

  const page = (await admin.get(paths.adminWalkIn({ id: newId }))).text
  expect(text(page)).toContain('Who is Ren Malley?')
  expect(load(page)('[aria-label="People to choose from"] a').text()).toBe('Wren Malley')
  const chosen = await admin.post(paths.adminWalkIn({ id: newId }), { person: wren })
  expect(chosen.headers.location).toBe(paths.adminRegisters())
  const notice = noticeOn((await admin.get(paths.adminRegisters())).text)
  expect(notice).toContain(`Would they like a place on ${open ? 'Sleep well' : 'another course'}?`)
  const again = await admin.post(paths.adminWalkIn({ id: newId }), { person: wren })
  expect(again.headers.location).toBe(paths.adminRegisters())
  expect(await db.selectFrom('walk_in').select('person_id').execute()).toEqual([{ person_id: wren }])
})

test('a page of a walk-in that is sent anew with another name on it notes somebody else, each of them once', async () => {
  const { db } = college()
  const { sessionId, peer } = await addClass(college())
  await readPage(peer, sessionId)
  const add = (name: string, contact = '') => send(peer, sessionId, adding(newId, name, contact))
  const there = async () => {
    const shown = (await peer.get(paths.sessionRegister({ id: sessionId }))).text
    const rows = load(shown)('[aria-label="Came without a place"] li').toArray()
    return rows.map((row) => load(row)('.row__title').text())
  }
  for (const name of ['Robin', 'Wren', 'Wren', 'Robin']) expect((await add(name)).status).toBe(303)
  expect(await there()).toEqual(['Robin', 'Wren'])
  await add('Wren', '07700 900321')
  expect(await there()).toEqual(['Robin', 'Wren', 'Wren'])
  // Taken out, and added again: they are there again, and not only said to be.
  await send(peer, sessionId, { 'take-out': newId })
  for (let press = 0; press < 2; press++) await add('Robin')
  expect((await there()).toSorted()).toEqual(['Robin', 'Wren', 'Wren'])
  const noted = db.selectFrom('audit_event').where('action', '=', 'register.walk-in-added').select('id')
  expect(await noted.execute()).toHaveLength(4)
})

test('who has a place there, or is on the register already, did not walk in once more', async () => {
  const { db } = college()
  const { sessionId, peer, admin, places } = await addClass(college())
  const wren = await addPerson(db, { name: 'Wren Malley' })
  const { person_id: amal } = await db
    .selectFrom('enrolment')
    .select('person_id')
    .where('id', '=', places[0])
    .executeTakeFirstOrThrow()
  await readPage(peer, sessionId)
  const ids = [newId, newId.replace(/1$/, '2')]
  for (const id of ids) await send(peer, sessionId, adding(id, 'Wren'))
  const say = async (id: string, fields: Record<string, string>) => {
    await admin.get(paths.adminWalkIn({ id }))
    const answer = await admin.post(paths.adminWalkIn({ id }), fields)
    return [answer.status, errorsOn(answer.text)]
  }
  expect(await say(ids[0]!, { person: amal })).toEqual([
    409,
    'They have a place on this class. Mark them on its register, and take this line out',
  ])
  expect(await say(ids[0]!, {})).toEqual([422, 'Choose who it was'])
  expect(await say(ids[0]!, { person: wren })).toEqual([303, ''])
  expect(await say(ids[1]!, { person: wren })).toEqual([
    409,
    'They are on this register once already. Take one of the two out',
  ])
  await admin.post(paths.adminWalkInRemoval({ id: ids[1]! }), {})
  expect(text((await admin.get(paths.adminRegisters())).text)).toContain('There is nobody to look for')
})

test('a head count and who is added are saved together, and a count that nobody touched says nothing', async () => {
  const { db } = college()
  const { admin } = await addClass(college())
  const sessions = [{ startsAt: addMinutes(today, -60) }]
  const { sessionIds } = await addRun(db, { sessions, rules: { drop_in: true } })
  const id = sessionIds[0] ?? ''
  const page = await readPage(admin, id, paths.adminRegister)
  expect(page).toMatchObject({ 'people-was': '', people: '' })
  await send(admin, id, { ...page, ...adding(newId, 'Robin') }, paths.adminRegister)
  expect(await db.selectFrom('head_count').select('people').execute()).toEqual([])
  const typed = { ...page, ...adding(newId.replace(/1$/, '2'), 'Wren'), people: '7' }
  await send(admin, id, typed, paths.adminRegister)
  const shown = (await admin.get(paths.adminRegister({ id }))).text
  expect(text(shown)).toMatch(/on the register, and the head count is saved[^]*leave their name\?/)
  expect(load(shown)('#people').attr('value')).toBe('7')
  expect(load(shown)('[aria-label="Came without a place"] li').length).toBe(2)
})

test('a drop-in takes a head count; what was counted before stays in the audit trail', async () => {
  const { db } = college()
  const { admin } = await addClass(college())
  const sessions = [{ startsAt: addMinutes(today, -60) }]
  const { runId, sessionIds } = await addRun(db, { sessions, rules: { drop_in: true } })
  const id = sessionIds[0] ?? ''
  const page = async () => load((await admin.get(paths.adminRegister({ id }))).text)
  const count = async (people: string, was?: string) => {
    const shown = (await page())('[name=people-was]').attr('value') ?? ''
    return send(admin, id, { people, 'people-was': was ?? shown, press: 'count' }, paths.adminRegister)
  }
  await admin.get(paths.adminRegister({ id }))
  const wrong = await count('many')
  expect([wrong.status, errorsOn(wrong.text)]).toEqual([422, 'Enter how many people came, in figures'])
  expect(load(wrong.text)('#people').attr('value')).toBe('many')
  for (const people of ['7', '7', '9']) expect((await count(people)).status).toBe(303)
  expect((await page())('#people').attr('value')).toBe('9')
  // On another phone it was still what it was before: what that one counted is shown, and not written over.
  const meanwhile = await count('12', '7')
  expect([meanwhile.status, errorsOn(meanwhile.text)]).toEqual([
    409,
    '9 were counted by somebody else meanwhile, and you wrote 12. Theirs stands. Write what is right, and save again',
  ])
  const again = load(meanwhile.text)
  expect([again('#people').attr('value'), again('[name=people-was]').attr('value')]).toEqual(['12', '9'])
  const trail = db.selectFrom('audit_event').where('action', '=', 'register.heads-counted').orderBy('id')
  expect((await trail.select('detail').execute()).map(({ detail }) => detail)).toEqual([
    { before: null, after: 7 },
    { before: 7, after: 9 },
  ])
  await db.updateTable('session').set({ status: 'cancelled' }).where('run_id', '=', runId).execute()
  const off = await count('12')
  expect([off.status, errorsOn(off.text)]).toEqual([
    422,
    'This class was called off, so nothing was noted. If it takes place all the same, put the date back on first, on the page of its run',
  ])
  expect(await db.selectFrom('head_count').select('people').execute()).toEqual([{ people: 9 }])
})

test('on the day a register says who comes along, who is new, and whom to call; the office’s does not, nor another day’s', async () => {
  const { db, clock } = college()
  const { runId, sessionId, places, peer, peerId, admin } = await addClass(college())
  const { person_id } = await db
    .selectFrom('enrolment')
    .where('id', '=', places[0])
    .select('person_id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('supporter')
    .values({ person_id, name: 'Ana', comes_along: true, updated_at: today })
    .execute()
  const before = await addRun(db, { sessions: [{ startsAt: addMinutes(today, -9 * 24 * 60) }] })
  await addEnrolment(db, before.runId, { person: person_id, joinedAt: addMinutes(today, -10 * 24 * 60) })
  // Found by the office, and given a place when the class was over.
  const wren = await addPerson(db, { name: 'Wren' })
  const walkInId = await addWalkIn(db, sessionId, peerId, { name: 'Wren' })
  await db.updateTable('walk_in').set({ person_id: wren }).where('id', '=', walkInId).execute()
  clock.now = addMinutes(today, 3 * 60)
  const place = await addEnrolment(db, runId, { person: wren, joinedAt: clock.now })

  const shown = async (browser: typeof peer, at: (of: { id: string }) => string = paths.sessionRegister) => {
    const page = load((await browser.get(at({ id: sessionId }))).text)
    const calls = page('a[href$="/emergency-contact"]').toArray()
    const rows = page('.register-person').toArray()
    return { rows: rows.map((row) => page(row).text()), calls: calls.map((link) => link.attribs.href) }
  }
  const onTheDay = await shown(peer)
  expect(onTheDay.calls).toEqual([...places, place].map((id) => paths.emergencyContact({ id })))
  expect(onTheDay.rows.map((row) => row.includes('First time with us'))).toEqual([false, true, true])
  expect(onTheDay.rows[0]).toContain('With Ana, who comes along.')
  expect((await peer.get(paths.emergencyContact({ id: place }))).status).toBe(200)
  const offices = await shown(admin, paths.adminRegister)
  expect([offices.calls, offices.rows.join('').includes('Ana')]).toEqual([[], false])
  clock.now = addMinutes(today, 24 * 60)
  expect((await shown(peer)).calls).toEqual([])
})

test('of a run that was called off, what was held stands as it was, and every other date is called off', async () => {
  const { db } = college()
  const { runId, sessionId, admin } = await addClass(college())
  const venue_id = await addVenue(db)
  for (const hours of [-30, 30]) {
    const [starts_at, ends_at] = [addMinutes(today, hours * 60), addMinutes(today, hours * 60 + 120)]
    const date = { run_id: runId, starts_at, ends_at, venue_id, updated_at: today }
    await db.insertInto('session').values(date).execute()
  }
  await db.deleteFrom('attendance').where('session_id', '<>', sessionId).execute()
  await db.updateTable('run').set({ status: 'cancelled' }).where('id', '=', runId).execute()
  const page = load((await admin.get(paths.adminRunAttendance({ id: runId }))).text)
  expect(page('.row__side').text()).toBe('Called off3 not marked yetCalled offCalled off')
  const before = await addRun(db, { status: 'cancelled' })
  const nothing = await admin.get(paths.adminRunAttendance({ id: before.runId }))
  expect(text(nothing.text)).not.toContain('from the first class on')
})

test('of a run that is over the class list and the page of the run say who had a place, and of no free one', async () => {
  const { db } = college()
  const { runId, peer, admin } = await addClass(college())
  await db.updateTable('run').set({ status: 'ended' }).where('id', '=', runId).execute()
  const over = { status: 'completed', ended_at: today } as const
  await db.updateTable('enrolment').set(over).where('run_id', '=', runId).execute()
  for (const page of [
    await peer.get(paths.classList({ id: runId })),
    await admin.get(paths.adminClassList({ id: runId })),
    await admin.get(paths.adminRunAttendance({ id: runId })),
  ]) {
    expect(text(page.text)).toContain('3 people had a place')
    expect(text(page.text)).not.toMatch(/(are|is) coming|places taken|free|So far/)
  }
  const run = load((await admin.get(paths.adminRun({ id: runId }))).text)('.figures').text()
  expect(run.replace(/\s+/g, ' ').trim()).toBe('3 people had a place')
  const past = await addRun(db, { status: 'ended', sessions: [{ startsAt: addMinutes(today, -200) }] })
  const nobody = text((await admin.get(paths.adminRunAttendance({ id: past.runId }))).text)
  expect(nobody).toMatch(/Nobody had a place\. Class by class .* Nobody was expected\s*$/)
})
