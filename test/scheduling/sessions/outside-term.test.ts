// A date that is no day of its term any more: saved, and said, by itself, with the run, and before many are moved.
import { paths } from '../../../src/paths.ts'
import { look } from '../../enrolment/bulk-changes/support/preview.ts'
import { testApp } from '../../support/app.ts'
import { addRun, addTerm } from '../../support/college.ts'
import { fieldsOn, noticeOn, office } from '../../support/office.ts'
import { inDays } from '../support/doings.ts'

const college = testApp()

/** Dates on 8 and 15 September 2026, and terms of that month alone and of the next. */
async function run() {
  const { db } = college()
  const days = { startsOn: '2026-09-01', endsOn: '2026-09-18' }
  const september = await addTerm(db, { name: 'September', ...days })
  const october = await addTerm(db, { name: 'October', startsOn: '2026-10-01', endsOn: '2026-10-30' })
  const sessions = [7, 14].map((day) => ({ startsAt: inDays(day) }))
  const added = await addRun(db, { term: september, sessions })
  const [ada] = await office(college(), 'Ada')
  return { ...added, october, september, ada }
}

test('one date that moves out of its term, and one that moves within it', async () => {
  const { ada, sessionIds, runId } = await run()
  const page = paths.adminSession({ id: sessionIds[1] ?? '' })
  const move = async (day: string) => {
    await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), day })
    return noticeOn((await ada.get(paths.adminRunSessions({ id: runId }))).text)
  }
  expect(await move('2026-09-22')).toContain('Tue 22 Sept 2026 lies outside September.')
  expect(await move('2026-09-17')).not.toContain('outside')
})

test('a run that is given another term; said once, and not with whatever else is saved of it', async () => {
  const { ada, runId, october } = await run()
  const page = paths.adminRunDetails({ id: runId })
  const save = async (change: Record<string, string>) => {
    await ada.post(page, { ...fieldsOn((await ada.get(page)).text, page), ...change })
    return noticeOn((await ada.get(paths.adminRun({ id: runId }))).text)
  }
  const outside = 'Tue 8 Sept 2026 and Tue 15 Sept 2026 lie outside October.'
  expect(await save({ term: october })).toContain(outside)
  expect(await save({ audience: 'Carers' })).not.toContain('outside')
})

test('beside each date that many are moved with; one that was outside before is no news', async () => {
  const { ada, runId, sessionIds } = await run()
  const [first = '', second = ''] = sessionIds
  const wish = { scope: 'run', run: runId, change: 'move', unit: 'weeks', direction: 'later', reason: 'Snow' }
  const { hints, ticked } = await look(ada, { ...wish, amount: '1' })
  expect([hints[first], hints[second]]).toEqual([
    expect.not.stringContaining('outside'),
    expect.stringContaining('Tue 22 Sept 2026 lies outside September'),
  ])
  expect(ticked).toHaveLength(2)
  await college()
    .db.updateTable('term')
    .set({ ends_on: '2026-09-10' })
    .where('name', '=', 'September')
    .execute()
  const later = await look(ada, { ...wish, amount: '1' })
  expect([later.hints[first], later.hints[second]]).toEqual([
    expect.stringContaining('Tue 15 Sept 2026 lies outside September'),
    expect.not.stringContaining('outside'),
  ])
})
