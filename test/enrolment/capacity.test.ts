import { load } from 'cheerio'
import { paths } from '../../src/paths.ts'
import type { TestApp } from '../support/app.ts'
import { addEnrolment, addRun } from '../support/college.ts'
import { listJobs } from '../support/jobs.ts'
import { testApp } from '../support/app.ts'
import { fieldsOn, noticeOn } from '../support/office.ts'
import { signUp, words } from './support/people.ts'

const college = testApp()

async function run(capacity: number, confirmed: number) {
  const app = college()
  const { runId } = await addRun(app.db, { capacity })
  for (let number = 0; number < confirmed; number++) await addEnrolment(app.db, runId)
  const { browser, id } = await signUp(app, 'Office', ['administrator'])
  const page = `/admin/runs/${runId}`
  await browser.get(page)
  const save = (fields: Record<string, string>) => browser.post(`${page}/capacity`, fields)
  return { app, runId, browser, page, save, officeId: id }
}

const rowOf = ({ db }: TestApp) =>
  db.selectFrom('run').select(['capacity', 'over_full_reason', 'vacancies_opened']).executeTakeFirstOrThrow()

test('more places open as many vacancies, are noted, and are asked to be filled', async () => {
  const { app, save, runId, page, officeId } = await run(2, 2)
  const saved = await save({ capacity: ' 5 ' })
  expect([saved.status, saved.headers.location]).toEqual([303, page])
  expect(await rowOf(app)).toEqual({ capacity: 5, over_full_reason: null, vacancies_opened: 3 })
  expect(await listJobs(app.db)).toEqual([{ name: 'waiting-list.fill-places', payload: { runId } }])
  const noted = await app.db.selectFrom('audit_event').selectAll().execute()
  expect(noted).toMatchObject([
    {
      action: 'run.capacity-changed',
      actor_id: officeId,
      subject_kind: 'run',
      subject_id: runId,
      detail: { from: 2, to: 5, taken: 2, overFullReason: null },
    },
  ])
})

test('fewer places than are taken need a reason; nobody loses a place', async () => {
  const { app, browser, save, page } = await run(3, 3)
  const refused = await save({ capacity: '1', over_full_reason: ' ' })
  expect(refused.status).toBe(409)
  expect(words(refused)).toContain('3 places are taken. Nobody loses a place')
  expect(load(refused.text)('#capacity').val()).toBe('1')
  expect(await rowOf(app)).toEqual({ capacity: 3, over_full_reason: null, vacancies_opened: 0 })
  expect((await save({ capacity: '1', over_full_reason: 'The room is smaller' })).status).toBe(303)
  expect(await rowOf(app)).toEqual({
    capacity: 1,
    over_full_reason: 'The room is smaller',
    vacancies_opened: 0,
  })
  expect(words(await browser.get(page))).toContain('The room is smaller')
  const live = await app.db.selectFrom('enrolment').select('status').execute()
  expect(live.map(({ status }) => status)).toEqual(['confirmed', 'confirmed', 'confirmed'])
  expect(await app.db.selectFrom('mail').selectAll().execute()).toEqual([])
})

test('a reason that is no longer needed is taken back', async () => {
  const { app, save } = await run(3, 3)
  await save({ capacity: '1', over_full_reason: 'The room is smaller' })
  await save({ capacity: '3', over_full_reason: 'The room is smaller' })
  expect(await rowOf(app)).toMatchObject({ capacity: 3, over_full_reason: null })
})

test('exactly as many places as are taken is no decision to be over-full; fewer that are free is none either', async () => {
  const { app, save } = await run(12, 2)
  await save({ capacity: '2' })
  expect(await rowOf(app)).toEqual({ capacity: 2, over_full_reason: null, vacancies_opened: 0 })
  expect(await listJobs(app.db)).toEqual([])
})

test.each([
  ['', 'Enter a whole number'],
  ['many', 'Enter a whole number'],
  ['-1', 'Enter a whole number'],
  ['1.5', 'Enter a whole number'],
  ['1e3', 'Enter a whole number'],
  ['2001', 'Enter 2,000 or fewer'],
  ['99999', 'Enter a whole number'],
])('"%s" places are asked for again', async (capacity, why) => {
  const { app, save } = await run(12, 0)
  const response = await save({ capacity })
  expect(response.status).toBe(422)
  expect(words(response)).toContain(why)
  expect(load(response.text)('#capacity').val()).toBe(capacity)
  expect(await rowOf(app)).toMatchObject({ capacity: 12 })
})

test('nothing given at all is asked for too, and so is a reason without end', async () => {
  const { save } = await run(12, 0)
  expect((await save({})).status).toBe(422)
  const endless = await save({ capacity: '1', over_full_reason: 'x'.repeat(301) })
  expect(words(endless)).toContain('Use 300 characters or fewer')
})

test('places kept back count as taken; given free, they go to whoever waits; more than are free need a reason', async () => {
  const { app, browser, save, page, runId } = await run(3, 2)
  const held = () => app.db.selectFrom('run').select(['places_held', 'vacancies_opened']).executeTakeFirst()
  expect((await save({ capacity: '3', places_held: '1' })).status).toBe(303)
  expect(await held()).toEqual({ places_held: 1, vacancies_opened: 0 })
  expect(await listJobs(app.db)).toEqual([])
  expect((await browser.get(page)).text).toMatch(/3<\/[^>]+>\s*<[^>]+>of 3 places taken/)
  const refused = await save({ capacity: '3', places_held: '2' })
  expect(refused.status).toBe(409)
  expect(load(refused.text)('#places_held').attr('value')).toBe('2')
  expect((await save({ capacity: '3', places_held: 'some' })).status).toBe(422)
  await save({ capacity: '3', places_held: '0' })
  expect(await held()).toEqual({ places_held: 0, vacancies_opened: 1 })
  expect(await listJobs(app.db)).toEqual([{ name: 'waiting-list.fill-places', payload: { runId } }])
  await save({ capacity: '3' })
  expect(await held()).toEqual({ places_held: 0, vacancies_opened: 1 })
})

test('of two who change the places of a run, the second is shown what the first saved, loses nothing typed, and decides', async () => {
  const { app, browser, page, runId } = await run(10, 0)
  const action = `${page}/capacity`
  const { browser: colleague } = await signUp(app, 'Ada', ['administrator'])
  const opened = fieldsOn((await colleague.get(page)).text, action)
  await browser.post(action, { ...fieldsOn((await browser.get(page)).text, action), capacity: '12' })
  const second = await colleague.post(action, { ...opened, capacity: '8' })
  expect(second.status).toBe(409)
  expect(load(second.text)('[aria-labelledby="meanwhile"]').text()).toMatch(/Places\s+12/)
  const again = fieldsOn(second.text, action)
  expect(again).toMatchObject({ capacity: '8', places_held: '0' })
  expect(await rowOf(app)).toMatchObject({ capacity: 12 })
  expect((await colleague.post(action, again)).status).toBe(303)
  expect(await rowOf(app)).toMatchObject({ capacity: 8 })
  const history = words(await browser.get(paths.adminRunDetails({ id: runId })))
  expect(history).toMatch(/Ada changed how many places a run has.*Places.*12.*8/)
})

test('places that a colleague keeps back meanwhile stay kept back', async () => {
  const { app, browser, page } = await run(10, 0)
  const action = `${page}/capacity`
  const opened = fieldsOn((await browser.get(page)).text, action)
  await browser.post(action, { ...opened, places_held: '4' })
  const mistaken = await browser.post(action, { ...opened, capacity: 'more' })
  await browser.post(action, { ...fieldsOn(mistaken.text, action), capacity: '11' })
  const kept = await app.db.selectFrom('run').select(['capacity', 'places_held']).executeTakeFirst()
  expect(kept).toEqual({ capacity: 11, places_held: 4 })
  expect(words(await browser.get(page))).toContain('Somebody else changed it meanwhile')
})

test('places and rooms that hold fewer are said, whichever of them changes, and stop nobody', async () => {
  const { app, browser, save, page } = await run(12, 0)
  const { id, venue_id: venue } = await app.db.selectFrom('session').selectAll().executeTakeFirstOrThrow()
  const rooms = [
    { venue_id: venue, name: 'Loft', capacity: 12 },
    { venue_id: venue, name: 'Den', capacity: 11 },
  ]
  const [loft, den] = await app.db.insertInto('room').values(rooms).returning('id').execute()
  const date = paths.adminSession({ id })
  const goTo = async (room = '') => {
    const fields = fieldsOn((await browser.get(date)).text, date)
    const saved = await browser.post(date, { ...fields, place: `${venue}/${room}` })
    return noticeOn((await browser.get(String(saved.headers.location))).text)
  }
  expect(await goTo(den?.id)).toContain('It has 12 places, and Den holds 11.')
  expect(await goTo(loft?.id)).not.toContain('holds')
  await save({ capacity: '13' })
  expect(noticeOn((await browser.get(page)).text)).toContain('It has 13 places, and Loft holds 12.')
  await save({ capacity: '11' })
  expect(noticeOn((await browser.get(page)).text)).not.toContain('holds')
})
