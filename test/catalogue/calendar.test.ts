import ICAL from 'ical.js'
import { addMinutes } from '../../src/lib/time.ts'
import { testApp } from '../support/app.ts'
import { addCourse, addRun, addVenue, today } from '../support/college.ts'

const app = testApp()
const inDays = (days: number) => ({ startsAt: addMinutes(today, days * 24 * 60) })

async function calendar(query = '') {
  const response = await app().visitor().get(`/calendar.ics${query}`)
  expect(response.status).toBe(200)
  const events = ICAL.Component.fromString(response.text)
    .getAllSubcomponents('vevent')
    .map((event) => new ICAL.Event(event))
  return { response, events }
}

test('anybody’s calendar gets every session of every published run, without links to join', async () => {
  const { db, config } = app()
  const { id: course } = await addCourse(db, { title: 'Sleep', summary: 'Rest well.' })
  const venue = await addVenue(db, { name: 'Library', address: '4 Mill Lane' })
  const { sessionIds } = await addRun(db, {
    course,
    venue,
    sessions: [inDays(-70), inDays(-5), inDays(10), { ...inDays(17), status: 'cancelled' }],
  })
  await addRun(db, { mode: 'online', sessions: [{ ...inDays(11), joinLink: 'https://meet.example/secret' }] })
  await addRun(db, { status: 'draft' })
  await addRun(db, { status: 'cancelled' })
  const { response, events } = await calendar()
  expect(events).toHaveLength(3)
  expect(response.text).not.toContain('secret')
  expect(response.text).not.toMatch(/METHOD|ORGANIZER|ATTENDEE/)
  const event = events.find(({ uid }) => uid.startsWith(sessionIds[2]!))
  expect(event).toMatchObject({ summary: 'Sleep', location: 'Library, 4 Mill Lane' })
  expect(event?.startDate.toJSDate()).toEqual(inDays(10).startsAt)
  expect(event?.component.getFirstPropertyValue('url')).toBe(`${config.baseUrl}/courses/sleep`)
  expect(event?.description).toContain('Rest well.')
})

test('the calendar is asked for with the filters of the catalogue', async () => {
  const { db } = app()
  const { id: sleep } = await addCourse(db, { title: 'Sleep' })
  const { id: work } = await addCourse(db, { title: 'Work' })
  await addRun(db, { course: sleep, mode: 'online' })
  await addRun(db, { course: work, capacity: 0 })
  const summaries = async (query: string) => (await calendar(query)).events.map(({ summary }) => summary)
  expect(await summaries('?mode=online')).toEqual(['Sleep'])
  expect(await summaries('?places=free')).toEqual(['Sleep'])
  expect(await summaries('?q=wrok')).toEqual(['Work'])
  expect(await summaries('?day=friday&page=2')).toHaveLength(2)
  expect(await summaries('?category=none')).toEqual([])
})

test('calendars ask again and again: they may keep it for a while, and an unchanged one costs nothing', async () => {
  const { db, visitor } = app()
  const { runId } = await addRun(db)
  const { response } = await calendar()
  expect(response.headers).toMatchObject({
    'content-type': 'text/calendar; charset=utf-8',
    'cache-control': 'public, max-age=900',
  })
  const { etag } = response.headers
  expect(etag).toMatch(/^"[^"]+"$/)
  const ask = () => visitor().agent.get('/calendar.ics').set('If-None-Match', etag!)
  expect((await ask()).status).toBe(304)
  const head = await visitor().agent.head('/calendar.ics').set('Accept-Encoding', 'gzip, deflate')
  expect([head.status, head.headers.etag]).toEqual([200, etag])
  await db
    .updateTable('session')
    .set({ revision: 1, updated_at: addMinutes(today, 5) })
    .where('run_id', '=', runId)
    .execute()
  expect((await ask()).status).toBe(200)
})
