// What people did since is said, or in the way, when a date or a run becomes as it was.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addVenue, today } from '../../support/college.ts'
import { errorsOn, fieldsOn, noticeOn, office } from '../../support/office.ts'
import { addWalkIn } from '../../web/support/registers.ts'
import { undo } from './support.ts'

const college = testApp()
const then = addMinutes(today, 10 * 24 * 60)

/** A date of Amal's; Yoga at the same time, which he can book too. */
async function aDate() {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { runId, sessionIds } = await addRun(db, { sessions: [{ startsAt: then }] })
  const amal = await addPerson(db)
  await addEnrolment(db, runId, { person: amal })
  const course = (await addCourse(db, { title: 'Yoga' })).id
  const yoga = await addRun(db, { course, sessions: [{ startsAt: addMinutes(then, 60) }] })
  const id = sessionIds[0]!
  const page = paths.adminSession({ id })
  return {
    ada,
    off: paths.adminSessionCancellation({ id }),
    on: paths.adminSessionReturn({ id }),
    booksYoga: () => addEnrolment(db, yoga.runId, { person: amal }),
    change: async (typed: object) =>
      ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), ...typed }),
    noticeOfDates: async () => noticeOn((await ada.get(paths.adminRunSessions({ id: runId }))).text),
  }
}

const elsewhere = 'Of those with a place, 1 person has Yoga at that time.'

test('who has booked something else while a date was off is counted when it is put back on', async () => {
  const { ada, off, on, booksYoga, noticeOfDates } = await aDate()
  await ada.get(paths.adminUndo())
  await ada.post(off)
  await ada.post(on)
  expect(await noticeOfDates()).not.toContain(elsewhere)
  await ada.post(off)
  await booksYoga()
  await ada.post(on)
  expect(await noticeOfDates()).toContain(`Everybody with a place is told. ${elsewhere}`)
})

test('who has booked something else at the time that an undoing brings back is counted', async () => {
  const { ada, off, booksYoga, change } = await aDate()
  await change({ day: '12/9/2026' })
  await booksYoga()
  const isCounted = async (words: string) => {
    expect((await undo(ada, words)).status).toBe(303)
    return noticeOn((await ada.get(paths.adminUndo())).text).includes(elsewhere)
  }
  expect(await isCounted('changed a date')).toBe(true)
  await ada.post(off)
  expect(await isCounted('called a date off')).toBe(true)
  // What does not touch when it is asks nothing of anybody's day.
  await change({ note: 'Bring a coat' })
  expect(await isCounted('Ada changed a date')).toBe(false)
})

test('that the college is closed by now on a day that an undoing brings back is said before and after it', async () => {
  const { ada, off, change } = await aDate()
  const { db } = college()
  const closed = 'We are closed on Fri 11 Sept: Training day.'
  const isSaid = async () => (await ada.get(paths.adminUndo())).text.includes(closed)
  await change({ day: '12/9/2026' })
  expect(await isSaid()).toBe(false)
  const day = { name: 'Training day', starts_on: '2026-09-11', ends_on: '2026-09-11' }
  await db.insertInto('closure').values(day).execute()
  expect(await isSaid()).toBe(true)
  await undo(ada, 'changed a date')
  expect(noticeOn((await ada.get(paths.adminUndo())).text)).toContain(closed)
  // Where it leaves such a day, that is no news.
  expect(await isSaid()).toBe(false)
  await ada.post(off)
  expect(await isSaid()).toBe(true)
  await undo(ada, 'called a date off')
  expect(noticeOn((await ada.get(paths.adminUndo())).text)).toContain(closed)
})

test.each(['walk-in', 'head count'])(
  'a run that people came to, by a %s, becomes no draft again',
  async (how) => {
    const { db } = college()
    const [ada] = await office(college(), 'Ada')
    const { runId, sessionIds, peerId } = await addRun(db, { status: 'draft' })
    const id = sessionIds[0]!
    const publication = paths.adminPublication({ id: runId })
    await ada.post(publication, fieldsOn((await ada.get(publication)).text, publication))
    if (how === 'walk-in') await addWalkIn(db, id, peerId)
    else await db.insertInto('head_count').values({ session_id: id, people: 4, counted_at: today }).execute()
    const refused = await undo(ada, 'published a run')
    expect([refused.status, noticeOn(refused.text).includes('People came to it')]).toEqual([409, true])
    expect((await ada.get(paths.adminRegister({ id }))).status).toBe(200)
    await db.deleteFrom('head_count').execute()
    await db.updateTable('walk_in').set({ removed_at: today }).execute()
    expect((await undo(ada, 'published a run')).status).toBe(303)
  },
)

async function aRun() {
  const { db } = college()
  const venue = await addVenue(db, { name: 'Town Hall' })
  const run = await addRun(db, { venue, sessions: [{ startsAt: then }] })
  const id = run.sessionIds[0] ?? ''
  return { ...run, venue, page: paths.adminSession({ id }), id }
}

const session = (id: string) =>
  college().db.selectFrom('session').select('status').where('id', '=', id).executeTakeFirstOrThrow()

test('a date stays off while the venue it was at is in use no more, and nobody is sent there', async () => {
  const [ada] = await office(college(), 'Ada')
  const { page, venue, id, runId } = await aRun()
  await ada.get(page)
  await ada.post(paths.adminSessionCancellation({ id }))
  await ada.post(paths.adminVenueRetirement({ id: venue }))
  await ada.post(paths.adminSessionReturn({ id }))
  const said = noticeOn((await ada.get(paths.adminRunSessions({ id: runId }))).text)
  expect(said).toContain('Where it met is in use no more')
  expect((await undo(ada, 'called a date off')).text).toContain('Where it met is in use no more')
  expect((await session(id)).status).toBe('cancelled')
  await ada.post(paths.adminVenueReturn({ id: venue }))
  await ada.post(paths.adminSessionReturn({ id }))
  expect((await session(id)).status).toBe('planned')
})

test('a date stays off while its course is out of the prospectus, and none is added', async () => {
  const [ada] = await office(college(), 'Ada')
  const { page, id, runId, courseId, venue } = await aRun()
  await ada.get(page)
  await ada.post(paths.adminSessionCancellation({ id }))
  await ada.post(paths.adminCourseRetirement({ id: courseId }))
  await ada.post(paths.adminSessionReturn({ id }))
  const notice = async () => noticeOn((await ada.get(paths.adminRunSessions({ id: runId }))).text)
  expect(await notice()).toContain('Its course has left the prospectus')
  expect((await undo(ada, 'called a date off')).text).toContain('Its course has left the prospectus')
  const another = { day: '2026-09-18', from: '10:00', until: '12:00', place: venue }
  const refused = await ada.post(paths.adminSessionNew({ id: runId }), another)
  expect([refused.status, errorsOn(refused.text)]).toEqual([
    422,
    expect.stringContaining('Its course has left the prospectus'),
  ])
  expect((await session(id)).status).toBe('cancelled')
})

test('an end that nobody knows yet stays unknown until somebody enters it; it becomes unknown again only by an undoing', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { sessionIds } = await addRun(db, { sessions: [{ startsAt: then }] })
  const [id = ''] = sessionIds
  await db.updateTable('session').set({ end_assumed: true }).where('id', '=', id).execute()
  const page = paths.adminSession({ id })
  const shown = async () => fieldsOn((await ada.get(page)).text, page)
  const known = () =>
    db.selectFrom('session').select(['ends_at', 'end_assumed']).where('id', '=', id).executeTakeFirst()
  expect((await shown()).until).toBe('')
  expect((await ada.get(page)).text).toContain('10am (end time to be confirmed)')
  await ada.post(page, { ...(await shown()), from: '11:00', note: 'Bring a coat' })
  expect(await known()).toEqual({ ends_at: addMinutes(then, 180), end_assumed: true })
  await ada.post(page, { ...(await shown()), until: '1.30pm' })
  expect(await known()).toEqual({ ends_at: addMinutes(then, 210), end_assumed: false })
  const refused = await ada.post(page, { ...(await shown()), until: '' })
  expect([refused.status, errorsOn(refused.text)]).toEqual([
    422,
    expect.stringContaining('Enter when it ends'),
  ])
  await undo(ada, 'changed a date')
  expect((await known())?.end_assumed).toBe(true)
})

test('of hundreds of changes the oldest can be undone as well, and its press leads back to the page it stood on', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { sessionIds, runId } = await addRun(db, { sessions: [{ startsAt: then }] })
  await ada.get(paths.adminUndo())
  await ada.post(paths.adminSessionCancellation({ id: sessionIds[0]! }))
  await sql`insert into audit_event (at, action, subject_kind, subject_id, detail)
    select ${today}, 'run.changed', 'run', ${runId}::uuid, '{}' from generate_series(1, 250)`.execute(db)
  const older = async (address: string) =>
    load((await ada.get(address)).text)('a[rel=next]').attr('href') ?? 'no older changes'
  const last = await older(await older(paths.adminUndo()))
  const page = load((await ada.get(last)).text)
  expect([page('.undo').length, page('a[rel=next]').length]).toEqual([51, 0])
  const press = page('.undo').last().find('form').attr('action')!
  const undone = await ada.post(press)
  expect([undone.status, undone.headers.location]).toEqual([303, last])
  expect(
    load((await ada.get(last)).text)('.undo')
      .last()
      .text(),
  ).toContain('Undone')
  // Pressed by a second, it is refused on that page.
  const refused = load((await ada.post(press)).text)
  expect(refused('.panel').text()).toContain('Somebody has undone that already')
  expect(refused('.undo')).toHaveLength(51)
})
