// A term copied forward by the office: what it comes to, what is kept of what it lacks, and the way back.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { columnsOfRun, columnsOfSession } from '../../../src/scheduling/term-copies/write-queries.ts'
import { type Browser, testApp } from '../../support/app.ts'
import { addCourse, addPerson, addRun, addTerm, addVenue } from '../../support/college.ts'
import { errorsOn, noticeOn, office } from '../../support/office.ts'

const college = testApp()
const at = (day: string, time = '10:00') => ({ startsAt: new Date(`${day}T${time}:00Z`) })
const spring = { into: '', name: 'Spring 2027', starts_on: '2027-01-11', ends_on: '2027-04-02', weeks: '' }

/** A weekly run over a closed week, one on a bank holiday alone, one in a room that is taken then, and one called off. */
async function aTerm() {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn 2026', startsOn: '2026-11-02', endsOn: '2026-12-18' })
  const closure = { name: 'Half term', starts_on: '2027-01-18', ends_on: '2027-01-22' }
  await db.insertInto('closure').values(closure).execute()
  const venue = await addVenue(db, { name: 'Library' })
  const { id: room } = await db
    .insertInto('room')
    .values({ venue_id: venue, name: 'Blue room' })
    .returning('id')
    .executeTakeFirstOrThrow()
  const course = async (title: string) => (await addCourse(db, { title })).id
  const weekly = await addRun(db, {
    course: await course('Sleep well'),
    venue,
    code: 'SW-1',
    capacity: 9,
    opensAt: new Date('2026-10-01T08:00:00Z'),
    sessions: [at('2026-11-03'), at('2026-11-10'), at('2026-11-17')],
  })
  const single = await addRun(db, {
    course: await course('Walking'),
    venue,
    sessions: [at('2026-11-11', '14:00')],
  })
  const roomy = await addRun(db, { course: await course('Music'), venue, sessions: [at('2026-11-05')] })
  const off = await addRun(db, {
    course: await course('Off'),
    venue,
    status: 'cancelled',
    sessions: [{ ...at('2026-11-06'), status: 'cancelled' }],
  })
  const ids = [weekly, single, roomy, off].map(({ runId }) => runId)
  await db.updateTable('run').set({ term_id: term }).where('id', 'in', ids).execute()
  await db.updateTable('session').set({ room_id: room }).where('run_id', '=', roomy.runId).execute()
  const other = await addRun(db, {
    course: await course('Choir'),
    venue,
    sessions: [at('2027-01-14', '11:00')],
  })
  await db.updateTable('session').set({ room_id: room }).where('run_id', '=', other.runId).execute()
  await db.deleteFrom('role_grant').where('person_id', '=', single.peerId).execute()
  await db.deleteFrom('role_grant').where('person_id', '=', weekly.peerId).execute()
  return { term, weekly, single, roomy, off }
}

/** Looks at what it comes to, and gives the fields to copy it with. */
async function look(browser: Browser, term: string, fields: Record<string, string>) {
  const page = paths.adminTermCopyNew({ id: term })
  const copy = load((await browser.get(page)).text)('input[name="copy"]').attr('value') ?? ''
  const shown = await browser.post(page, { copy, with_trainers: 'yes', step: 'show', ...fields })
  return { ...read(shown.text), shown, send: { ...fields, copy, with_trainers: 'yes', step: 'copy' } }
}

function read(html: string) {
  const page = load(html)
  const ticked = page('input[name="runs"][checked]').toArray()
  return {
    runs: ticked.map((box) => box.attribs.value ?? ''),
    mark: page('input[name="mark"]').attr('value') ?? '',
    notes: page('.copy-row__notes li')
      .toArray()
      .map((one) => page(one).text()),
  }
}

const post = (browser: Browser, term: string, fields: Record<string, string | string[]>) =>
  browser.post(paths.adminTermCopyNew({ id: term }), fields)

async function copied() {
  const world = await aTerm()
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const { send, runs, mark, notes, shown } = await look(ada, world.term, spring)
  const form = { ...send, runs, mark }
  const answer = await post(ada, world.term, form)
  return { ...world, ada, ben, form, notes, shown, answer, page: answer.headers.location ?? '' }
}

const drafts = () =>
  college()
    .db.selectFrom('run')
    .innerJoin('course', 'course.id', 'run.course_id')
    .innerJoin('term', 'term.id', 'run.term_id')
    .where('term.name', '=', 'Spring 2027')
    .select(['run.id', 'title', 'run.status', 'code', 'capacity', 'enrolment_opens_at'])
    .orderBy('title')
    .execute()

test('everything is shown before; then drafts are made, and what could not be placed stays on a list', async () => {
  const { db } = college()
  const { notes, shown, answer, page, ada, off } = await copied()
  expect(shown.status).toBe(200)
  expect(notes).toEqual([
    'Thu 14 Jan has no room yet: it is used by Choir',
    expect.stringMatching(/^Person \d+ is left out: no longer a trainer here$/),
    'Tue 19 Jan moves to Tue 2 Feb: we are closed (Half term)',
    'Wed 20 Jan is left out: we are closed (Half term)',
    'It was called off',
  ])
  expect(load(shown.text)(`input[value="${off.runId}"]`).attr('checked')).toBeUndefined()
  expect(answer.status).toBe(303)
  const made = await drafts()
  expect(made).toMatchObject([
    { title: 'Music', status: 'draft' },
    {
      title: 'Sleep well',
      code: 'SW-1',
      capacity: 9,
      enrolment_opens_at: new Date('2026-12-10T09:00:00Z'),
    },
  ])
  const sleep = made[1]?.id ?? ''
  const dates = await db
    .selectFrom('session')
    .where('run_id', '=', sleep)
    .select(['starts_at', 'room_id'])
    .orderBy('starts_at')
    .execute()
  expect(dates.map(({ starts_at }) => starts_at.toISOString().slice(0, 16))).toEqual([
    '2027-01-12T10:00',
    '2027-01-26T10:00',
    '2027-02-02T10:00',
  ])
  const team = db.selectFrom('session_trainer').where('run_id', '=', sleep)
  expect(await team.select('person_id').execute()).toHaveLength(3)
  const { detail } = await db
    .selectFrom('audit_event')
    .where('subject_id', '=', sleep)
    .select(['detail'])
    .executeTakeFirstOrThrow()
  expect(detail).toMatchObject({ copiedFrom: expect.any(String) as string })
  const list = load((await ada.get(page)).text)
  expect(list('.copy-row').length).toBe(3)
  const gap = list('input[name="gaps"]').first().attr('value') ?? ''
  await ada.post(`${page}/seen-to`, { gaps: gap })
  expect(load((await ada.get(page)).text)('.copy-row').length).toBe(2)
})

test('a copy says which of its runs have the joining link of another at about that time, each two once', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { term, single } = await aTerm()
  const soonAfter = {
    starts_at: at('2026-11-03', '12:30').startsAt,
    ends_at: at('2026-11-03', '13:30').startsAt,
  }
  await db.updateTable('session').set(soonAfter).where('run_id', '=', single.runId).execute()
  await db.updateTable('session').set({ join_link: 'https://meet.example/everyday' }).execute()
  const { send, runs, mark } = await look(ada, term, spring)
  const made = await ada.post(paths.adminTermCopyNew({ id: term }), { ...send, runs, mark })
  const said = load((await ada.get(String(made.headers.location))).text)('section[aria-labelledby=links] li')
  expect(said).toHaveLength(2)
  expect(said.text()).toMatch(
    /(Walking|Sleep well) has the joining link of (Sleep|Walk).* on Tuesday 12 January/,
  )
  expect(said.text()).toContain('Music has the joining link of Choir on Thursday 14 January')
})

test('a form that is sent twice, at once, makes one copy', async () => {
  const { term } = await aTerm()
  const [ada] = await office(college(), 'Ada')
  const { send, runs, mark } = await look(ada, term, spring)
  const form = { ...send, runs, mark }
  const answers = await Promise.all([post(ada, term, form), post(ada, term, form)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect(await drafts()).toHaveLength(2)
})

test('of two who copy at once, the second sees what is there already, unticked', async () => {
  const { term } = await aTerm()
  const into = await addTerm(college().db, {
    name: 'Spring 2027',
    startsOn: '2027-01-11',
    endsOn: '2027-04-02',
  })
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const looked = [await look(ada, term, { into, weeks: '' }), await look(ben, term, { into, weeks: '' })]
  const answers = await Promise.all(
    looked.map(({ send, runs, mark }, who) => post(who === 0 ? ada : ben, term, { ...send, runs, mark })),
  )
  expect(answers.map(({ status }) => status).sort()).toEqual([303, 409])
  const late = answers.find(({ status }) => status === 409)?.text ?? ''
  expect(errorsOn(late)).toContain('Something changed since this was shown')
  expect(read(late).notes).toContain('It is in that term already')
  expect(read(late).runs).toHaveLength(1)
  expect(await drafts()).toHaveLength(2)
})

test('a room that somebody takes between looking and copying is told, and nothing is copied', async () => {
  const { db } = college()
  const { term } = await aTerm()
  const [ada] = await office(college(), 'Ada')
  const { send, runs, mark } = await look(ada, term, spring)
  const day = { name: 'Strike', starts_on: '2027-01-12', ends_on: '2027-01-12' }
  await db.insertInto('closure').values(day).execute()
  const answer = await post(ada, term, { ...send, runs, mark })
  expect([answer.status, read(answer.text).notes.join()]).toEqual([409, expect.stringContaining('Strike')])
  expect(await drafts()).toEqual([])
})

test('taken back, the untouched drafts go, and with the last of them the term; twice does nothing', async () => {
  const { db } = college()
  const { ada, page, term } = await copied()
  const back = await ada.post(`${page}/taking-back`)
  expect(back.headers.location).toBe(paths.adminTerm({ id: term }))
  expect(await drafts()).toEqual([])
  expect(await db.selectFrom('term').select('name').execute()).toEqual([{ name: 'Autumn 2026' }])
  expect((await ada.post(`${page}/taking-back`)).status).toBe(404)
})

test('what was published or changed since stays, and is named', async () => {
  const { ada, page } = await copied()
  const [music, sleep] = await drafts()
  await ada.get(paths.adminRunTrainers({ id: sleep?.id ?? '' }))
  await ada.get(paths.adminPublication({ id: music?.id ?? '' }))
  await ada.post(paths.adminPublication({ id: music?.id ?? '' }), { reason: 'Not named yet' })
  expect((await ada.get(page)).text).toContain('so these stay: Music')
  await ada.post(`${page}/taking-back`)
  expect(noticeOn((await ada.get(page)).text)).toContain('These stay: Music')
  expect((await drafts()).map(({ title }) => title)).toEqual(['Music'])
  await ada.post(`${page}/taking-back`)
  expect(noticeOn((await ada.get(page)).text)).toContain('That was done before')
})

test.each([
  [{ ...spring, name: '' }, 'Enter the name of the new term'],
  [{ ...spring, starts_on: '' }, 'Enter the first day'],
  [{ ...spring, ends_on: '30/2/2027' }, 'Enter a day that exists'],
  [{ ...spring, ends_on: '2027-01-01' }, 'Enter a last day that is not before the first'],
  [{ ...spring, weeks: 'soon' }, 'Enter how many weeks later'],
  [{ ...spring, weeks: '0' }, 'Enter how many weeks later'],
  [{ ...spring, starts_on: '2026-01-01' }, 'That term does not begin later'],
  [{ ...spring, into: 'x' }, 'Choose a term, or a new one'],
  [{ ...spring, name: '', into: '3c9c1f0e-1111-4111-8111-111111111111' }, 'Choose another term'],
  [{ ...spring, into: '3c9c1f0e-1111-4111-8111-111111111111' }, 'take out the name of the new term'],
])('what is wrong is said: %j', async (fields, message) => {
  const { term } = await aTerm()
  const [ada] = await office(college(), 'Ada')
  const { shown } = await look(ada, term, fields)
  expect([shown.status, errorsOn(shown.text)]).toEqual([422, expect.stringContaining(message)])
})

test('a term name that is taken, and no run at all, are said when it is copied', async () => {
  const { term } = await aTerm()
  const [ada] = await office(college(), 'Ada')
  const { send, runs, mark } = await look(ada, term, { ...spring, name: 'Autumn 2026' })
  const taken = await post(ada, term, { ...send, runs, mark })
  expect([taken.status, errorsOn(taken.text)]).toEqual([422, expect.stringContaining('of this name already')])
  const none = await post(ada, term, { ...send, mark })
  expect([none.status, errorsOn(none.text)]).toEqual([422, 'Tick at least one run'])
  expect((await ada.post(paths.adminTermCopySeenTo({ id: term }), { gaps: 'x' })).status).toBe(400)
})

test('of every column of a run and a session it is said what copying makes of it', async () => {
  for (const [table, columns] of Object.entries({ run: columnsOfRun, session: columnsOfSession })) {
    const { rows } = await sql<{ name: string }>`select column_name as name from information_schema.columns
      where table_schema = 'public' and table_name = ${table} order by 1`.execute(college().db)
    expect(Object.values(columns).flat().sort()).toEqual(rows.map(({ name }) => name).sort())
  }
})

test('800 runs with 1,600 dates take seconds', async () => {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn 2026', startsOn: '2026-09-07', endsOn: '2026-12-18' })
  const [course, venue] = [(await addCourse(db)).id, await addVenue(db)]
  const person = await addPerson(db, { roles: ['trainer'] })
  await sql`with made as (
      insert into run (course_id, term_id, mode, created_at, updated_at)
      select ${course}::uuid, ${term}::uuid, 'in-person', now(), now() from generate_series(1, 800) returning id)
    insert into session (run_id, starts_at, ends_at, venue_id, updated_at)
    select id, starts_at, starts_at + interval '1 hour', ${venue}::uuid, now() from (
      select id, timestamp '2026-09-07 08:00' at time zone 'UTC' + interval '1 minute' * row_number() over ()
        + interval '1 week' * week as starts_at from made, generate_series(0, 1) as week) as dated`.execute(
    db,
  )
  await sql`insert into run_trainer (run_id, person_id, expertise)
    select id, ${person}::uuid, 'lived' from run limit 10`.execute(db)
  const [ada] = await office(college(), 'Ada')
  const { send, runs, mark } = await look(ada, term, spring)
  expect(runs).toHaveLength(800)
  const answer = await post(ada, term, { ...send, runs, mark })
  expect(answer.status).toBe(303)
  expect(await drafts()).toHaveLength(800)
})
