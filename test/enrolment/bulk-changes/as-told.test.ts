// Whoever is told of a change of many dates reads of each how they knew it, whatever else was done to it meanwhile.
import { addMinutes } from '../../../src/lib/time.ts'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addVenue, today } from '../../support/college.ts'
import { type Browser } from '../../support/app.ts'
import { fieldsOn, office } from '../../support/office.ts'
import { confirm, look, previewed } from './support/preview.ts'
import { oneWeekLater, storiesIn } from './support/sleep-well.ts'

const college = testApp()
const { sleepWell, mailsTo, callsOf } = storiesIn(college)

interface Letter {
  heading: string
  paragraphs: string[]
  facts: { label: string; lines: string[] }[]
}
const changesIn = (view: unknown) =>
  (view as Letter).facts.find(({ label }) => label === 'What has changed')?.lines

async function lastLetterTo(person: string) {
  const letters = (await mailsTo(person)).filter(({ template }) => template === 'enrolment/dates-changed')
  const { view } = letters.at(-1) ?? {}
  return { changes: changesIn(view), opening: (view as Letter | undefined)?.paragraphs[0] }
}

/** By itself; people are told five minutes later. */
async function change(browser: Browser, id: string, words: Record<string, string>) {
  const page = paths.adminSession({ id })
  const answer = await browser.post(page, { ...fieldsOn((await browser.get(page)).text, page), ...words })
  expect(answer.status).toBe(303)
}

test('a time changed a moment before the room was flooded: both are said, and how it was', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const hall = await addVenue(app.db, { name: 'Town Hall' })
  const { sessionIds, runId, amal } = await sleepWell({ venue: hall })
  const target = await addVenue(app.db, { name: 'Library' })
  const [first = ''] = sessionIds
  await change(ada, first, { from: '10:30' })
  const wish = { scope: 'run', run: runId, change: 'place', place: target, reason: 'Flood' }
  await confirm(ada, await look(ada, wish))
  await app.runJobs()
  expect(await lastLetterTo(amal)).toEqual({
    opening: 'Dates of Sleep well have changed. You still have your place.',
    changes: [
      'Tuesday 8 September 2026, 10am to midday, Town Hall: now Tuesday 8 September 2026, 10:30am to midday, Library',
      'Tuesday 15 September 2026, 10am to midday, Town Hall: now Library',
      'Tuesday 22 September 2026, 10am to midday, Town Hall: now Library',
    ],
  })
})

test('a date that was added a moment before is a new one, and one that came and went is no news', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId, amal } = await sleepWell()
  const add = async (day: string) => {
    const page = paths.adminSessionNew({ id: runId })
    const fields = fieldsOn((await ada.get(page)).text, page)
    expect((await ada.post(page, { ...fields, day, from: '10am', until: 'noon' })).status).toBe(303)
    const last = app.db
      .selectFrom('session')
      .select('id')
      .where('run_id', '=', runId)
      .orderBy('starts_at', 'desc')
    return (await last.executeTakeFirstOrThrow()).id
  }
  await add('29/9/2026')
  await ada.post(paths.adminSessionCancellation({ id: await add('6/10/2026') }), {})
  await confirm(ada, await look(ada, { scope: 'run', run: runId, ...oneWeekLater }))
  await app.runJobs()
  const { changes } = await lastLetterTo(amal)
  expect(changes).toHaveLength(4)
  expect(changes?.[3]).toMatch(/^A new date: Tuesday 6 October 2026, 10am to midday/)
})

test('what is put back before anybody told it by hand is on no list any more; what they were told is', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { runId, bea, amal } = await sleepWell()
  const open = async () =>
    (await callsOf(bea)).filter((call) => call.done_at === null && call.overtaken_at === null)
  const isNews = (call: { template: string }) => call.template === 'enrolment/dates-changed'
  const move = async () => {
    const report = await confirm(ada, await look(ada, { scope: 'run', run: runId, ...oneWeekLater }))
    await app.runJobs()
    return report
  }
  const putBack = async (report: string) => {
    app.clock.now = addMinutes(app.clock.now, 30)
    const action = paths.adminBulkChangePreview()
    const preview = previewed(await ada.post(action, fieldsOn((await ada.get(report)).text, action)))
    await confirm(ada, preview)
    await app.runJobs()
    app.clock.now = addMinutes(app.clock.now, 30)
  }
  const report = await move()
  expect((await open()).filter(isNews)).toHaveLength(1)
  await putBack(report)
  expect((await open()).filter(isNews)).toHaveLength(0)
  expect((await lastLetterTo(amal)).opening).toContain('has been taken back')

  const again = await move()
  const [told] = (await open()).filter(isNews)
  const done = { done_at: app.clock.now, done_by: bea }
  await app.db
    .updateTable('call')
    .set(done)
    .where('id', '=', told?.id ?? '')
    .execute()
  await putBack(again)
  const [back] = (await open()).filter(isNews)
  expect(changesIn(back?.view)?.[0]).toMatch(/^Tuesday 15 September.*: now Tuesday 8 September/)
})

test('moved twice before anybody told it by hand, it is said how they knew it, and how it is', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { sessionIds, runId, bea } = await sleepWell()
  const [first = ''] = sessionIds
  await confirm(ada, await look(ada, { scope: 'run', run: runId, ...oneWeekLater }))
  await app.runJobs()
  app.clock.now = addMinutes(today, 120)
  await change(ada, first, { from: '11:00' })
  app.clock.now = addMinutes(today, 130)
  await app.runJobs()
  await confirm(ada, await look(ada, { scope: 'session', session: first, ...oneWeekLater, amount: '3' }))
  await app.runJobs()
  const call = (await callsOf(bea)).findLast(({ overtaken_at }) => overtaken_at === null)
  expect(changesIn(call?.view)).toContainEqual(
    expect.stringMatching(
      /^Tuesday 8 September 2026, 10am to midday: now Tuesday 6 October 2026, 11am to midday/,
    ),
  )
})

test('what somebody called off by itself a moment before stands apart: the reason is not about it', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { sessionIds, amal } = await sleepWell()
  const [first = '', , third = ''] = sessionIds
  await ada.get(paths.adminSession({ id: first }))
  await ada.post(paths.adminSessionCancellation({ id: first }), {})
  await confirm(ada, await look(ada, { scope: 'session', session: third, ...oneWeekLater }))
  await app.runJobs()
  const mail = (await mailsTo(amal)).find(({ template }) => template === 'enrolment/dates-changed')
  const { facts, paragraphs } = mail?.view as unknown as Letter
  expect(paragraphs).toContain('This is why: Snow')
  expect(facts.slice(0, 2)).toEqual([
    { label: 'What has changed', lines: [expect.stringMatching(/^Tuesday 22 September.*: now Tuesday 29/)] },
    { label: 'Changed for another reason', lines: [expect.stringMatching(/^Called off: Tuesday 8 Sept/)] },
  ])
})
