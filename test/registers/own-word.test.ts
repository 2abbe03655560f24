import { load } from 'cheerio'
import { addMinutes } from '../../src/lib/time.ts'
import { paths } from '../../src/paths.ts'
import { decideOwnWord } from '../../src/registers/own-word/rules.ts'
import { words } from '../enrolment/support/people.ts'
import { givePasswords, testApp } from '../support/app.ts'
import { confirm, look } from '../enrolment/bulk-changes/support/preview.ts'
import { addEnrolment, addPerson, addRun, addVenue } from '../support/college.ts'
import { deedsIn } from '../support/deeds.ts'
import { fieldsOn, noticeOn, office } from '../support/office.ts'
import { inDays, mark, missedClass } from './support/missed.ts'
import { enrolled, night, say, statusOf } from './support/term-over.ts'

const college = testApp()

test('somebody says that they cannot come to the next class, and takes it back until it begins', async () => {
  const app = college()
  const { db } = app
  const there = await missedClass(app)
  const amal = await app.as('amal@example.org')
  const button = async () => {
    const page = await amal.get('/my/courses')
    const form = load(page.text)('.enrolment__actions form[action*="-come"]')
    return {
      text: form.find('button').text(),
      fields: { session: form.find('input[name=session]').attr('value') ?? '' },
    }
  }
  const first = await button()
  expect(first).toEqual({ text: 'I cannot come to this date', fields: { session: there.nextId } })
  const [cannot, can] = [paths.cannotCome, paths.canCome].map((path) => path({ id: there.enrolmentId })) as [
    string,
    string,
  ]
  await amal.post(cannot, first.fields)
  const page = await amal.get('/my/courses')
  expect(noticeOn(page.text)).toContain('Thank you for telling us')
  expect(words(page)).toContain('You told us that you cannot come to this date.')
  expect(words(page)).not.toContain('We look forward to seeing you. ')
  const row = () =>
    db
      .selectFrom('attendance')
      .where('session_id', '=', there.nextId)
      .where('enrolment_id', '=', there.enrolmentId)
      .select(['mark', 'means', 'marked_by'])
      .executeTakeFirst()
  expect(await row()).toEqual({ mark: 'told-us', means: 'themselves', marked_by: there.amal })
  const register = await there.tess.get(paths.sessionRegister({ id: there.nextId }))
  expect(load(register.text)('input[value=told-us][checked]')).toHaveLength(1)

  expect((await button()).text).toBe('I can come after all')
  await amal.post(can, first.fields)
  expect(await row()).toMatchObject({ mark: null })
  expect((await button()).text).toBe('I cannot come to this date')

  await amal.post(cannot, first.fields)
  app.clock.now = inDays(7.01)
  await amal.post(can, first.fields)
  expect(noticeOn((await amal.get('/my/courses')).text)).toContain('Nothing was changed')
  expect(await row()).toMatchObject({ mark: 'told-us' })
})

test('beside each date to come it can be said off, and taken back there', async () => {
  const app = college()
  const off = { startsAt: inDays(21), status: 'cancelled' as const }
  const sessions = [{ startsAt: inDays(-7) }, { startsAt: inDays(7) }, { startsAt: inDays(14) }, off]
  const there = await missedClass(app, { sessions })
  const { sessionIds, enrolmentId } = there
  const amal = await app.as('amal@example.org')
  const dates = async () => {
    const page = load((await amal.get('/my/courses')).text)
    const rows = page('.enrolment .session').toArray()
    return rows.map((row) => page(row).find('.session__word button').text())
  }
  const [cannot, can] = ['I cannot come to this date', 'I can come after all']
  expect(await dates()).toEqual(['', cannot, cannot, ''])
  const page = load((await amal.get('/my/courses')).text)
  const form = page('.enrolment .session').eq(2).find('form')
  const told = form.find('button').attr('aria-describedby') ?? ''
  expect(page(`[id="${told}"]`).text()).toBe('Tuesday 15 September')
  const fields = (name: string) => form.find(`input[name=${name}]`).attr('value') ?? ''
  const said = { session: fields('session'), day: fields('day') }
  expect(said).toEqual({ session: sessionIds[2], day: '2026-09-15' })
  await amal.post(form.attr('action') ?? '', said)
  expect(noticeOn((await amal.get('/my/courses')).text)).toContain(
    'We do not expect you on Tuesday 15 September 2026',
  )
  expect(await dates()).toEqual(['', cannot, can, ''])
  const register = await there.tess.get(paths.sessionRegister({ id: said.session }))
  expect(load(register.text)('input[value=told-us][checked]')).toHaveLength(1)
  await amal.post(paths.canCome({ id: enrolmentId }), said)
  expect(noticeOn((await amal.get('/my/courses')).text)).toContain('See you on Tuesday 15 September 2026')
  expect(await dates()).toEqual(['', cannot, cannot, ''])
})

test('of a class that was over when they got their place, a word makes no row', async () => {
  const app = college()
  const there = await missedClass(app)
  app.clock.now = inDays(1)
  const late = await addEnrolment(app.db, there.runId, { joinedAt: inDays(1) })
  const { person_id } = await app.db
    .selectFrom('enrolment')
    .where('id', '=', late)
    .select('person_id')
    .executeTakeFirstOrThrow()
  await app.db.updateTable('person').set({ email: 'lee@example.org' }).where('id', '=', person_id).execute()
  await givePasswords(app.db)
  const lee = await app.as('lee@example.org')
  await lee.post(paths.cannotCome({ id: late }), { session: there.sessionId })
  expect(noticeOn((await lee.get('/my/courses')).text)).toContain('Nothing was changed')
  const rows = await app.db
    .selectFrom('attendance')
    .where('enrolment_id', '=', late)
    .select('session_id')
    .execute()
  expect(rows.map(({ session_id: id }) => id)).not.toContain(there.sessionId)
})

test('nobody speaks for somebody else, of another run, or after a trainer has marked them', async () => {
  const app = college()
  const there = await missedClass(app)
  const other = await addRun(app.db, {})
  const theirs = await addEnrolment(app.db, other.runId, {})
  await givePasswords(app.db)
  const amal = await app.as('amal@example.org')
  const session = there.nextId
  const to = (id: string, fields: Record<string, string>) => amal.post(paths.cannotCome({ id }), fields)
  expect((await to(theirs, { session: other.sessionIds[0] ?? '' })).status).toBe(404)
  expect((await to(there.enrolmentId, { session: other.sessionIds[0] ?? '' })).status).toBe(404)
  expect((await to(there.enrolmentId, { session: 'no' })).status).toBe(400)
  app.clock.now = new Date(inDays(7).getTime() - 60_000)
  await mark(there.tess, { ...there, sessionId: session }, 'present')
  await to(there.enrolmentId, { session })
  expect(noticeOn((await amal.get('/my/courses')).text)).toContain('Nothing was changed')
  const { count } = await app.db
    .selectFrom('attendance')
    .where('mark', '=', 'told-us')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  expect(count).toBe(0)
})

test('what somebody says of their own class', () => {
  const startsAt = inDays(1)
  const facts = { mark: null, startsAt, status: 'planned' as const, hasMoved: false }
  expect(decideOwnWord(facts, false, inDays(0))).toEqual({ ok: true, mark: 'told-us' })
  expect(decideOwnWord({ ...facts, mark: 'told-us' }, true, inDays(0))).toEqual({ ok: true, mark: null })
  expect(decideOwnWord(facts, false, startsAt)).toEqual({ ok: false, reason: 'too-late' })
  expect(decideOwnWord({ ...facts, status: 'cancelled' }, false, inDays(0))).toMatchObject({
    reason: 'cancelled',
  })
  expect(decideOwnWord({ ...facts, hasMoved: true }, false, inDays(0))).toMatchObject({ reason: 'moved' })
  expect(decideOwnWord({ ...facts, mark: 'late' }, true, inDays(0))).toMatchObject({
    reason: 'marked-already',
  })
})

const otherDay = { day: '10/9/2026', from: '10am', until: '12pm' }

/** Amal, who has told us that he cannot come to the class of 8 September; and the office at the page of it. */
async function toldUs() {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const venue = await addVenue(app.db, { name: 'Town Hall' })
  const sessions = [{ startsAt: inDays(7) }, { startsAt: inDays(14) }]
  const run = await addRun(app.db, { venue, sessions, now: inDays(-20) })
  const amal = await addPerson(app.db, { name: 'Amal', email: 'amal@example.org' })
  const deeds = deedsIn(app.db, { config: app.config, clock: () => app.clock.now })
  const enrolled = await deeds.enrol(run.runId, amal)
  if (!enrolled.ok) throw new Error(enrolled.reason)
  const [session = ''] = run.sessionIds
  await givePasswords(app.db)
  const { enrolmentId } = enrolled
  await app.runJobs()
  const browser = await app.as('amal@example.org')
  await browser.get('/my/courses')
  await browser.post(paths.cannotCome({ id: enrolmentId }), { session, day: '2026-09-08' })
  const markOf = async () => {
    const row = app.db.selectFrom('attendance').where('enrolment_id', '=', enrolmentId)
    return (await row.where('session_id', '=', session).select('mark').executeTakeFirstOrThrow()).mark
  }
  let read = 0
  /** Whatever Amal is written since this was last asked; the next thing happens some minutes later. */
  const newMails = async () => {
    await app.runJobs()
    const mails = app.db.selectFrom('mail').where('person_id', '=', amal).orderBy('number')
    const views = (await mails.select('view').execute()).slice(read).map(({ view }) => JSON.stringify(view))
    read += views.length
    app.clock.now = addMinutes(app.clock.now, 10)
    return views.join()
  }
  await newMails()
  const page = paths.adminSession({ id: session })
  const change = async (typed: Record<string, string>) =>
    ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), ...typed })
  expect(await markOf()).toBe('told-us')
  return { ...app, ...run, ada, amal: browser, session, enrolmentId, markOf, newMails, change }
}

test('whoever cannot come on one day did not say so of another: it is taken back and they are told, and counts again on the day itself', async () => {
  const { ada, session, amal, enrolmentId, markOf, newMails, change } = await toldUs()
  expect((await change({ from: '11am', until: '1pm' })).status).toBe(303)
  expect(await markOf()).toBe('told-us')
  expect(await newMails()).not.toContain('You had told us')

  expect((await change(otherDay)).status).toBe(303)
  expect(await markOf()).toBeNull()
  expect(await newMails()).toContain(
    'You had told us that you could not come on Tuesday 8 September 2026. The class is on Thursday 10 September 2026 now. If that day does not suit you either, please tell us again, as you did before.',
  )
  const register = words(await ada.get(paths.adminRegister({ id: session })))
  expect(register).toContain('Told us: Amal, Tue 1 Sept, 10')
  expect(register).toContain('Taken away, as the class moved to another day: Ada')
  // A page that was opened before speaks of the old day.
  await amal.post(paths.cannotCome({ id: enrolmentId }), { session, day: '2026-09-08' })
  expect(noticeOn((await amal.get('/my/courses')).text)).toContain('That class has moved to another day')
  expect(await markOf()).toBeNull()

  const undo =
    load((await ada.get(paths.adminUndo())).text)('.undo form')
      .first()
      .attr('action') ?? ''
  expect((await ada.post(undo)).status).toBe(303)
  expect(await markOf()).toBe('told-us')
  expect(await newMails()).toContain('the class is on that day again. So we do not count on you')
})

test('a change of many dates takes back what was said of their old days too, and so does putting them back', async () => {
  const { ada, amal, runId, session, enrolmentId, markOf, newMails } = await toldUs()
  const move = { change: 'move', amount: '1', unit: 'weeks', direction: 'earlier', reason: 'Snow' }
  const later = { ...move, direction: 'later' }
  await confirm(ada, await look(ada, { scope: 'run', run: runId, ...later }))
  expect(await markOf()).toBeNull()
  expect(await newMails()).toContain('You had told us that you could not come on Tuesday 8 September 2026. ')
  await amal.post(paths.cannotCome({ id: enrolmentId }), { session, day: '2026-09-15' })
  await confirm(ada, await look(ada, { scope: 'run', run: runId, ...move }))
  expect(await markOf()).toBeNull()
  expect(await newMails()).toContain('on Tuesday 15 September 2026. The class is on Tuesday 8 September 2026')
})

test('that somebody could not come to a class that nobody marked is no class that a later one missed', async () => {
  const app = college()
  const { places, deeds, runId, sessionIds, peerId } = await enrolled(app, ['Ana'], 3, {
    closesAt: inDays(40),
  })
  const [first = '', ...others] = sessionIds
  await say(app, first, peerId, { [places.Ana!.enrolmentId]: 'told-us' })
  app.clock.now = inDays(2)
  const personId = await addPerson(app.db, { name: 'Ben' })
  const ben = await deeds.enrol(runId, personId)
  if (!ben.ok) throw new Error(ben.reason)
  app.clock.now = inDays(16)
  for (const session of others) await say(app, session, peerId, { [ben.enrolmentId]: 'present' })
  app.clock.now = inDays(40)
  await night(app)
  expect(await statusOf(app.db, { ...ben, personId })).toBe('completed')
})
