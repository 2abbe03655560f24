// Somebody stands in on a date: what becomes of it when they, or whom they stand in for, do something else.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { insertTrainer } from '../../../src/scheduling/trainers/queries.ts'
import { auditOf } from '../../audit/support.ts'
import { testApp } from '../../support/app.ts'
import { addRun, today } from '../../support/college.ts'
import { errorsOn, fieldsOn, noticeOn } from '../../support/office.ts'
import { downFor, illness, inDays, mailsTo, noteIllness } from './support/illness.ts'

const college = testApp()

test('whoever stood in and joined the team since gives the date still, whatever becomes of whom they stood in for', async () => {
  const { ada, peerId, runId, cleo, dev, second, third } = await illness(college())
  await ada.get(paths.adminReplacement({ id: second }))
  for (const id of [second, third])
    await ada.post(paths.adminReplacement({ id }), { away: peerId, comes: cleo, scope: 'date', back: 'run' })
  const joining = { comes: cleo, expertise: 'lived' }
  expect((await ada.post(paths.adminRunTrainers({ id: runId }), joining)).status).toBe(303)
  await ada.post(paths.adminReplacementEnd({ id: second }), { away: peerId })
  expect(await downFor(college(), second)).toEqual(['Cleo', 'Peer', 'Pro'])
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, comes: dev })
  expect(await downFor(college(), third)).toEqual(['Cleo', 'Dev', 'Pro'])
  expect(await auditOf(college())).toEqual([])
})

test('who is busy by now cannot come after all, and that is said', async () => {
  const { ada, peerId, runId, cleo, second } = await illness(college())
  await ada.get(paths.adminReplacement({ id: second }))
  await ada.post(paths.adminReplacement({ id: second }), {
    away: peerId,
    comes: cleo,
    scope: 'date',
    back: 'run',
  })
  const other = await addRun(college().db, { sessions: [{ startsAt: inDays(14) }], trainers: 'none' })
  const elsewhere = { run_id: other.runId, person_id: peerId, expertise: 'lived' as const }
  await inTransaction(college().db, (tx) => insertTrainer(tx, elsewhere, today))
  await ada.post(paths.adminReplacementEnd({ id: second }), { away: peerId })
  const said = noticeOn((await ada.get(paths.adminRunTrainers({ id: runId }))).text)
  expect(said).toContain('They teach something else at that time now')
  expect(await downFor(college(), second)).toEqual(['Cleo', 'Pro'])
})

test('whoever stands in for one of the two is not offered for the other', async () => {
  const { ada, peerId, professionalId, cleo, second } = await illness(college())
  const { db } = college()
  await db.updateTable('trainer').set({ professional: true }).where('person_id', '=', cleo).execute()
  for (const id of [peerId, professionalId]) await noteIllness(ada, id)
  const page = paths.adminReplacement({ id: second })
  await ada.post(page, { away: peerId, comes: cleo, scope: 'date', back: 'trainer' })
  const offered = load((await ada.get(paths.adminTrainerAbsences({ id: professionalId }))).text)
  expect(offered('.date-to-see-to select').text()).toContain('Dev')
  expect(offered('.date-to-see-to select').text()).not.toContain('Cleo')
})

test.each([
  ['joins as the other of the pair', ['Cleo', 'Peer']],
  ['joins, and leaves the team again', ['Peer', 'Pro']],
])('whoever stands in and %s leaves the date without a peer: the office is told', async (what, down) => {
  const { ada, peerId, professionalId, runId, cleo, second } = await illness(college())
  await noteIllness(ada, peerId)
  await ada.post(paths.adminReplacement({ id: second }), {
    ...{ away: peerId, comes: cleo, scope: 'date', back: 'run' },
  })
  await college().runJobs()
  expect(await mailsTo(college(), 'ada@example.org')).toEqual([])
  if (what.startsWith('joins as'))
    await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: professionalId, comes: cleo })
  else {
    await ada.post(paths.adminRunTrainers({ id: runId }), { comes: cleo, expertise: 'lived' })
    await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: cleo })
  }
  expect(await downFor(college(), second)).toEqual(down)
  await college().runJobs()
  const told = await mailsTo(college(), 'ada@example.org')
  expect(told.map(({ words }) => words)).toEqual([expect.stringContaining('15 September 2026')])
  expect((await ada.get('/admin')).text).toContain('1 date of Peer lacks a trainer')
  expect(await auditOf(college())).toEqual([])
})

test('whoever stands in for one of the two on a date cannot for the other on another', async () => {
  const { ada, peerId, professionalId, cleo, second, third } = await illness(college())
  const [page, other] = [second, third].map((id) => paths.adminReplacement({ id }))
  await ada.get(page ?? '')
  await ada.post(page ?? '', { away: peerId, comes: cleo, scope: 'date', back: 'run' })
  const asked = { away: professionalId, comes: cleo, scope: 'date', back: 'run' }
  const refused = await ada.post(other ?? '', asked)
  expect([refused.status, errorsOn(refused.text)]).toEqual([
    409,
    expect.stringContaining('they are the other one of the pair'),
  ])
  expect(await downFor(college(), third)).toEqual(['Peer', 'Pro'])
})

test('a date that is put back finds a trainer who has not the role any more: the office is told', async () => {
  const { ada, peerId, second, first, third } = await illness(college())
  await ada.get(paths.adminSession({ id: first }))
  for (const id of [first, second, third]) await ada.post(paths.adminSessionCancellation({ id }))
  const roles = paths.adminPersonRoles({ id: peerId })
  await ada.get(paths.adminPerson({ id: peerId }))
  expect((await ada.post(roles, { boxes: 'shown' })).status).toBe(303)
  await ada.post(paths.adminSessionReturn({ id: second }))
  await college().runJobs()
  const told = await mailsTo(college(), 'ada@example.org')
  expect(told.map(({ subject }) => subject)).toEqual([expect.stringContaining('A trainer is needed')])
  const need = load((await ada.get('/admin')).text)(`a[href="${paths.adminPerson({ id: peerId })}"]`)
  expect(need.text()).toContain('Peer is down for 1 date and has not the role of trainer')
  const asTrainer = await ada.get(paths.adminTrainer({ id: peerId }))
  expect(asTrainer.headers.location).toBe(paths.adminPerson({ id: peerId }))
})

test('who stands in reads what became of the dates that are theirs, or were, and of no other', async () => {
  const { ada, peerId, cleo, dev, first, second, third } = await illness(college())
  const standIn = (id: string, away: string, comes: string) =>
    ada.post(paths.adminReplacement({ id }), { away, comes, scope: 'date', back: 'run' })
  await ada.get(paths.adminReplacement({ id: third }))
  for (const id of [second, third]) await standIn(id, peerId, cleo)
  await ada.post(paths.adminSessionCancellation({ id: first }), {})
  await ada.post(paths.adminSessionReturn({ id: first }), {})
  const browser = await college().as('cleo@example.org')
  const changes = async () => {
    const page = load((await browser.get(paths.trainer())).text)
    return page('.teaching-news li').text().replace(/\s+/g, ' ').trim()
  }
  const when = (day: number) => `Tuesday ${day} September, 10am to midday`
  expect(await changes()).toMatch(/^(?!.* 8 September).*Next: Tuesday 15 September/)
  expect(await changes()).toMatch(new RegExp(`You come on ${when(15)}. ?You come on ${when(22)}.$`))
  await ada.post(paths.adminSessionCancellation({ id: second }), {})
  await standIn(third, cleo, dev)
  expect(await changes()).toMatch(new RegExp(`Called off: ${when(15)}. ?On ${when(22)}, Dev stands in.$`))
})

test('of two who replace the same trainer with different people, the second reads who gives it now', async () => {
  const { ada, peerId, runId, cleo, dev, second } = await illness(college())
  const team = paths.adminRunTrainers({ id: runId })
  const said = async () => noticeOn((await ada.get(team)).text).replace(/\s+/g, ' ')
  await ada.get(team)
  const instead = (comes: string) => ({ away: peerId, comes, scope: 'date', back: 'run' })
  await ada.post(paths.adminReplacement({ id: second }), instead(cleo))
  await said()
  await ada.post(paths.adminReplacement({ id: second }), instead(dev))
  expect(await said()).toContain('somebody has seen to it before Cleo and Pro give the date now.')
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, comes: cleo })
  await said()
  await ada.post(paths.adminTrainerLeaving({ id: runId }), { leaves: peerId, comes: dev })
  expect(await said()).toContain('they had left it before Cleo and Pro give this course now.')
})

test.each(['date', 'onward', 'alone'])(
  'a date that moved since the page was opened is shown as it is before somebody else comes: %s',
  async (scope) => {
    const app = college()
    const { ada, peerId, cleo, second } = await illness(app)
    const page = paths.adminReplacement({ id: second })
    const seen = fieldsOn((await ada.get(page)).text, page)
    const moved = { starts_at: inDays(15), ends_at: inDays(15.1) }
    await app.db.updateTable('session').set(moved).where('id', '=', second).execute()
    const press = (fields: Record<string, string | string[]>) =>
      ada.post(page, { ...fields, away: peerId, comes: cleo, scope, back: 'run' })
    const answer = await press(seen)
    expect([answer.status, errorsOn(answer.text), await downFor(app, second)]).toEqual([
      409,
      expect.stringContaining('Somebody has moved this date since you looked'),
      ['Peer', 'Pro'],
    ])
    expect(answer.text).toContain('Wednesday 16 September')
    expect((await press(fieldsOn(answer.text, page))).status).toBe(303)
    expect(await downFor(app, second)).not.toContain('Peer')
  },
)
