// Runs that a change of many dates calls off as a whole, and dates that it cannot move.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { inDays } from '../../scheduling/support/doings.ts'
import { testApp } from '../../support/app.ts'
import { addRun, addTerm } from '../../support/college.ts'
import { fieldsOn, office } from '../../support/office.ts'
import { confirm, look, previewed } from './support/preview.ts'
import { storiesIn } from './support/sleep-well.ts'

const college = testApp()
const { sleepWell, sessions } = storiesIn(college)
const action = paths.adminBulkChangePreview()

test('before a run of one date is called off with its day, and afterwards, it is said that it stays off', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId: several } = await sleepWell()
  const { sessionIds } = await addRun(app.db, { sessions: [{ startsAt: inDays(14) }] })
  const [only = ''] = sessionIds
  const preview = await look(ada, { scope: 'day', day: '15/9/2026', change: 'call-off', reason: 'Snow' })
  expect(preview.text).toContain('2 dates of 2 runs')
  expect(preview.text).toContain('1 run has no other date to come, and is called off as a whole')
  expect(preview.text).toContain('That cannot be put back')
  const report = await confirm(ada, preview)
  await app.runJobs()
  const shown = (await ada.get(report)).text
  const staysOff = '1 run was called off as a whole. Nobody has a place on it any more, so it stays off.'
  expect(shown).toContain(staysOff)
  const back = previewed(await ada.post(action, fieldsOn(shown, action)))
  expect(back.ticked).toEqual([(await sessions(several))[1]?.id])
  expect(back.text).toContain(staysOff)
  const date = load((await ada.get(paths.adminSession({ id: only }))).text)('main').text()
  expect(date).toContain('The whole run is called off')
  expect(date).not.toContain('begun')
})

test('a report of nothing but runs called off as a whole has no button that puts anything back', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId } = await addRun(app.db, { sessions: [{ startsAt: inDays(14) }] })
  const wish = { scope: 'run', run: runId, change: 'call-off', reason: 'Snow' }
  const { text } = await ada.get(await confirm(ada, await look(ada, wish)))
  expect(text).toContain('so it stays off')
  expect(text).not.toContain('Was that a mistake?')
})

test('runs of which nothing can change are not counted as changed', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const term = await addTerm(app.db, { name: 'Autumn' })
  await sleepWell({ term })
  await addRun(app.db, { term, sessions: [{ startsAt: inDays(3) }] })
  const earlier = { change: 'move', amount: '4', unit: 'days', direction: 'earlier', reason: '' }
  expect((await look(ada, { scope: 'term', term, ...earlier })).text).toContain('3 dates of 1 run')
})

test('no date goes on after midnight: no form would take it', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId, sessionIds } = await sleepWell()
  const [first = ''] = sessionIds
  const later = { change: 'move', unit: 'minutes', direction: 'later', reason: '' }
  const late = await look(ada, { scope: 'run', run: runId, ...later, amount: String(12.5 * 60) })
  expect(late.ticked).toEqual([])
  expect(late.hints[first]).toBe('It would go on after midnight')
  const before = await look(ada, { scope: 'run', run: runId, ...later, amount: String(11.5 * 60) })
  expect(before.ticked).toHaveLength(3)
})
