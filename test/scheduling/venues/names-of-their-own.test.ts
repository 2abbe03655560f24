// What the office adds or renames has a name that is nobody else's, whatever its capitals: of terms, venues, rooms,
// categories and courses.
import { sql } from 'kysely'
import type { Tx } from '../../../src/database/schema.ts'
import { paths } from '../../../src/paths.ts'
import { addTerm } from '../../../src/scheduling/terms/change-term.ts'
import { exportProspectus } from '../../../src/scheduling/export/export-prospectus.ts'
import { held } from '../../accounts/closing/held.ts'
import { testApp } from '../../support/app.ts'
import { addCategory, addCourse, addRun, addVenue, addTerm as hasTerm, today } from '../../support/college.ts'
import { errorsOn, fieldsOn, office } from '../../support/office.ts'
import { isWaiting } from '../../support/waiting.ts'

const college = testApp()
const days = { starts_on: '2026-09-14', ends_on: '2026-12-18' }
const other = 'TOWN  hall'

test('a name that another has but for capitals and spaces is refused beside its field, added and renamed; what was typed stays', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const venue = await addVenue(db, { name: 'Town hall' })
  const venueToRename = await addVenue(db, { name: 'Library' })
  await hasTerm(db, { name: 'Town hall' })
  await addCategory(db, 'Town hall')
  await addCourse(db, { title: 'Town hall' })
  const [term, category, course] = [
    await hasTerm(db, { name: 'Spring' }),
    await addCategory(db, 'Art'),
    (await addCourse(db, { title: 'Pottery' })).id,
  ]
  const rooms = [
    { venue_id: venue, name: 'Town hall' },
    { venue_id: venue, name: 'Loft' },
  ]
  const [, room] = await db.insertInto('room').values(rooms).returning('id').execute()
  const added: [string, Record<string, string>, string][] = [
    [paths.adminTermNew(), days, 'name'],
    [paths.adminVenueNew(), {}, 'name'],
    [paths.adminRoomNew({ id: venue }), {}, 'name'],
    [paths.adminCategoryNew(), {}, 'name'],
    [paths.adminCourseNew(), {}, 'title'],
    [paths.adminTerm({ id: term }), days, 'name'],
    [paths.adminVenue({ id: venueToRename }), {}, 'name'],
    [paths.adminRoom({ id: room?.id ?? '' }), {}, 'name'],
    [paths.adminCategory({ id: category }), {}, 'name'],
    [paths.adminCourse({ id: course }), {}, 'title'],
  ]
  for (const [address, fields, field] of added) {
    await ada.get(address)
    const answer = await ada.post(address, { ...fields, [field]: other })
    expect([address, answer.status, errorsOn(answer.text)]).toEqual([
      address,
      422,
      expect.stringMatching(/There is a .* already/),
    ])
    expect(fieldsOn(answer.text, address)[field]).toBe('TOWN hall')
  }
})

test('capitals alone may change, since the name stays its own', async () => {
  const [ada] = await office(college(), 'Ada')
  const id = await addVenue(college().db, { name: 'Town hall' })
  await ada.get(paths.adminVenue({ id }))
  expect((await ada.post(paths.adminVenue({ id }), { name: 'Town Hall' })).status).toBe(303)
})

test('two who add one name at one moment: the second reads that it is taken', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  await ada.get(paths.adminTermNew())
  const add = (tx: Tx) =>
    addTerm(tx, { name: 'Autumn', most_courses: null, ...days }, { now: today, actorId: null })
  const first = await held(db, add)
  const second = ada.post(paths.adminTermNew(), { ...days, name: 'AUTUMN' })
  expect(await isWaiting(second, db)).toBe(true)
  first.commit()
  const answer = await second
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    422,
    expect.stringContaining('There is a term of this name already'),
  ])
})

test('a term that differs in capitals no longer empties the export', async () => {
  const [ada] = await office(college(), 'Ada')
  const { db } = college()
  const termId = await hasTerm(db, { name: 'Autumn' })
  const { runId } = await addRun(db)
  await sql`update run set term_id = ${termId} where id = ${runId}`.execute(db)
  await ada.get(paths.adminTermNew())
  await ada.post(paths.adminTermNew(), { ...days, name: 'autumn' })
  const { runs, leftBehind } = await exportProspectus(db, {}, 'Europe/London')
  expect([runs.length, leftBehind]).toEqual([2, []])
})
