// A trainer cannot come: their dates are seen to one by one, the office is told once, and nobody reads why.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { auditOf } from '../../audit/support.ts'
import { testApp } from '../../support/app.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { changeDate, timesInForm } from '../../support/moving.ts'
import { errorsOn, fieldsOn, noticeOn } from '../../support/office.ts'
import { downFor, illness, inDays, mailsTo, noteIllness } from './support/illness.ts'

const college = testApp()
test('the office notes it, sees each date with who could come, replaces one, and the others stay as they are', async () => {
  const { ada, peerId, runId, cleo, dev, second, courseId } = await illness(college())
  const page = paths.adminTrainerAbsences({ id: peerId })
  expect((await noteIllness(ada, peerId, 'A bad back')).headers.location).toBe(page)
  const { text } = await ada.get(page)
  expect(noticeOn(text)).toContain('1 date lacks them')
  await ada.post(page, { first_day: '21/9/2026' })
  expect(noticeOn((await ada.get(page)).text)).toContain('Nothing is planned for them then')
  const card = load(text)('.date-to-see-to')
  expect(card).toHaveLength(1)
  expect(card.text()).toContain('No peer trainer is there then')
  expect(card.find('option[selected]').attr('value')).toBe(cleo)
  const options = card.find('optgroup[label="Free and suitable"] option').toArray()
  expect(options.map((option) => load(option).text())).toEqual([
    'Cleo: free on this date',
    'Dev: free on this date',
  ])
  expect((await ada.get('/admin')).text).toContain('1 date of Peer lacks a trainer')
  const replaced = await ada.post(paths.adminReplacement({ id: second }), {
    away: peerId,
    comes: cleo,
    scope: 'date',
    back: 'trainer',
  })
  expect([replaced.status, replaced.headers.location]).toEqual([303, page])
  expect(await Promise.all((await illnessDates(runId)).map((id) => downFor(college(), id)))).toEqual([
    ['Peer', 'Pro'],
    ['Cleo', 'Pro'],
    ['Peer', 'Pro'],
  ])
  expect((await ada.get('/admin')).text).not.toContain('lacks a trainer')
  expect(await auditOf(college())).toEqual([])
  // What everybody sees: whom to expect, and not who is away.
  const { slug } = await college()
    .db.selectFrom('course')
    .select('slug')
    .where('id', '=', courseId)
    .executeTakeFirstOrThrow()
  for (const address of [paths.course({ slug }), paths.run({ id: runId })])
    expect((await college().visitor().get(address)).text).toContain('With Cleo this time.')
  // Who stands in sees the class, until the date has been over for a day.
  const student = await addPerson(college().db, { name: 'Stu' })
  await addEnrolment(college().db, runId, { person: student })
  const own = await college().as('cleo@example.org')
  const teaching = await own.get(paths.trainer())
  expect(teaching.text).toContain('You stand in as the peer trainer. 1 session to come.')
  expect((await own.get(paths.classList({ id: runId }))).text).toContain('Stu')
  college().clock.now = inDays(16)
  expect((await own.get(paths.classList({ id: runId }))).status).toBe(404)
  college().clock.now = today
  // They can come after all.
  const end = { away: peerId }
  expect((await ada.post(paths.adminReplacementEnd({ id: second }), end)).status).toBe(303)
  expect(await downFor(college(), second)).toEqual(['Peer', 'Pro'])
  expect((await own.get(paths.classList({ id: runId }))).status).toBe(404)
  await ada.post(paths.adminReplacementEnd({ id: second }), end)
  expect(await downFor(college(), second)).toEqual(['Peer', 'Pro'])
  expect(dev).not.toBe(cleo)
})

const illnessDates = async (runId: string) =>
  (
    await college()
      .db.selectFrom('session')
      .select('id')
      .where('run_id', '=', runId)
      .orderBy('starts_at')
      .execute()
  ).map(({ id }) => id)

test('from a date on: later ones too, and when it is their next date they leave the team', async () => {
  const { ada, peerId, runId, cleo, dev, first, second, third } = await illness(college())
  await ada.get(paths.adminReplacement({ id: second }))
  const onward = (away: string, comes: string, id: string) =>
    ada.post(paths.adminReplacement({ id }), { away, comes, scope: 'onward', back: 'run' })
  expect((await onward(peerId, cleo, second)).headers.location).toBe(paths.adminRunTrainers({ id: runId }))
  expect([
    await downFor(college(), first),
    await downFor(college(), second),
    await downFor(college(), third),
  ]).toEqual([
    ['Peer', 'Pro'],
    ['Cleo', 'Pro'],
    ['Cleo', 'Pro'],
  ])
  // Whoever stands in cannot come either: the next stands in for the same person.
  await onward(cleo, dev, third)
  expect(await downFor(college(), third)).toEqual(['Dev', 'Pro'])
  const decided = load((await ada.get(paths.adminRunTrainers({ id: runId }))).text)(
    '[aria-label="Single dates"]',
  ).text()
  expect(decided).toContain('Cleo in place of Peer')
  expect(decided).toContain('Dev in place of Peer')
  expect(await auditOf(college())).toEqual([])
  // From the first on: for good. Who stood in is let off, who takes over gives every date once.
  expect((await onward(peerId, cleo, first)).status).toBe(303)
  expect([
    await downFor(college(), first),
    await downFor(college(), second),
    await downFor(college(), third),
  ]).toEqual([
    ['Cleo', 'Pro'],
    ['Cleo', 'Pro'],
    ['Cleo', 'Pro'],
  ])
  const team = college().db.selectFrom('run_trainer').where('run_id', '=', runId).where('left_at', 'is', null)
  expect(await team.select('person_id').execute()).toHaveLength(2)
  expect(await auditOf(college())).toEqual([])
})

test('of somebody who comes it is said what it would be like without them, and not that the pair is broken', async () => {
  const { ada, peerId, second } = await illness(college())
  await noteIllness(ada, peerId)
  const cards = load((await ada.get(paths.adminReplacement({ id: second }))).text)('.date-to-see-to')
  const [peer, pro] = cards.toArray().map((card) => load(card).text().replace(/\s+/g, ' '))
  expect(peer).toContain('Peer is down for it. Pair broken No peer trainer is there then.')
  expect(pro).toContain('Pro is down for it. Without them no professional trainer is there.')
})

test('it can go ahead without; and a choice that cannot be is said beside the field', async () => {
  const { ada, peerId, professionalId, cleo, second } = await illness(college())
  await noteIllness(ada, peerId)
  const post = (typed: Record<string, string>) =>
    ada.post(paths.adminReplacement({ id: second }), {
      away: peerId,
      scope: 'date',
      back: 'trainer',
      ...typed,
    })
  const elsewhere = await addRun(college().db, { sessions: [{ startsAt: inDays(14) }] })
  const wrong: [Record<string, string>, number, string][] = [
    [{ comes: '' }, 422, 'Choose who comes instead'],
    [{ comes: 'Cleo' }, 422, 'Choose somebody from the list'],
    [{ comes: cleo, scope: 'sideways' }, 422, 'Press one of the buttons'],
    [{ comes: professionalId }, 409, 'They give this course already'],
    [{ comes: elsewhere.peerId }, 409, 'They teach Course'],
    [{ comes: await addPerson(college().db) }, 409, 'They are no trainer any more'],
  ]
  for (const [typed, status, message] of wrong) {
    const answer = await post(typed)
    expect([answer.status, errorsOn(answer.text)]).toEqual([status, expect.stringContaining(message)])
  }
  expect(await downFor(college(), second)).toEqual(['Peer', 'Pro'])
  expect((await post({ scope: 'alone' })).status).toBe(303)
  expect(await downFor(college(), second)).toEqual(['Pro'])
  expect((await ada.get('/admin')).text).not.toContain('lacks a trainer')
  expect(await auditOf(college())).toEqual([])
  const again = await post({ comes: cleo })
  expect(again.status).toBe(303)
  expect(noticeOn((await ada.get(again.headers.location as string)).text)).toContain('Nothing was changed')
  expect(
    (await ada.post(paths.adminReplacement({ id: peerId }), { away: peerId, comes: cleo, scope: 'date' }))
      .status,
  ).toBe(404)
})

test('trainers say it themselves: the office is told at once, once, and reads no name and no reason', async () => {
  const { ada, peerId, runId, second, cleo } = await illness(college())
  const peer = await college().as('peer@example.org')
  const page = paths.ownAvailability()
  await peer.get(page)
  const days = { first_day: '15/9/2026', last_day: '', note: 'My mother is ill' }
  expect((await peer.post(paths.ownAbsences(), days)).status).toBe(303)
  expect((await peer.get(page)).text).toContain('The office looks for somebody else for 1 date')
  await college().runJobs()
  const [mail, ...more] = await mailsTo(college(), 'ada@example.org')
  expect(more).toEqual([])
  expect(mail?.subject).toContain('A trainer is needed: Course')
  expect(mail?.words).toContain('Tuesday 15 September 2026')
  expect(mail?.words).not.toContain('Tuesday 22 September 2026')
  expect(mail?.words).toContain(paths.adminRunTrainers({ id: runId }))
  expect(mail?.words).not.toMatch(/Peer|mother/)
  const link = await ada.get(paths.adminRunTrainers({ id: runId }))
  expect(load(link.text)('.date-to-see-to option[selected]').attr('value')).toBe(cleo)
  // Said once more, nothing new is told; put right and broken again, it is.
  await peer.post(paths.ownAbsences(), { ...days, last_day: '16/9/2026' })
  await college().runJobs()
  expect(await mailsTo(college(), 'ada@example.org')).toHaveLength(1)
  const replacement = paths.adminReplacement({ id: second })
  await ada.post(replacement, { away: peerId, comes: cleo, scope: 'date', back: 'run' })
  await college().runJobs()
  const cleoHerself = await college().as('cleo@example.org')
  await cleoHerself.get(page)
  await cleoHerself.post(paths.ownAbsences(), days)
  await college().runJobs()
  expect(await mailsTo(college(), 'ada@example.org')).toHaveLength(2)
  const trail = JSON.stringify(await college().db.selectFrom('audit_event').selectAll().execute())
  expect(trail).not.toContain('mother')
})

test('what the office puts right before the mail goes is told to nobody; leaving for good is told', async () => {
  const { ada, peerId, runId, second, cleo } = await illness(college())
  await noteIllness(ada, peerId)
  await ada.post(paths.adminReplacement({ id: second }), {
    away: peerId,
    comes: cleo,
    scope: 'date',
    back: 'run',
  })
  await college().runJobs()
  expect(await mailsTo(college(), 'ada@example.org')).toEqual([])
  await ada.post(paths.adminTrainerLeaving({ id: runId }), {
    leaves: peerId,
    comes: '',
    reason: 'Moved away',
  })
  await college().runJobs()
  const [mail, ...more] = await mailsTo(college(), 'ada@example.org')
  expect(more).toEqual([])
  // The date that Cleo gives is whole.
  expect(mail?.words).toContain('2 dates lack')
})

test('a date that is moved into days away is told of too, and choosing somebody who is away is said again', async () => {
  const { ada, peerId, runId, third, cleo } = await illness(college())
  await ada.get(paths.adminTrainerAbsences({ id: peerId }))
  const days = { first_day: '1/10/2026', last_day: '2/10/2026' }
  await ada.post(paths.adminTrainerAbsences({ id: peerId }), days)
  await ada.post(paths.adminTrainerAbsences({ id: cleo }), days)
  await college().runJobs()
  expect(await mailsTo(college(), 'ada@example.org')).toEqual([])
  const times = { startsAt: new Date('2026-10-01T09:00:00Z'), endsAt: new Date('2026-10-01T11:00:00Z') }
  const doing = { actorId: null, now: today }
  expect(await changeDate(college().db, third, timesInForm(times), doing)).toMatchObject({ ok: true })
  await college().runJobs()
  const [mail] = await mailsTo(college(), 'ada@example.org')
  expect(mail?.words).toContain('Thursday 1 October 2026')
  const taken = await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, comes: cleo })
  expect(taken.status).toBe(303)
  const after = (await ada.get(paths.adminRunTrainers({ id: runId }))).text
  expect(noticeOn(after)).toContain('Please ask them first: Cleo: away Thu 1 Oct to Fri 2 Oct')
})

test('days away that were noted of a draft are told of when it is published', async () => {
  const { ada, peerId, runId } = await illness(college())
  const { db, runJobs } = college()
  await db.updateTable('run').set({ status: 'draft' }).where('id', '=', runId).execute()
  await noteIllness(ada, peerId)
  await runJobs()
  expect(await mailsTo(college(), 'ada@example.org')).toEqual([])
  const page = paths.adminPublication({ id: runId })
  const { text } = await ada.get(page)
  expect(text).toContain('Peer cannot come on Tuesday 15 September 2026')
  await ada.post(page, fieldsOn(text, page))
  await runJobs()
  expect((await mailsTo(college(), 'ada@example.org')).map(({ words }) => words)).toEqual([
    expect.stringContaining('Tuesday 15 September 2026'),
  ])
})
