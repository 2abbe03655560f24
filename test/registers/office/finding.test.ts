import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { addMinutes, dayOf } from '../../../src/lib/time.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { cancelSession } from '../../../src/scheduling/sessions/cancel.ts'
import { mergeIdOf, officeOf } from '../../enrolment/merging/support/records.ts'
import { auditOf } from '../../audit/support.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addVenue, today } from '../../support/college.ts'
import { errorsOn, office } from '../../support/office.ts'
import { addWalkIn } from '../../web/support/registers.ts'
import { addClass, adding, readPage, send } from '../marking/support.ts'
import { enrolled, inDays, night, say, statusOf } from '../support/term-over.ts'

const college = testApp()
const newId = '3c9c1f0e-1111-4111-8111-111111111111'

test('the sheets of a day or of seven come in one print, by site; nobody signs online or what is called off', async () => {
  const { db } = college()
  const { admin } = await addClass(college())
  const inTwoDays = addMinutes(today, 2 * 24 * 60)
  const add = async (title: string, startsAt: Date, venue: { name?: string; online?: boolean }) => {
    const { id: course } = await addCourse(db, { title })
    const at = await addVenue(db, { name: title, ...venue })
    return addRun(db, { course, venue: at, sessions: [{ startsAt }] })
  }
  await add('Painting', today, { name: 'Annexe' })
  await add('Video call', today, { online: true })
  const off = await add('Called off', today, {})
  await db.updateTable('session').set({ status: 'cancelled' }).where('run_id', '=', off.runId).execute()
  await add('Later', inTwoDays, {})
  const sheets = async (query: string) => {
    const page = load((await admin.get(`${paths.adminSheets()}${query}`)).text)
    const titles = page('.sheet-head h2').toArray()
    return titles.map((title) => page(title).text().replace('Sign-in sheet: ', ''))
  }
  const day = dayOf(today, 'Europe/London')
  expect((await sheets('')).toSorted()).toEqual(['Painting', 'Sleep well'])
  expect((await sheets(`?day=${day}`))[0]).toBe('Painting')
  expect(await sheets(`?day=${day}&days=7`)).toHaveLength(3)
  const { id } = await db
    .selectFrom('venue')
    .select('id')
    .where('name', '=', 'Annexe')
    .executeTakeFirstOrThrow()
  expect(await sheets(`?day=${day}&venue=${id}`)).toEqual(['Painting'])
  const wrong = await admin.get(`${paths.adminSheets()}?day=31/2/2026`)
  expect([wrong.status, errorsOn(wrong.text)]).toEqual([422, 'Enter a day that exists, such as 14/9/2026'])
})

test.each([true, false])('the office finds each register of a run by links, drop-in %s', async (dropIn) => {
  const { db } = college()
  const { admin } = await addClass(college())
  const times = [{ startsAt: addMinutes(today, -7 * 24 * 60) }, { startsAt: addMinutes(today, 7 * 24 * 60) }]
  const { runId, sessionIds } = await addRun(db, { sessions: times, rules: { drop_in: dropIn } })
  const run = load((await admin.get(paths.adminRun({ id: runId }))).text)
  const list = run('.jumps a')
    .toArray()
    .find((link) => run(link).text().includes('egisters'))
  const page = load((await admin.get(list?.attribs.href ?? '')).text)
  const registers = page('[aria-label="Registers"] a').toArray()
  const all = sessionIds.map((id) => paths.adminRegister({ id }))
  expect(registers.map((link) => link.attribs.href)).toEqual(all)
  expect(page('main').text()).not.toContain(dropIn ? 'Nobody is coming yet' : 'Nobody books')
})

test('the office hears on its page who is to be looked up, and of a register that nobody marked within a day', async () => {
  const { db, clock } = college()
  const { sessionId, peer, admin } = await addClass(college())
  const needs = async () => load((await admin.get(paths.admin())).text)('.needs').text()
  await readPage(peer, sessionId)
  await send(peer, sessionId, adding(newId, 'Wren'))
  clock.now = addMinutes(today, 60)
  expect(await needs()).toContain('1 person came without a place')
  expect(await needs()).not.toContain('not marked yet')
  clock.now = addMinutes(today, 27 * 60)
  expect(await needs()).toContain('1 register is not marked yet')
  await send(peer, sessionId, { 'take-out': newId })
  const said = {
    mark: 'present',
    marked_at: clock.now,
    marked_by: await addPerson(db),
    means: 'office',
  } as const
  await db.updateTable('attendance').set(said).where('session_id', '=', sessionId).execute()
  expect(await needs()).toBe('')
})

/**
 * Two classes are over, the third is called off, and the fourth is to come. Ana has two records, which were joined; Cem
 * gave his place up and has one again, Eve has left, Dee came to the second class without a place, and Ben was written
 * down so at the first, where he was not seen.
 */
async function goingOn() {
  const app = college()
  const { db, clock } = app
  const { id: course } = await addCourse(db, { title: 'Sleep well' })
  const run = await enrolled(app, ['Ana', 'Ann', 'Ben', 'Cem', 'Eve'], 4, { course })
  const { runId, sessionIds, peerId, deeds } = run
  const [first = '', second = '', third = '', fourth = ''] = sessionIds
  const [ana, ann, ben, cem, eve] = ['Ana', 'Ann', 'Ben', 'Cem', 'Eve'].map((name) => run.places[name]!)
  const at = (place: typeof ana) => place!.enrolmentId
  clock.now = addMinutes(inDays(1), 60)
  await say(app, first, peerId, {
    [at(ana)]: 'present',
    [at(ann)]: 'no-word',
    [at(ben)]: 'no-word',
    [at(cem)]: 'present',
    [at(eve)]: 'left-early',
  })
  await say(app, second, peerId, { [at(cem)]: 'told-us' })
  clock.now = inDays(2)
  for (const place of [cem, eve]) await deeds.withdraw(at(place))
  const again = await addEnrolment(db, runId, { person: cem!.personId, joinedAt: inDays(3) })
  clock.now = addMinutes(inDays(8), 60)
  await say(app, second, peerId, {
    [at(ana)]: 'no-word',
    [at(ann)]: 'late',
    [at(ben)]: 'no-word',
    [again]: 'present',
  })
  const dee = await addPerson(db, { name: 'Dee' })
  for (const [session, person_id] of [
    [second, dee],
    [first, ben!.personId],
  ] as const) {
    const walkIn = await addWalkIn(db, session, peerId)
    await db.updateTable('walk_in').set({ person_id }).where('id', '=', walkIn).execute()
  }
  await say(app, fourth, peerId, { [at(ben)]: 'told-us' })
  await inTransaction(db, (tx) => cancelSession(tx, third, { now: clock.now, actorId: null }))
  mergeIdOf(await (await officeOf(app)).merge(ana!.personId, ann!.personId))
  clock.now = inDays(9)
  const [olu] = await office(app, 'Olu')
  const people = { ana: ana!.personId, ann: ann!.personId, ben: ben!.personId, cem: cem!.personId, dee }
  return { app, runId, sessionIds, olu, people }
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim()

test('of a run that goes on the office sees who came, person by class, and everybody once', async () => {
  const { runId, sessionIds, olu, people } = await goingOn()
  const run = load((await olu.get(paths.adminRun({ id: runId }))).text)
  const link = run('.jumps a').filter((_, one) => run(one).text() === 'Who came so far')
  const page = load((await olu.get(link.attr('href')!)).text)
  expect(page('.lede').text()).toBe('3 people have a place. 2 of 3 classes have begun.')
  const classes = page('.rows .row').toArray()
  expect(classes.map((row) => oneLine(page(row).find('.row__side').text()))).toEqual([
    '3 of 4 came, 1 no word, 1 without a place',
    '2 of 3 came, 1 no word, 1 without a place',
    'Called off',
    '3 expected, 1 told us',
  ])
  const registers = page('.rows a').toArray()
  expect(registers.map((one) => one.attribs.href)).toEqual(
    sessionIds.map((id) => paths.adminRegister({ id })),
  )
  const rows = page('table tr').toArray()
  const cells = (row: (typeof rows)[number]) => page(row).children().toArray()
  expect(rows.map((row) => cells(row).map((cell) => oneLine(page(cell).text())))).toEqual([
    ['Name', 'So far', 'Wed 2 Sept', 'Wed 9 Sept'],
    ['Ana', 'Came to 2 of 2 classes so far.', 'Here', 'Late'],
    [
      'Ben',
      'Came to 0 of 2 classes so far. No word twice in a row. Told us that they cannot come on Wed 23 Sept.',
      'No word',
      'No word',
    ],
    ['Cem', 'Came to 2 of 2 classes so far.', 'Here', 'Here'],
    ['EveLeft on Thu 3 Sept', 'Came to 1 of 1 class.', 'Left early', 'Not expected'],
  ])
  expect(page('table a').first().attr('href')).toBe(paths.adminPersonAttendance({ id: people.ana }))
  const notOver = load((await olu.get(paths.adminRunCompletion({ id: runId }))).text)
  expect(notOver(`main a[href="${link.attr('href')}"]`).text()).toBe('Who came so far')
})

test('of one person the office sees each class once, what goes on first, and what was said of it', async () => {
  const { app, runId, sessionIds, olu, people } = await goingOn()
  const { id: course } = await addCourse(app.db, { title: 'Walking' })
  const earlier = await addRun(app.db, {
    course,
    sessions: [{ startsAt: inDays(8) }, { startsAt: inDays(40), status: 'cancelled' }],
  })
  await addEnrolment(app.db, earlier.runId, { person: people.cem })
  const shown = async (id: string) => {
    const page = load((await olu.get(paths.adminPersonAttendance({ id }))).text)
    const courses = page('section').toArray()
    return {
      page,
      courses: courses.map((one) => ({
        title: page(one).find('h2').text(),
        sum: oneLine(page(one).find('p strong').first().text()),
        said: page(one)
          .find('.row__side')
          .toArray()
          .map((side) => page(side).text()),
      })),
    }
  }
  const { page, courses } = await shown(people.cem)
  expect(courses).toEqual([
    {
      title: 'Sleep well',
      sum: 'Came to 2 of 2 classes so far.',
      said: ['Here', 'Here', 'Called off', 'Still to come'],
    },
    { title: 'Walking', sum: '1 class is not marked yet.', said: ['Not marked yet', 'Called off'] },
  ])
  expect(page('.lede').text()).toBe('Came to 2 of 2 classes. 1 class is not marked yet.')
  expect(page('main').text()).toContain('Last seen in a class on Wednesday 9 September 2026.')
  expect(page('h2 a').first().attr('href')).toBe(paths.adminRun({ id: runId }))
  const links = page('section').first().find('.rows a').toArray()
  expect(links.map((one) => one.attribs.href)).toEqual(sessionIds.map((id) => paths.adminRegister({ id })))
  expect((await shown(people.ana)).courses[0]).toMatchObject({
    sum: 'Came to 2 of 2 classes so far.',
    said: ['Here', 'Late', 'Called off', 'Still to come'],
  })
  const ben = await shown(people.ben)
  expect(ben.courses[0]).toMatchObject({
    sum: 'Came to 0 of 2 classes so far. No word twice in a row.',
    said: ['No word', 'No word', 'Called off', 'Told us'],
  })
  expect(ben.page('.row .soft').text()).toBe('Also written down as somebody who came without a place')
  expect((await shown(people.dee)).courses).toEqual([
    { title: 'Sleep well', sum: 'Came to 1 class without a place.', said: ['Came without a place'] },
  ])
  const walking = load((await olu.get(paths.adminRunAttendance({ id: earlier.runId }))).text)
  expect(walking('.row__side').text()).toBe('1 not marked yetCalled off')
  const merged = await olu.get(paths.adminPersonAttendance({ id: people.ann }))
  expect([merged.status, merged.headers.location]).toEqual([
    303,
    paths.adminPersonAttendance({ id: people.ana }),
  ])
  const own = load((await olu.get(paths.adminPerson({ id: people.cem }))).text)
  expect(own(`a[href="${paths.adminPersonAttendance({ id: people.cem })}"]`)).toHaveLength(1)
})

test('classes that somebody came to before they had a place are classes they came to, for as long as that stands', async () => {
  const app = college()
  const { db, clock } = app
  const { runId, sessionIds, peerId, places, deeds } = await enrolled(app, ['Ana'], 3, {
    closesAt: inDays(40),
  })
  const [olu] = await office(app, 'Olu')
  const person = await addPerson(db, { name: 'Wren' })
  const [first = '', second = '', third = ''] = sessionIds
  clock.now = addMinutes(inDays(8), 60)
  const walkIns = [await addWalkIn(db, first, peerId), await addWalkIn(db, second, peerId)]
  for (const session of [first, second])
    await say(app, session, peerId, { [places.Ana!.enrolmentId]: 'present' })
  expect((await olu.post(paths.adminWalkIn({ id: walkIns[0]! }), { person })).status).toBe(303)
  clock.now = inDays(10)
  const begun = await deeds.enrol(runId, person)
  if (!begun.ok) throw new Error(begun.reason)
  const wren = { personId: person, ...begun }
  // Of the third nobody ever marks them: it is waited for, and then counts neither way.
  clock.now = inDays(17)
  await say(app, third, peerId, { [places.Ana!.enrolmentId]: 'present' })
  await night(app)
  expect(await statusOf(db, wren)).toBe('confirmed')
  clock.now = inDays(31)
  await night(app)
  const completed = async () =>
    load((await olu.get(paths.adminRunCompletion({ id: runId }))).text)('main').text()
  const completion = async () => [oneLine(await completed()), await statusOf(db, wren), await auditOf(app)]
  const once: unknown = expect.stringMatching(/Came to 1 of 2 classes.* Registers to mark: Wed 16 Sept [^,]/)
  expect(await completion()).toEqual([once, 'not-completed', []])
  // Who it was at the second is found when the run is over.
  expect((await olu.post(paths.adminWalkIn({ id: walkIns[1]! }), { person })).status).toBe(303)
  await app.runJobs()
  expect(await completion()).toEqual([
    expect.stringContaining('Came to 2 of 2 classes; 2 are enough. They had no place at 2 of them.'),
    'completed',
    [],
  ])
  await olu.post(paths.adminWalkInRemoval({ id: walkIns[0]! }), {})
  await app.runJobs()
  expect((await completion()).slice(1)).toEqual(['not-completed', []])
})

test('of a drop-in the office sees how many came, and of a draft nothing', async () => {
  const app = college()
  const { db } = app
  const [olu] = await office(app, 'Olu')
  const sessions = [{ startsAt: inDays(-8) }, { startsAt: inDays(-1) }, { startsAt: inDays(6) }]
  const cafe = await addRun(db, { sessions, rules: { drop_in: true } })
  const [counted = ''] = cafe.sessionIds
  await db.insertInto('head_count').values({ session_id: counted, people: 9, counted_at: today }).execute()
  const page = load((await olu.get(paths.adminRunAttendance({ id: cafe.runId }))).text)
  expect(page('h1').text()).toMatch(/^How many came: /)
  expect(page('main').text()).toContain('Nobody books a drop-in')
  expect(
    page('.row__side')
      .toArray()
      .map((side) => page(side).text()),
  ).toEqual(['9 people came', 'Not counted yet', 'Still to come'])
  expect(page('table')).toHaveLength(0)
  const draft = await addRun(db, { status: 'draft' })
  expect((await olu.get(paths.adminRunAttendance({ id: draft.runId }))).status).toBe(404)
})
