// The office plans a run: from a pattern to dates, each of its own, with every clash named before it happens.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addRun, addVenue, today } from '../../support/college.ts'
import { errorsOn, fieldsOn, noticeOn, office } from '../../support/office.ts'
import { oneDate, page, plan, sessions } from './support/plan.ts'

const college = testApp()

test('a run is planned in one go: its dates are worked out, one is changed, one left out, one added', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  await db
    .insertInto('closure')
    .values({ name: 'Staff day', starts_on: '2026-09-21', ends_on: '2026-09-21' })
    .execute()
  const wanted = await plan(college().db)
  await ada.get(page)
  const worked = await ada.post(page, { ...wanted, step: 'dates' })
  expect(worked.status).toBe(200)
  expect(load(worked.text)('.panel li').text()).toContain('Monday 21 September 2026: Staff day')
  const fields = fieldsOn(worked.text, page)
  expect([fields.day_0, fields.day_1, fields.day_2]).toEqual(['2026-09-14', '2026-09-28', '2026-10-05'])
  const answer = await ada.post(page, {
    ...fields,
    day_1: '',
    from_2: '2pm',
    until_2: '3.30pm',
    day_3: '30/11/2026',
    day_4: '21/9/2026',
    from_4: '10:00',
    until_4: '11:00',
    from_3: '10:00',
    until_3: '11:00',
    step: 'save',
  })
  expect(answer.status).toBe(303)
  const said = noticeOn((await ada.get(String(answer.headers.location))).text)
  expect(said).toContain('We are closed on Mon 21 Sept: Staff day.')
  expect(await sessions(college().db)).toEqual([
    '2026-09-14T09:00:00.000Z',
    '2026-09-21T09:00:00.000Z',
    '2026-10-05T13:00:00.000Z',
    '2026-11-30T10:00:00.000Z',
  ])
  const run = await db.selectFrom('run').select(['status', 'mode', 'capacity']).executeTakeFirst()
  expect(run).toEqual({ status: 'draft', mode: 'in-person', capacity: 10 })
  const taught = await db.selectFrom('session_trainer').select('person_id').execute()
  expect(taught).toHaveLength(8)
})

test('a draft is published with a look at what everybody will see, and its course with it', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(college().db)
  await ada.get(page)
  await ada.post(page, { ...wanted, day_0: '2026-09-14', from_0: '10:00', until_0: '12:00', step: 'save' })
  const { id } = await db.selectFrom('run').select('id').executeTakeFirstOrThrow()
  expect((await ada.get(paths.adminRun({ id }))).text).toContain('Publish this run')
  const look = (await ada.get(paths.adminPublication({ id }))).text
  expect(look).toContain('Monday 14 September 2026, 10am to midday, Town Hall, Green Room')
  await ada.post(paths.adminPublication({ id }))
  expect((await college().visitor().get('/courses/sleep-well')).text).toContain('Amal')
})

test('a run without a peer trainer is published only with a reason, which is counted', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const wanted = { ...(await plan(college().db)), peer: '' }
  await ada.get(page)
  await ada.post(page, { ...wanted, day_0: '2026-09-14', from_0: '10:00', until_0: '12:00', step: 'save' })
  const { id } = await db.selectFrom('run').select('id').executeTakeFirstOrThrow()
  const address = paths.adminPublication({ id })
  expect((await ada.get(address)).text).toContain('There is no peer trainer yet')
  const answer = await ada.post(address, { reason: '' })
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    422,
    expect.stringContaining('Say why there is no peer trainer'),
  ])
  await ada.post(address, { reason: 'She is ill' })
  const run = await db.selectFrom('run').select(['status', 'co_delivery_override']).executeTakeFirst()
  expect(run).toEqual({ status: 'published', co_delivery_override: 'She is ill' })
})

test.each([
  [{ course: '' }, 'Choose the course'],
  [{ course: '3c9c1f0e-1111-4111-8111-111111111111' }, 'Choose the course'],
  [{ term: '3c9c1f0e-1111-4111-8111-111111111111' }, 'Choose a term, or none'],
  [{ place: 'the park' }, 'Choose where it meets'],
  [{ peer: '3c9c1f0e-1111-4111-8111-111111111111' }, 'Choose a trainer, or none'],
  [{ first_day: 'soon' }, 'Enter a day that exists'],
  [{ from: '9' }, 'Enter when it begins'],
  [{ until: '9:30' }, 'Enter an end that is after the beginning'],
  [{ sessions: '0' }, 'Enter how many times it meets'],
  [{ sessions: '61' }, 'Enter how many times it meets'],
  [{ rhythm: 'often' }, 'Choose how often it meets'],
  [{ capacity: 'ten' }, 'Enter how many places'],
  [{ join_link: 'javascript:alert(1)' }, 'Enter the whole link'],
])('what is wrong with a plan is said: %j', async (fields, message) => {
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(college().db)
  await ada.get(page)
  const answer = await ada.post(page, { ...wanted, ...fields, step: 'dates' })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
  expect(fieldsOn(answer.text, page).professional).toBe(wanted.professional)
})

test('one person is not both trainers; a room holds no more than it does', async () => {
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(college().db)
  const small = wanted.place?.split('/')[0] ?? ''
  const { id } = await college()
    .db.insertInto('room')
    .values({ venue_id: small, name: 'Box', capacity: 4 })
    .returning('id')
    .executeTakeFirstOrThrow()
  await ada.get(page)
  const twice = await ada.post(page, { ...wanted, professional: wanted.peer ?? '' })
  expect(errorsOn(twice.text)).toContain('Choose somebody else than the peer trainer')
  const full = await ada.post(page, { ...wanted, place: `${small}/${id}` })
  expect(errorsOn(full.text)).toContain('That room holds 4')
})

test.each([
  [{ day_1: '31/9/2026' }, 'Enter a day that exists'],
  [{ day_1: '2026-08-31' }, 'This has begun already'],
  [{ from_1: 'early' }, 'Enter when it begins'],
  [{ until_1: '09:00' }, 'Enter an end that is after the beginning'],
  [{ day_1: '2026-09-14', from_1: '11:00' }, 'Another of these dates is not over then'],
  [{ day_0: '', day_1: '' }, 'Enter at least one date'],
  [{ day_1: '2027-03-28', from_1: '01:30', until_1: '03:00' }, 'The clock jumps over this hour'],
])('what is wrong with a date is said beside it: %j', async (fields, message) => {
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(college().db)
  const dates = {
    ...{ day_0: '2026-09-14', from_0: '10:00', until_0: '12:00' },
    ...{ day_1: '2026-09-21', from_1: '10:00', until_1: '12:00' },
  }
  await ada.get(page)
  const answer = await ada.post(page, { ...wanted, ...dates, ...fields, step: 'save' })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
  expect(await sessions(college().db)).toEqual([])
})

test('a code that another run of the term has is said beside the field, and the dates stay', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  await addRun(db, { code: 'A1' })
  const wanted = await plan(college().db)
  await ada.get(page)
  const answer = await ada.post(page, { ...wanted, ...oneDate, code: 'A1' })
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    409,
    expect.stringContaining('Another run of this term has this code'),
  ])
  expect(fieldsOn(answer.text, page)).toMatchObject({ code: 'A1', day_0: '2026-09-14' })
})

test('a clash of the room and of a trainer is named beside the date, before it is saved and when it is', async () => {
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(college().db)
  await ada.get(page)
  await ada.post(page, { ...wanted, ...oneDate })
  for (const step of ['dates', 'save']) {
    const answer = await ada.post(page, { ...wanted, ...oneDate, step })
    expect(answer.status).toBe(step === 'dates' ? 200 : 409)
    const said = errorsOn(answer.text)
    expect(said).toContain('The room is used by Sleep well, Mon 14 Sept, 10am')
    expect(said).toContain('Amal teaches Sleep well, Mon 14 Sept, 10am')
  }
  expect(await sessions(college().db)).toHaveLength(1)
})

test('a trainer who is away, or usually cannot, is a warning beside the date, said again once it is saved', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const wanted = await plan(college().db)
  const { peer = '', professional = '' } = wanted
  const days = { person_id: peer, starts_on: '2026-09-21', ends_on: '2026-09-25', noted_at: today }
  await db.insertInto('trainer_absence').values(days).execute()
  const times = { person_id: professional, weekday: 2, part: 'morning' as const }
  await db.insertInto('trainer_availability').values(times).execute()
  await db.insertInto('trainer').values({ person_id: peer, professional: true }).execute()
  await ada.get(page)
  const worked = await ada.post(page, { ...wanted, step: 'dates' })
  const html = load(worked.text)
  const warnings = html('.date-row')
    .toArray()
    .map((row) => html(row).find('.date-row__warning').text())
  expect(warnings.slice(0, 3)).toEqual([
    expect.stringContaining('Nora: not usually free on Monday mornings'),
    expect.stringMatching(/Amal: away Mon 21 Sept to Fri 25 Sept.*Nora/),
    expect.stringContaining('Nora'),
  ])
  expect(errorsOn(worked.text)).toBe('')
  expect(html('#peer option').last().text()).toBe('Amal, other expertise')
  const saved = await ada.post(page, { ...fieldsOn(worked.text, page), step: 'save' })
  expect(saved.status).toBe(303)
  const after = noticeOn((await ada.get(saved.headers.location as string)).text)
  expect(after).toContain('Please ask them first: Nora: not usually free on Monday mornings. Amal: away')
})

test('a run that is given the link of another course at the same time says so once it is saved', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const joinLink = 'https://meet.example/1'
  const course = (await addCourse(db, { title: 'Mindful Mondays' })).id
  await addRun(db, { course, sessions: [{ startsAt: new Date('2026-09-14T09:30:00Z'), joinLink }] })
  const place = await addVenue(db, { name: 'Online', online: true })
  await ada.get(page)
  const wanted = { ...(await plan(db)), ...oneDate, place, join_link: joinLink }
  const saved = await ada.post(page, wanted)
  const notice = noticeOn((await ada.get(saved.headers.location as string)).text)
  expect(notice).toContain('Its joining link is also that of Mindful Mondays on Monday 14 September 2026')
})
