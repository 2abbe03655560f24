// Somebody stands in on a date: what becomes of it when they, or whom they stand in for, do something else.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { insertTrainer } from '../../../src/scheduling/trainers/queries.ts'
import { auditOf } from '../../audit/support.ts'
import { testApp } from '../../support/app.ts'
import { addRun, today } from '../../support/college.ts'
import { noticeOn } from '../../support/office.ts'
import { downFor, illness, inDays, noteIllness } from './support/illness.ts'

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
