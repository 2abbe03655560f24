import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addRun, addVenue } from '../../support/college.ts'
import { office } from '../../support/office.ts'

const college = testApp()
const page = paths.adminRunNew()

test('where the room is taken, those that are free on all of the dates are named, of the same venue first', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const venue_id = await addVenue(db, { name: 'Town Hall' })
  const other = await addVenue(db, { name: 'A Hall' })
  const add = (venue: string, name: string) =>
    db.insertInto('room').values({ venue_id: venue, name }).returning('id').executeTakeFirstOrThrow()
  const green = await add(venue_id, 'Green Room')
  const wanted = {
    course: (await addCourse(db, { title: 'Sleep well', status: 'draft' })).id,
    place: `${venue_id}/${green.id}`,
    capacity: '10',
  }
  await add(other, 'Blue')
  const busy = await add(venue_id, 'Busy later')
  await add(venue_id, 'Quiet')
  const later = { startsAt: new Date('2026-09-21T09:30:00Z') }
  const { sessionIds } = await addRun(db, { venue: venue_id, sessions: [later] })
  const room_id = busy.id
  await db
    .updateTable('session')
    .set({ room_id })
    .where('id', '=', sessionIds[0] ?? '')
    .execute()
  await ada.get(page)
  const dates = { first_day: '2026-09-14', from: '10:00', until: '12:00', sessions: '2', rhythm: 'week' }
  const oneDate = { day_0: '2026-09-14', from_0: '10:00', until_0: '12:00' }
  expect((await ada.post(page, { ...wanted, ...dates, ...oneDate, step: 'save' })).status).toBe(303)
  const shown = await ada.post(page, { ...wanted, ...dates, step: 'dates' })
  const free = load(shown.text)('.panel li')
    .toArray()
    .map((one) => load(one).text())
  expect(free).toEqual([expect.stringMatching(/, Quiet$/), 'A Hall, Blue'])
})
