// The office keeps its venues and rooms: what it says, who changed it, and two at once.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { listSessions } from '../../../src/scheduling/queries.ts'
import { changeSession } from '../../../src/scheduling/sessions/change.ts'
import { sessionWords } from '../../../src/scheduling/sessions/details.ts'
import { held } from '../../accounts/closing/held.ts'
import { testApp } from '../../support/app.ts'
import { addPerson, addRun, addVenue, today } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'
import { errorsOn, fieldsOn, office } from '../../support/office.ts'
import { isWaiting } from '../../support/waiting.ts'

const college = testApp()

test('a venue is added with its rooms, and the history says who did it', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  await ada.get('/admin/venues/new')
  const added = await ada.post('/admin/venues/new', { name: 'Mill Lane Library', address: '4 Mill Lane' })
  const page = String(added.headers.location)
  await ada.post(`${page}/rooms/new`, { name: 'Green Room', capacity: '14', access: 'One step' })
  const shown = (await ada.get(page)).text
  expect(shown).toContain('Green Room')
  expect(shown).toContain('Ada added a venue')
  const venue = await db.selectFrom('venue').select(['slug', 'address', 'online']).execute()
  expect(venue).toEqual([{ slug: 'mill-lane-library', address: '4 Mill Lane', online: false }])
  const room = await db.selectFrom('room').select(['name', 'capacity', 'access']).execute()
  expect(room).toEqual([{ name: 'Green Room', capacity: 14, access: 'One step' }])
})

test.each([
  [{ name: '' }, 'Enter the name of the venue'],
  [{ name: 'Town Hall' }, 'There is a venue of this name already'],
  [{ name: 'x'.repeat(121) }, 'Use 120 characters or fewer'],
])('what is wrong with a new venue is said, and what was typed stays: %j', async (fields, message) => {
  const [ada] = await office(college(), 'Ada')
  await addVenue(college().db, { name: 'Town Hall' })
  await ada.get('/admin/venues/new')
  const answer = await ada.post('/admin/venues/new', { address: '1 High Street', ...fields })
  expect(answer.status).toBe(422)
  expect(errorsOn(answer.text)).toContain(message)
  expect(fieldsOn(answer.text, '/admin/venues/new').address).toBe('1 High Street')
})

test('a room holds a whole number of people, or nobody knows; its name is its own in its venue', async () => {
  const [ada] = await office(college(), 'Ada')
  const venue = await addVenue(college().db, { name: 'Town Hall' })
  const address = paths.adminRoomNew({ id: venue })
  await ada.get(address)
  for (const capacity of ['many', '0', '-1', '2.5', '99999'])
    expect((await ada.post(address, { name: 'Hall', capacity })).status).toBe(422)
  expect((await ada.post(address, { name: 'Hall', capacity: '' })).status).toBe(303)
  const twice = await ada.post(address, { name: 'Hall', capacity: '3' })
  expect([twice.status, errorsOn(twice.text)]).toEqual([422, expect.stringContaining('a room of this name')])
})

test('two change different fields at once: both are kept, and the second is told', async () => {
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const venue = await addVenue(college().db, { name: 'Town Hall', address: '1 High Street' })
  const page = paths.adminVenue({ id: venue })
  const first = fieldsOn((await ada.get(page)).text, page)
  const second = fieldsOn((await ben.get(page)).text, page)
  await ada.post(page, { ...first, address: '2 High Street' })
  const answer = await ben.post(page, { ...second, access: 'A lift' })
  expect(answer.status).toBe(303)
  expect((await ben.get(page)).text).toContain('What you both changed is kept')
  const row = college().db.selectFrom('venue').select(['address', 'access']).where('id', '=', venue)
  expect(await row.executeTakeFirst()).toEqual({ address: '2 High Street', access: 'A lift' })
})

test('two change one field: the second sees both, loses nothing typed, and decides', async () => {
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const venue = await addVenue(college().db, { name: 'Town Hall', address: '1 High Street' })
  const page = paths.adminVenue({ id: venue })
  const first = fieldsOn((await ada.get(page)).text, page)
  const second = fieldsOn((await ben.get(page)).text, page)
  await ada.post(page, { ...first, address: '2 High Street', access: 'A lift' })
  const answer = await ben.post(page, { ...second, address: '3 High Street' })
  expect(answer.status).toBe(409)
  const html = answer.text
  expect(load(html)('[aria-labelledby="meanwhile"]').text()).toContain('2 High Street')
  const again = fieldsOn(html, page)
  expect([again.address, again.access]).toEqual(['3 High Street', 'A lift'])
  const stored = college().db.selectFrom('venue').select(['address', 'access']).where('id', '=', venue)
  expect(await stored.executeTakeFirst()).toEqual({ address: '2 High Street', access: 'A lift' })
  expect((await ben.post(page, again)).status).toBe(303)
  expect(await stored.executeTakeFirst()).toEqual({ address: '3 High Street', access: 'A lift' })
  const history = load((await ben.get(page)).text)('details').text()
  expect(history).toMatch(
    /Ben changed what is said of a venue[\s\S]*2 High Street → 3 High Street[\s\S]*Ada changed/,
  )
})

test('another address is told to everyone who comes, in their calendar too; other words change no date', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(college(), 'Ada')
  const venue = await addVenue(db, { name: 'Town Hall', address: '1 High Street' })
  const { runId } = await addRun(db, { venue, sessions: [{ startsAt: addMinutes(today, 10 * 24 * 60) }] })
  const amal = await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  await deedsIn(db, { config: app.config, clock: () => app.clock.now }).enrol(runId, amal)
  await runJobs()
  const page = paths.adminVenue({ id: venue })
  const change = async (fields: Record<string, string>) => {
    const was = fieldsOn((await ada.get(page)).text, page)
    await ada.post(page, { ...was, ...fields })
    await runJobs()
    return db.selectFrom('mail').selectAll().where('person_id', '=', amal).orderBy('number').execute()
  }
  const before = await db.selectFrom('mail').select('id').where('person_id', '=', amal).execute()
  const mails = await change({ address: '2 High Street' })
  const news = mails.slice(before.length)
  expect(news.map(({ calendar_method }) => calendar_method)).toEqual(['REQUEST'])
  expect(news[0]?.calendar_text).toContain('2 High Street')
  const session = db.selectFrom('session').select('revision').where('run_id', '=', runId)
  expect((await session.executeTakeFirst())?.revision).toBe(1)
  await change({ access: 'A lift' })
  expect((await session.executeTakeFirst())?.revision).toBe(1)
})

test('a venue with something planned stays in use; one with nothing is given up, and comes back', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const venue = await addVenue(db, { name: 'Town Hall' })
  await addRun(db, { venue })
  const page = paths.adminVenue({ id: venue })
  const retired = async () =>
    (await db.selectFrom('venue').select('retired_at').where('id', '=', venue).executeTakeFirst())?.retired_at
  expect((await ada.get(page)).text).toContain('Move them first')
  await ada.post(paths.adminVenueRetirement({ id: venue }))
  expect(await retired()).toBeNull()
  await db.updateTable('session').set({ status: 'cancelled' }).execute()
  await ada.post(paths.adminVenueRetirement({ id: venue }))
  expect(await retired()).toEqual(today)
  expect(load((await ada.get('/admin/venues')).text)('h2').text()).toContain('Used no more')
  await ada.post(paths.adminVenueReturn({ id: venue }))
  expect(await retired()).toBeNull()
})

test('whoever gives a venue up waits for a date that is just moved there, and is refused', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const venue = await addVenue(db, { name: 'Town Hall' })
  const { runId, sessionIds } = await addRun(db)
  await ada.get(paths.adminVenue({ id: venue }))
  const { timeZone } = college().config
  const base = (await listSessions(db, [runId])).map((one) => sessionWords(one, timeZone))[0]
  if (base === undefined) throw new Error('There is no date')
  const edits = { typed: { ...base, place: venue }, base }
  const doing = { actorId: null, now: today }
  const moving = await held(db, (tx) =>
    changeSession(tx, sessionIds[0] ?? '', edits, { timeZone, allTheSame: false }, doing),
  )
  const retiring = ada.post(paths.adminVenueRetirement({ id: venue }))
  expect(await isWaiting(retiring, db)).toBe(true)
  moving.commit()
  expect((await moving.result).ok).toBe(true)
  await retiring
  const kept = db.selectFrom('venue').select('retired_at').where('id', '=', venue)
  expect(await kept.executeTakeFirst()).toEqual({ retired_at: null })
})

test('venues and rooms with numbers stand as people count, wherever one is looked for among many', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const [tenth, second] = [await addVenue(db, { name: 'Site 10' }), await addVenue(db, { name: 'Site 2' })]
  for (const name of ['Room 10', 'Room 9'])
    await db.insertInto('room').values({ venue_id: second, name }).execute()
  for (const [venue, days] of [
    [tenth, 10],
    [second, 11],
  ] as const)
    await addRun(db, { venue, sessions: [{ startsAt: addMinutes(today, days * 24 * 60) }] })
  const page = async (address: string) => load((await ada.get(address)).text)
  const texts = async (address: string, selector: string) => {
    const $ = await page(address)
    const found = $(selector).toArray()
    return found.map((one) => $(one).text().trim())
  }
  expect(await texts('/admin/venues', '.row__title')).toEqual(['Site 2', 'Site 10'])
  expect(await texts(paths.adminVenue({ id: second }), '.row__title a')).toEqual(['Room 9', 'Room 10'])
  const places = await texts('/admin/runs/new', 'select[name=place] option')
  expect(places.slice(1)).toEqual(['Site 2', 'Site 2, Room 9', 'Site 2, Room 10', 'Site 10'])
  expect((await texts('/admin/planner?by=room', '#planner h2')).map((text) => text.slice(0, 7))).toEqual([
    'Site 2 ',
    'Site 10',
  ])
  const sites = (await texts('/courses', 'input[name=venue] + span')).map((text) => text.slice(0, 7))
  expect(sites).toEqual(['Site 2 ', 'Site 10'])
})
