// What a copy says of itself: dates outside the new term, rooms that are too small, and the way to publishing.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addRun, addTerm, addVenue } from '../../support/college.ts'
import { noticeOn, office } from '../../support/office.ts'
import { addRoom } from '../support/doings.ts'

const college = testApp()

/** A term of one weekly run in a room for eight, copied into a term of five days. */
async function copied(endsOn: string) {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn 2026', startsOn: '2026-11-02', endsOn: '2026-12-18' })
  const venue = await addVenue(db)
  const course = (await addCourse(db, { title: 'Sleep well' })).id
  const days = ['2026-11-03', '2026-11-10', '2026-11-17']
  const sessions = days.map((day) => ({ startsAt: new Date(`${day}T10:00:00Z`) }))
  const run = await addRun(db, { course, term, venue, capacity: 12, sessions })
  const room = await addRoom(db, venue, 'Small room')
  await db.updateTable('room').set({ capacity: 8 }).execute()
  await db.updateTable('session').set({ room_id: room }).where('run_id', '=', run.runId).execute()
  const [ada] = await office(college(), 'Ada')
  const address = paths.adminTermCopyNew({ id: term })
  const copy = load((await ada.get(address)).text)('input[name="copy"]').attr('value') ?? ''
  const into = { into: '', name: 'Spring 2027', starts_on: '2027-01-11', ends_on: endsOn, weeks: '' }
  const fields = { ...into, copy, with_trainers: 'yes' }
  const shown = (await ada.post(address, { ...fields, step: 'show' })).text
  const mark = load(shown)('input[name="mark"]').attr('value') ?? ''
  const made = await ada.post(address, { ...fields, mark, runs: [run.runId], step: 'copy' })
  return { ada, term, shown, page: (await ada.get(String(made.headers.location))).text }
}

test('dates that lie outside the new term are counted before and after', async () => {
  const { shown, page } = await copied('2027-01-15')
  const facts = load(shown)('fieldset').text()
  expect(facts).toContain(
    '2 dates lie outside Spring 2027 (Monday 11 January 2027 to Friday 15 January 2027).',
  )
  expect(facts).not.toContain('Everything finds its place')
  expect(noticeOn(page)).toContain('2 dates lie outside the term.')
  expect(noticeOn(page)).not.toContain('Everything found its place')
  expect(load(page)('main').text()).toContain('2 dates lie outside Spring 2027.')
})

test('a copy names the runs with more places than their room holds, and leads to publishing what is ready', async () => {
  const { shown, page } = await copied('2027-04-02')
  expect(load(shown)('fieldset').text()).toContain('Everything finds its place')
  const small = load(page)('section[aria-labelledby=small] li').text()
  expect(small).toContain('Sleep well. It has 12 places, and Small room holds 8')
  const { id } = await college()
    .db.selectFrom('term')
    .where('name', '=', 'Spring 2027')
    .select('id')
    .executeTakeFirstOrThrow()
  expect(load(page)(`a[href="${paths.adminTermPublication({ id })}"]`).text()).toBe('Publish what is ready')
})

test('of a copy alone, Undo says where it is taken back', async () => {
  await copied('2027-04-02')
  const ada = await college().as('ada@example.org')
  const text = load((await ada.get(paths.adminUndo())).text)('main').text()
  expect(text).not.toContain('No run and no date was planned')
  expect(text).toContain('A term that was copied is taken back on the page of its copy')
})

const historyOn = (html: string) => load(html)('details .rows').last().text().replace(/\s+/g, ' ')

test('its history calls the fields of the term by their names', async () => {
  const history = historyOn((await copied('2027-04-02')).page)
  expect(history).toContain('Name: nothing → Spring 2027')
  expect(history).toContain('First day: nothing → Monday 11 January 2027')
  expect(history).not.toMatch(/name:|_on|_courses/)
})
