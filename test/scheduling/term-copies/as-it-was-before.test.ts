// A term that was changed many dates at a time, copied as it was planned: what was for that term only is ticked.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { retireVenue } from '../../../src/scheduling/venues/change-venue.ts'
import { held } from '../../accounts/closing/held.ts'
import { confirm, look } from '../../enrolment/bulk-changes/support/preview.ts'
import { type Browser, testApp } from '../../support/app.ts'
import { addCourse, addRun, addTerm, addVenue, today } from '../../support/college.ts'
import { fieldsOn, office } from '../../support/office.ts'
import { isWaiting } from '../../support/waiting.ts'
import { addRoom, inDays } from '../support/doings.ts'

const college = testApp()
const weeks = 20

/** Three weeks of Sleep well in the Blue room, and one evening of Walking; then a flood and a day of snow. */
async function changedTerm() {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn 2026' })
  const library = await addVenue(db, { name: 'Library' })
  const blue = await addRoom(db, library, 'Blue room')
  const online = await addVenue(db, { name: 'Online', online: true })
  const add = async (title: string, days: number[]) => {
    const course = (await addCourse(db, { title })).id
    const sessions = days.map((day) => ({ startsAt: inDays(day) }))
    return addRun(db, { course, term, venue: library, sessions, trainers: 'none' })
  }
  const sleep = await add('Sleep well', [7, 14, 21])
  const walking = await add('Walking', [14])
  await db.updateTable('session').set({ room_id: blue }).where('run_id', '=', sleep.runId).execute()
  const [ada] = await office(college(), 'Ada')
  const flood = { scope: 'run', run: sleep.runId, change: 'online', online_venue: online, reason: 'A flood' }
  await confirm(ada, await look(ada, { ...flood, join_link: 'https://meet.example/sleep' }))
  const snow = { scope: 'day', day: '15/9/2026', change: 'call-off', reason: 'Snow' }
  await confirm(ada, await look(ada, snow))
  return { db, term, library, blue, online, sleep, walking, ada }
}

/** Changes named so on the page, ticked; what copying the term then comes to, and the fields to copy it with. */
async function lookWith(ada: Browser, term: string, ticked: RegExp[]) {
  const page = paths.adminTermCopyNew({ id: term })
  const first = (await ada.get(page)).text
  const html = load(first)
  const boxes = html('input[name="as_before"]').toArray()
  const words = boxes.map((box) => html(`label[for="${box.attribs.id ?? ''}"]`).text())
  const as_before = boxes.flatMap((box, index) =>
    ticked.some((one) => one.test(words[index] ?? '')) ? [box.attribs.value ?? ''] : [],
  )
  const into = { into: '', name: 'Spring 2027', starts_on: '2027-01-11', ends_on: '2027-04-02' }
  const fields = { ...fieldsOn(first, page), ...into, weeks: String(weeks), as_before }
  const shown = load((await ada.post(page, { ...fields, step: 'show' })).text)
  const mark = shown('input[name="mark"]').attr('value') ?? ''
  const runs = shown('input[name="runs"][checked]')
    .toArray()
    .map((box) => box.attribs.value ?? '')
  const still = shown('input[name="as_before"][checked]').length
  const copy = { ...fields, mark, runs, step: 'copy' }
  return { page, words, copy, facts: shown('fieldset[aria-labelledby=comes-to]').text(), still }
}

const copied = () =>
  college()
    .db.selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('term', 'term.id', 'run.term_id')
    .innerJoin('session', 'session.run_id', 'run.id')
    .where('term.name', '=', 'Spring 2027')
    .orderBy('title')
    .orderBy('starts_at')
    .select(['title', 'mode', 'starts_at', 'venue_id', 'room_id', 'join_link'])
    .execute()

const later = (days: number) => addMinutes(inDays(days + weeks * 7), 60)

test('what is ticked is copied as it was planned: the room, no link, the date that was called off, the run that ended with it', async () => {
  const { term, library, blue, ada } = await changedTerm()
  const { page, words, copy, facts, still } = await lookWith(ada, term, [/online/, /called off/])
  expect(words).toEqual([
    expect.stringMatching(/^Tuesday 15 September 2026: called off \(2 dates, changed on /),
    expect.stringMatching(/^Sleep well, from .*: online \(3 dates, changed on /),
  ])
  expect([still, facts]).toEqual([2, expect.stringContaining('4 dates are taken as before the changes')])
  expect(facts).not.toContain('called off')
  expect((await ada.post(page, copy)).status).toBe(303)
  const there = { mode: 'in-person', venue_id: library, join_link: null }
  expect(await copied()).toEqual([
    ...[7, 14, 21].map((day) => ({ ...there, title: 'Sleep well', room_id: blue, starts_at: later(day) })),
    { ...there, title: 'Walking', room_id: null, starts_at: later(14) },
  ])
})

test('what is not ticked is copied as it is, and each change by itself', async () => {
  const { term, online, library, blue, ada } = await changedTerm()
  const asItIs = await lookWith(ada, term, [])
  expect(asItIs.facts).toContain('1 date that was called off is not taken')
  expect(asItIs.facts).not.toContain('before the changes')
  const { page, copy } = await lookWith(ada, term, [/online/])
  await ada.post(page, copy)
  expect(await copied()).toMatchObject(
    [7, 21].map((day) => ({ starts_at: later(day), venue_id: library, room_id: blue })),
  )
  await ada.post(page, { ...asItIs.copy, name: 'Summer 2027', copy: crypto.randomUUID() })
  const summer = await college()
    .db.selectFrom('run')
    .innerJoin('term', 'term.id', 'run.term_id')
    .innerJoin('session', 'session.run_id', 'run.id')
    .where('term.name', '=', 'Summer 2027')
    .select(['mode', 'venue_id', 'join_link'])
    .execute()
  const there = { mode: 'online', venue_id: online, join_link: 'https://meet.example/sleep' }
  expect(summer).toEqual([there, there])
})

test('what somebody changed since, and what was put back, is copied as it is', async () => {
  const { db, term, library, sleep, ada } = await changedTerm()
  const [first = ''] = sleep.sessionIds
  const date = paths.adminSession({ id: first })
  const fields = fieldsOn((await ada.get(date)).text, date)
  await ada.post(date, { ...fields, place: library })
  const report = await db
    .selectFrom('bulk_change')
    .where('kind', '=', 'call-off')
    .select('id')
    .executeTakeFirstOrThrow()
  const reportPage = (await ada.get(paths.adminBulkChange({ id: report.id }))).text
  const back = fieldsOn(reportPage, paths.adminBulkChangePreview())
  await confirm(ada, await look(ada, back))
  const { page, words, copy } = await lookWith(ada, term, [/online/])
  expect(words).toEqual([
    expect.stringMatching(/called off \(1 date, /),
    expect.stringMatching(/: online \(3 dates, /),
  ])
  await ada.post(page, copy)
  expect(await copied()).toMatchObject([
    { room_id: null, venue_id: library },
    { venue_id: library, starts_at: later(14) },
    { venue_id: library },
  ])
})

test('a venue that goes out of use while a term is copied back to it: the copy waits, and then says so', async () => {
  const { db, term, library, walking, ada } = await changedTerm()
  await db.deleteFrom('run').where('id', '=', walking.runId).execute()
  const { page, copy } = await lookWith(ada, term, [/online/])
  const retiring = await held(db, (tx) => retireVenue(tx, library, { now: today, actorId: null }))
  const answer = ada.post(page, copy)
  expect(await isWaiting(answer, db)).toBe(true)
  retiring.commit()
  expect((await answer).status).toBe(409)
  expect(await copied()).toEqual([])
})

test.each(['x', '3c9c1f0e-1111-4111-8111-111111111111'])('a change that is none, %s', async (as_before) => {
  const { term, ada } = await changedTerm()
  const { page, copy } = await lookWith(ada, term, [])
  const answer = await ada.post(page, { ...copy, as_before, step: 'show' })
  expect(answer.status).toBe(as_before === 'x' ? 422 : 200)
})

test('the history of the term says from which it was copied, by how much, and what was taken as before', async () => {
  const { db, term, ada } = await changedTerm()
  const { page, copy } = await lookWith(ada, term, [/online/, /called off/])
  const made = String((await ada.post(page, copy)).headers.location)
  const into = await db.selectFrom('term').where('name', '=', 'Spring 2027').select('id').executeTakeFirst()
  const lineOn = async (address: string) =>
    load((await ada.get(address)).text)('details .rows')
      .last()
      .find('li')
      .filter((_, line) => load(line).text().includes('copied a term forward'))
      .text()
      .replace(/\s+/g, ' ')
  const changes =
    /; as before: (Tuesday 15 September 2026: called off|Sleep well, from .*: online) and \S.*(called off|online) ?$/
  for (const address of [made, paths.adminTerm({ id: into?.id ?? '' })]) {
    expect(await lineOn(address)).toContain('from Autumn 2026, 20 weeks later: 2 runs, 4 dates')
    expect(await lineOn(address)).toMatch(changes)
  }
  await db.deleteFrom('run').where('term_id', '=', term).execute()
  await db.deleteFrom('term').where('id', '=', term).execute()
  await db.deleteFrom('bulk_change').execute()
  expect(await lineOn(made)).toContain('from a term that is gone, 20 weeks later')
  expect(await lineOn(made)).toContain('as before: a change that is gone and a change that is gone')
})

const halfAnHourOn = { change: 'move', amount: '30', unit: 'minutes', direction: 'later', reason: '' }

test('what was put back is no date of the change any more, though its place was changed in between', async () => {
  const { db, term, library, ada } = await changedTerm()
  const run = await addRun(db, {
    ...{ course: (await addCourse(db, { title: 'Music' })).id, term, venue: library, trainers: 'none' },
    sessions: [8, 15].map((day) => ({ startsAt: inDays(day) })),
  })
  const report = await confirm(ada, await look(ada, { scope: 'run', run: run.runId, ...halfAnHourOn }))
  const hall = await addVenue(db, { name: 'Hall' })
  for (const id of run.sessionIds) {
    const date = paths.adminSession({ id })
    await ada.post(date, { ...fieldsOn((await ada.get(date)).text, date), place: hall })
  }
  expect((await lookWith(ada, term, [])).words[0]).toMatch(/^Music.* \(2 dates, /)
  const [first = ''] = run.sessionIds
  const back = await look(ada, fieldsOn((await ada.get(report)).text, paths.adminBulkChangePreview()))
  await confirm(ada, { ...back, fields: { ...back.fields, dates: [first] } })
  expect((await lookWith(ada, term, [])).words[0]).toMatch(/^Music.* \(1 date, /)
})

test('a date that something else called off is not said to be taken as before', async () => {
  const { db, term, library, ada } = await changedTerm()
  const course = (await addCourse(db, { title: 'Music' })).id
  const sessions = [8, 15].map((day) => ({ startsAt: inDays(day) }))
  const run = await addRun(db, { course, term, venue: library, trainers: 'none', sessions })
  const [first = ''] = run.sessionIds
  await confirm(ada, await look(ada, { scope: 'session', session: first, ...halfAnHourOn }))
  const date = paths.adminSession({ id: first })
  await ada.get(date)
  await ada.post(paths.adminSessionCancellation({ id: first }), {})
  const { facts, still } = await lookWith(ada, term, [/^Music/])
  expect(still).toBe(1)
  expect(facts).not.toContain('taken as before')
})
