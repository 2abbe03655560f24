// A whole term published with one press: what is shown first, what is published, and what is said when it is otherwise.
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addRun, addTerm, today } from '../../support/college.ts'
import { errorsOn, noticeOn, office } from '../../support/office.ts'
import { addRoom, auditTrail, inDays, jobsWithTimes } from '../support/doings.ts'
import { addDraft, aTermOfDrafts, look, publicationOf, read, statusesOf } from './support.ts'

const college = testApp()

test('what is ready is shown with what follows, what is not with why and the way there; then it is published', async () => {
  const { db } = college()
  const { term, ready, later, alone } = await aTermOfDrafts(db)
  const [ada] = await office(college(), 'Ada')
  expect((await ada.get(paths.adminTerm({ id: term }))).text).toContain('3 drafts')
  const page = await look(ada, publicationOf(term))
  expect(page.count).toBe('2 of 3 drafts can be published.')
  expect(page.kept).toEqual(['Music: There is no peer trainer yet. Choose trainers: Music'])
  expect(page.html).toContain(paths.adminRunTrainers({ id: alone.runId }))
  expect(page.follows).toEqual([
    'Everybody finds them in the prospectus at once.',
    'On 1 run: enrolment is open at once.',
    'On 1 run: enrolment opens on Saturday 5 September 2026 at 9am.',
    '1 course is a draft still, and goes into the prospectus with them.',
    'Nobody is sent a message. Their trainers find the dates in their calendars.',
  ])
  expect(page.runs.sort()).toEqual([ready.runId, later.runId].sort())
  const before = (await auditTrail(db)).length
  const answer = await ada.post(publicationOf(term), { runs: page.runs, shown: page.shown })
  expect([answer.status, answer.headers.location]).toEqual([303, publicationOf(term)])
  expect(await statusesOf(db, term)).toEqual({
    'Sleep well': 'published',
    Walking: 'published',
    Music: 'draft',
  })
  const trail = (await auditTrail(db)).slice(before)
  expect(trail.map(({ action, subject_id }) => [action, subject_id])).toEqual([
    ['run.published', ready.runId],
    ['run.published', later.runId],
    ['course.published', ready.courseId],
  ])
  const after = await ada.get(publicationOf(term))
  expect(noticeOn(after.text)).toContain('2 runs are published')
  expect(read(after.text).count).toBe('No draft can be published yet.')
  const jobs = (await jobsWithTimes(db)).filter(({ key }) => key?.endsWith(ready.runId))
  expect(jobs.map(({ name }) => name).sort()).toEqual([
    'enrolment.refresh-teaching',
    'scheduling.tell-of-missing',
  ])
  expect(jobs.every(({ seconds }) => seconds > 250)).toBe(true)
})

test('every reason not to publish is said with where it is mended, and what may be meant is said and stops nobody', async () => {
  const { db } = college()
  const term = await addTerm(db, { name: 'Autumn 2026' })
  await addDraft(db, 'Dateless', { term, sessions: [] })
  await addDraft(db, 'Over', { term, sessions: [{ startsAt: inDays(-3) }] })
  await addDraft(db, 'Retired', { term }, { status: 'retired' })
  const elsewhere = await addDraft(db, 'Elsewhere', { term })
  await sql`update venue set retired_at = ${today} where id in
    (select venue_id from session where run_id = ${elsewhere.runId})`.execute(db)
  const tight = await addDraft(db, 'Tight', { term, capacity: 12, code: 'T-1' })
  const venue = await db
    .selectFrom('session')
    .where('run_id', '=', tight.runId)
    .select('venue_id')
    .executeTakeFirstOrThrow()
  const room = await addRoom(db, venue.venue_id, 'Small room')
  await db.updateTable('room').set({ capacity: 8 }).where('id', '=', room).execute()
  await db.updateTable('session').set({ room_id: room }).where('run_id', '=', tight.runId).execute()
  await addDraft(db, 'Outside', { term, sessions: [{ startsAt: new Date('2027-10-07T09:00:00Z') }] })
  await addDraft(db, 'Shut', { term, closesAt: inDays(-1) })
  const away = await addDraft(db, 'Away', { term })
  await db.deleteFrom('role_grant').where('person_id', '=', away.peerId).execute()
  const [ada] = await office(college(), 'Ada')
  const page = await look(ada, publicationOf(term))
  expect(page.kept).toEqual([
    'Dateless: It has no date yet. Add a date: Dateless',
    'Elsewhere: A date still to come is at a place that is in use no more. Change dates and places: Elsewhere',
    'Over: All its dates are over. Publish it by itself, for its register: Over',
    'Retired: Its course is retired. See the course: Retired',
  ])
  expect(page.notes).toEqual([
    expect.stringMatching(/^Person \d+ cannot come on Fri 11 Sept$/),
    'Thu 7 Oct 2027 lies outside Autumn 2026',
    'Enrolment has closed already',
    'It has 12 places, and Small room holds 8',
  ])
  expect(page.runs).toHaveLength(4)
  const refused = 'at a place that is in use no more. Move it first'
  expect(errorsOn((await ada.post(paths.adminPublication({ id: elsewhere.runId }), {})).text)).toContain(
    refused,
  )
  expect((await ada.get(paths.adminPublication({ id: tight.runId }))).text).toContain(
    'It has 12 places, and Small room holds 8.',
  )
})

test('drafts without a term have a page of their own, and what is unticked stays', async () => {
  const { db } = college()
  const [one, other] = [await addDraft(db, 'One'), await addDraft(db, 'Other')]
  await addDraft(db, 'Of a term', { term: await addTerm(db) })
  const [ada] = await office(college(), 'Ada')
  expect((await ada.get(paths.adminTerms())).text).toContain('2 drafts without a term')
  const page = await look(ada, paths.adminPublicationOfRest())
  expect(page.runs.sort()).toEqual([one.runId, other.runId].sort())
  const none = await ada.post(paths.adminPublicationOfRest(), { shown: page.shown })
  expect([none.status, errorsOn(none.text)]).toEqual([422, 'Tick at least one run'])
  await ada.post(paths.adminPublicationOfRest(), { runs: [one.runId], shown: page.shown })
  expect(await statusesOf(db, null)).toEqual({ One: 'published', Other: 'draft' })
})

test('pressed twice, at once or by two, it is done once', async () => {
  const { db } = college()
  const { term } = await aTermOfDrafts(db)
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const { runs, shown } = await look(ada, publicationOf(term))
  const answers = await Promise.all([ada, ben].map((who) => who.post(publicationOf(term), { runs, shown })))
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  const pages = await Promise.all([ada, ben].map((who) => who.get(publicationOf(term))))
  const said = pages.map(({ text }) => noticeOn(text)).sort()
  expect(said).toEqual([
    expect.stringContaining('2 runs are published'),
    expect.stringContaining('That was done before'),
  ])
  expect((await auditTrail(db)).filter(({ action }) => action === 'run.published')).toHaveLength(2)
})

test.each([
  [
    'a trainer leaves',
    async ({ ready }: Awaited<ReturnType<typeof aTermOfDrafts>>) => {
      await college().db.deleteFrom('run_trainer').where('person_id', '=', ready.peerId).execute()
    },
    'Not ready any more: Sleep well. There is no peer trainer yet.',
  ],
  [
    'a date moves',
    async ({ later }) => {
      const moved = { starts_at: inDays(20), ends_at: inDays(20.1) }
      await college().db.updateTable('session').set(moved).where('run_id', '=', later.runId).execute()
    },
    'Changed meanwhile, and ready still: Walking.',
  ],
  [
    'a trainer comes',
    async ({ alone, ready }) => {
      const peer = { run_id: alone.runId, person_id: ready.peerId, expertise: 'lived' as const }
      await college().db.insertInto('run_trainer').values(peer).execute()
    },
    'Ready now, and not before: Music.',
  ],
  [
    'one is published by itself',
    async ({ later }) => {
      await college()
        .db.updateTable('run')
        .set({ status: 'published' })
        .where('id', '=', later.runId)
        .execute()
    },
    'Published meanwhile: Walking.',
  ],
  [
    'one is let go',
    async ({ later }) => {
      await college().db.deleteFrom('run').where('id', '=', later.runId).execute()
    },
    'No draft here any more: a run that is gone.',
  ],
  [
    'one goes to another term',
    async ({ later }) => {
      const term = await addTerm(college().db)
      await college().db.updateTable('run').set({ term_id: term }).where('id', '=', later.runId).execute()
    },
    'No draft here any more: Walking.',
  ],
])('%s in between: it is said, and nothing is published', async (_, happens, news) => {
  const { db } = college()
  const world = await aTermOfDrafts(db)
  const [ada] = await office(college(), 'Ada')
  const { runs, shown } = await look(ada, publicationOf(world.term))
  await happens(world)
  const before = await statusesOf(db, world.term)
  const answer = await ada.post(publicationOf(world.term), { runs, shown })
  const again = read(answer.text)
  expect([answer.status, again.news]).toEqual([409, [news]])
  expect(await statusesOf(db, world.term)).toEqual(before)
  const pressed = await ada.post(publicationOf(world.term), { runs: again.runs, shown: again.shown })
  expect(pressed.status).toBe(303)
})

test('what nobody was shown is not published, and nonsense is refused', async () => {
  const { db } = college()
  const { term, ready } = await aTermOfDrafts(db)
  const published = await addRun(db, { term })
  const [ada] = await office(college(), 'Ada')
  await ada.get(publicationOf(term))
  const unseen = await ada.post(publicationOf(term), { runs: [ready.runId], shown: '' })
  expect([unseen.status, (await statusesOf(db, term))['Sleep well']]).toEqual([409, 'draft'])
  expect((await ada.post(publicationOf(term), { runs: 'x', shown: '' })).status).toBe(400)
  expect((await ada.post(publicationOf(term), { runs: [ready.runId] })).status).toBe(400)
  expect((await ada.post(publicationOf(term), { runs: [ready.runId], shown: "x' or" })).status).toBe(400)
  const nowhere = '3c9c1f0e-1111-4111-8111-111111111111'
  expect((await ada.get(publicationOf(nowhere))).status).toBe(404)
  expect((await ada.post(publicationOf(term), { runs: [published.runId, nowhere], shown: '' })).status).toBe(
    409,
  )
})

test('of many that were published meanwhile, five are named and the rest is counted', async () => {
  const { db } = college()
  const { term, ready } = await aTermOfDrafts(db)
  const { courseId } = await addDraft(db, 'Art', { term })
  const again = await addDraft(db, 'Art again', { term })
  await db.updateTable('run').set({ course_id: courseId }).where('id', '=', again.runId).execute()
  for (const title of ['Bread', 'Clay', 'Drums', 'Eating', 'Films'])
    await addDraft(db, title, { term, code: `${title}-1` })
  const [ada] = await office(college(), 'Ada')
  const { runs, shown } = await look(ada, publicationOf(term))
  const others = runs.filter((id) => id !== ready.runId)
  await db.updateTable('run').set({ status: 'published' }).where('id', 'in', others).execute()
  const { text } = await ada.post(publicationOf(term), { runs, shown })
  expect(read(text).news).toContain(
    'Published meanwhile: Art (2 runs), Bread (Bread-1), Clay (Clay-1), Drums (Drums-1), Eating (Eating-1) and 2 more.',
  )
})
