// Who may enrol on a run, and when: as the office says it.
import { paths } from '../../../src/paths.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, addTerm, today } from '../../support/college.ts'
import { errorsOn, fieldsOn, noticeOn, office } from '../../support/office.ts'

const college = testApp()

const runRow = (id: string) =>
  college()
    .db.selectFrom('run')
    .select(['enrolment_opens_at', 'enrolment_closes_at', 'audience', 'code', 'term_id', 'needs_approval'])
    .where('id', '=', id)
    .executeTakeFirst()

test('when enrolment opens and closes is said on the clock of the college, and the page of the course says so', async () => {
  const [ada] = await office(college(), 'Ada')
  const { runId, courseId } = await addRun(college().db)
  const page = paths.adminRunDetails({ id: runId })
  const fields = fieldsOn((await ada.get(page)).text, page)
  const times = {
    opens_day: '3/9/2026',
    opens_at: '9am',
    closing: 'moment',
    closes_day: '2026-09-08',
    closes_at: '17:00',
  }
  await ada.post(page, { ...fields, ...times, audience: 'For carers' })
  expect(await runRow(runId)).toMatchObject({
    enrolment_opens_at: new Date('2026-09-03T08:00:00Z'),
    enrolment_closes_at: new Date('2026-09-08T16:00:00Z'),
    audience: 'For carers',
  })
  const course = college().db.selectFrom('course').select('slug').where('id', '=', courseId)
  const { slug } = await course.executeTakeFirstOrThrow()
  const shown = (await college().visitor().get(paths.course({ slug }))).text
  expect(shown).toContain('Enrolment opens on Thursday 3 September 2026 at 9am')
  const again = fieldsOn((await ada.get(page)).text, page)
  expect(again).toMatchObject({ opens_day: '2026-09-03', opens_at: '09:00' })
  await ada.post(page, { ...again, opens_day: '', opens_at: '' })
  expect((await runRow(runId))?.enrolment_opens_at).toBeNull()
})

const opens = { opens_day: '3/9/2026', opens_at: '10:00' }
const opensLate = { opens_day: '11/9/2026', opens_at: '12:00' }

test.each([
  [{ opens_day: '3/9/2026', opens_at: '' }, 'Enter the time too'],
  [{ opens_day: '', opens_at: '10:00' }, 'Enter the day too'],
  [{ opens_day: '31/9/2026', opens_at: '10:00' }, 'Enter a day that exists'],
  [{ closing: 'moment', closes_day: '3/9/2026', closes_at: 'ten' }, 'Enter a time'],
  [
    { ...opens, closing: 'moment', closes_day: '2/9/2026', closes_at: '10:00' },
    'Enter a moment after enrolment has opened',
  ],
  // Its one class is on 11 September, from 10 to 12.
  [{ opens_day: '11/9/2026', opens_at: '10:00' }, 'People can enrol until it begins'],
  [
    { ...opensLate, closing: 'moment', closes_day: '12/9/2026', closes_at: '10:00' },
    'before the last class is over',
  ],
  [{ ...opensLate, first_session_needed: 'yes' }, 'Nobody new joins once the first class has begun'],
  [
    { ...opensLate, priority_for: 'new', priority_day: '11/9/2026', priority_at: '11:00' },
    'People can enrol until it begins',
  ],
  [{ opens_day: '28/3/2027', opens_at: '01:30' }, 'The clock jumps over this hour'],
  [{ closing: 'moment' }, 'Enter the day and the time, or choose: until it begins'],
  [{ ...opens, priority_for: 'new' }, 'Enter from when it is for them'],
  [{ ...opens, priority_day: '2/9/2026', priority_at: '10:00' }, 'Choose for whom'],
  [
    { priority_for: 'new', priority_day: '2/9/2026', priority_at: '10:00' },
    'Enter when it opens for everybody',
  ],
  [
    { ...opens, priority_for: ['new', 'staff'], priority_day: '4/9/2026', priority_at: '10:00' },
    'Enter a moment before it opens for everybody',
  ],
  [{ ...opens, priority_for: 'friends' }, 'Choose from the boxes below'],
  [{ sessions_needed: 'most' }, 'Enter a whole number such as 3'],
  [{ waiting_list_mode: 'luck' }, 'Choose what happens when a place comes free'],
  [{ term: '3c9c1f0e-1111-4111-8111-111111111111' }, 'This term is gone'],
  [{ code: 'A1' }, 'Another run of this term has this code'],
])('what is wrong is said beside the field, and nothing is changed: %j', async (change, message) => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  await addRun(db, { code: 'A1' })
  const { runId } = await addRun(db)
  const page = paths.adminRunDetails({ id: runId })
  const fields = fieldsOn((await ada.get(page)).text, page)
  const answer = await ada.post(page, { ...fields, audience: 'For carers', ...change })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
  expect(fieldsOn(answer.text, page).audience).toBe('For carers')
  expect((await runRow(runId))?.audience).toBe('')
})

test.each([
  [
    'as it begins, for who joins late',
    { ...opensLate, opens_at: '10:00', closing: 'moment', closes_day: '11/9/2026', closes_at: '11:00' },
  ],
  ['whenever it likes, for a drop-in', { ...opensLate, drop_in: 'yes' }],
])('enrolment may open %s', async (_, change) => {
  const [ada] = await office(college(), 'Ada')
  const { runId } = await addRun(college().db)
  const page = paths.adminRunDetails({ id: runId })
  const fields = fieldsOn((await ada.get(page)).text, page)
  expect((await ada.post(page, { ...fields, ...change })).status).toBe(303)
})

test('more classes than there are dates may be asked for, and it is said at once what people read', async () => {
  const [ada] = await office(college(), 'Ada')
  const sessions = [10, 17, 24].map((days) => ({ startsAt: addMinutes(today, days * 24 * 60) }))
  const { runId } = await addRun(college().db, { sessions })
  const page = paths.adminRunDetails({ id: runId })
  const fields = fieldsOn((await ada.get(page)).text, page)
  await ada.post(page, { ...fields, sessions_needed: '99' })
  const said =
    'It asks for 99 classes, and 3 dates are planned. Until there are more, people read: all of them.'
  expect(noticeOn((await ada.get(paths.adminRun({ id: runId }))).text)).toContain(said)
  await ada.post(page, { ...fields, sessions_needed: '3' })
  expect(noticeOn((await ada.get(paths.adminRun({ id: runId }))).text)).not.toContain('people read')
})

test('two change a run at once: its term and who says yes are joined, and the history has both', async () => {
  const { db } = college()
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const term = await addTerm(db, { name: 'Autumn' })
  const { runId } = await addRun(db)
  const page = paths.adminRunDetails({ id: runId })
  const [hers, his] = [fieldsOn((await ada.get(page)).text, page), fieldsOn((await ben.get(page)).text, page)]
  await ada.post(page, { ...hers, term })
  await ben.post(page, { ...his, needs_approval: 'yes' })
  expect(await runRow(runId)).toMatchObject({ term_id: term, needs_approval: true })
  const history = (await ada.get(page)).text
  expect(history).toMatch(/Term<\/strong>: nothing → Autumn/)
  expect(history).toMatch(/The office says yes to each<\/strong>: no → yes/)
})

test('once places go to the next in line at once, whoever waits for a free one has it', async () => {
  const { db, runJobs } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId } = await addRun(db, { capacity: 1, waitingListMode: 'staff' })
  const amal = await addPerson(db, { name: 'Amal' })
  const enrolment = await addEnrolment(db, runId, {
    person: amal,
    status: 'waiting',
    joinedAt: addMinutes(today, -60),
  })
  const page = paths.adminRunDetails({ id: runId })
  await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), waiting_list_mode: 'auto' })
  await runJobs()
  const row = db.selectFrom('enrolment').select('status').where('id', '=', enrolment)
  expect(await row.executeTakeFirst()).toEqual({ status: 'confirmed' })
})

test('a run that is over stays as it was', async () => {
  const [ada] = await office(college(), 'Ada')
  const { runId } = await addRun(college().db, { status: 'ended' })
  const page = paths.adminRunDetails({ id: runId })
  expect((await ada.get(page)).text).toContain('It stays as it was')
  const answer = await ada.post(page, { term: '', audience: 'x', waiting_list_mode: 'auto' })
  expect(answer.status).toBe(422)
  expect((await runRow(runId))?.audience).toBe('')
})

test('every rule of booking is typed, saved, read again and in the history', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId } = await addRun(db)
  const page = paths.adminRunDetails({ id: runId })
  const rules = {
    ...{ ...opens, priority_day: '2/9/2026', priority_at: '9am', priority_for: ['new', 'carer-or-family'] },
    ...{
      audience: 'For carers',
      audience_confirmed: 'yes',
      first_session_needed: 'yes',
      sessions_needed: '3',
    },
    ...{ closing: 'begins', closes_day: '20/9/2026', closes_at: '10:00' },
  }
  const answer = await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), ...rules })
  expect(answer.status).toBe(303)
  const saved = await db.selectFrom('run').selectAll().where('id', '=', runId).executeTakeFirst()
  expect(saved).toMatchObject({
    priority_opens_at: new Date('2026-09-02T08:00:00Z'),
    priority_for: ['carer-or-family', 'new'],
    ...{ audience_confirmed: true, first_session_needed: true, sessions_needed: 3, drop_in: false },
    enrolment_closes_at: null,
  })
  const shown = (await ada.get(page)).text
  expect(shown).toContain('It asks for 3 classes, and 1 date is planned')
  expect(shown).toMatch(/First for<\/strong>: nothing → [^<]*Carers and families/)
  const gone = { ...fieldsOn(shown, page), audience: '' }
  expect(errorsOn((await ada.post(page, gone)).text)).toContain('Say whom it is for')
})

test('a run on which people are does not become a drop-in: by the page, and by the database', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId } = await addRun(db)
  const enrolmentId = await addEnrolment(db, runId, { status: 'waiting' })
  const page = paths.adminRunDetails({ id: runId })
  const fields = { ...fieldsOn((await ada.get(page)).text, page), drop_in: 'yes' }
  const refused = await ada.post(page, fields)
  expect([refused.status, errorsOn(refused.text)]).toEqual([
    422,
    expect.stringContaining('People have a place'),
  ])
  const become = (drop_in: boolean) =>
    db.updateTable('run').set({ drop_in }).where('id', '=', runId).execute()
  await expect(become(true)).rejects.toThrow('people are enrolled')
  const ended = { status: 'withdrawn' as const, ended_at: today }
  await db.updateTable('enrolment').set(ended).where('id', '=', enrolmentId).execute()
  expect((await ada.post(page, fields)).status).toBe(303)
  await expect(addEnrolment(db, runId, { status: 'confirmed' })).rejects.toThrow(
    'nobody enrols on the drop-in',
  )
})

test('a draft that is not wanted goes with its dates, and its trail stays; what students see, or have asked for, does not', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const draft = await addRun(db, { status: 'draft' })
  const page = paths.adminRun({ id: draft.runId })
  const removal = paths.adminDraftRemoval({ id: draft.runId })
  expect((await ada.get(page)).text).toContain(`action="${removal}"`)
  await addEnrolment(db, draft.runId)
  expect((await ada.post(removal)).headers.location).toBe(page)
  expect(await runRow(draft.runId)).toBeDefined()
  await db.deleteFrom('attendance').execute()
  await db.deleteFrom('enrolment').execute()
  expect((await ada.post(removal)).headers.location).toBe(paths.admin())
  expect(noticeOn((await ada.get(paths.admin())).text)).toContain('is gone')
  expect([await runRow(draft.runId), (await ada.post(removal)).status]).toEqual([undefined, 404])
  expect(await db.selectFrom('session').select('id').execute()).toEqual([])
  const trail = await db.selectFrom('audit_event').select(['action', 'subject_id']).execute()
  expect(trail.at(-1)).toEqual({ action: 'run.let-go', subject_id: draft.runId })
  const { runId } = await addRun(db)
  const open = paths.adminDraftRemoval({ id: runId })
  expect((await ada.get(paths.adminRun({ id: runId }))).text).not.toContain(open)
  expect((await ada.post(open)).status).toBe(303)
  expect(await runRow(runId)).toBeDefined()
})
