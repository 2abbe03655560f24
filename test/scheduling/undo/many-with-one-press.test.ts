// What one press did to many runs is taken back with one press: of each what can be.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addEnrolment } from '../../support/college.ts'
import { fieldsOn, noticeOn, office } from '../../support/office.ts'
import { aTermOfDrafts, look, publicationOf, statusesOf } from '../publishing/support.ts'

const college = testApp()

const actsOn = (html: string) =>
  load(html)('section[aria-labelledby=acts] form')
    .toArray()
    .map((form) => ({ action: form.attribs.action ?? '', words: load(form)('button').text() }))

async function published() {
  const { db } = college()
  const world = await aTermOfDrafts(db)
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const { runs, shown } = await look(ada, publicationOf(world.term))
  await ada.post(publicationOf(world.term), { runs, shown })
  const [act] = actsOn((await ada.get(paths.adminUndo())).text)
  return { db, ...world, ada, ben, act: act ?? { action: '', words: '' } }
}

test('a term that was published is drafts again with one press, but where somebody has asked for a place', async () => {
  const { db, term, later, ada, act } = await published()
  expect(act.words).toContain('Undo all 2: Ada published 2 runs with one press')
  await addEnrolment(db, later.runId)
  await ada.post(act.action)
  expect(await statusesOf(db, term)).toEqual({ 'Sleep well': 'draft', Walking: 'published', Music: 'draft' })
  const after = (await ada.get(paths.adminUndo())).text
  expect(noticeOn(after)).toContain('Undone: 1 run is as it was')
  expect(noticeOn(after)).toContain('These stay: Walking. Somebody has a place on it')
  expect(actsOn(after)).toEqual([])
})

test('pressed by two at once it is undone once, and what was undone by itself is not undone again', async () => {
  const { db, term, ada, ben, act } = await published()
  await ben.get(paths.adminUndo())
  const answers = await Promise.all([ada.post(act.action), ben.post(act.action)])
  expect(answers.map(({ status }) => status)).toEqual([303, 303])
  expect(Object.values(await statusesOf(db, term))).toEqual(['draft', 'draft', 'draft'])
  const undone = db.selectFrom('audit_event').where('action', '=', 'change.undone').select('id').execute()
  expect(await undone).toHaveLength(2)
  const never = paths.adminUndoTogether({ id: '7d0a1c52-52ab-4d0e-8f0e-6a1f3a2b9c44' })
  expect((await ada.post(never)).status).toBe(404)
  const said = await Promise.all(
    [ada, ben].map(async (who) => noticeOn((await who.get(paths.adminUndo())).text)),
  )
  expect(said.sort()).toEqual([
    expect.stringContaining('Nothing of it is left to undo'),
    expect.stringContaining('Undone: 2 runs are as they were'),
  ])
})

test('when people can enrol is as it was on each, but where somebody has said otherwise since', async () => {
  const { db } = college()
  const { term, ready, later } = await aTermOfDrafts(db)
  const [ada] = await office(college(), 'Ada')
  const address = paths.adminTermBooking({ id: term })
  const moment = { opens_day: '2026-09-06', opens_at: '10:00' }
  await ada.post(address, { ...fieldsOn((await ada.get(address)).text, address), ...moment })
  const details = paths.adminRunDetails({ id: ready.runId })
  const own = fieldsOn((await ada.get(details)).text, details)
  await ada.post(details, { ...own, opens_day: '2026-09-07' })
  const [act] = actsOn((await ada.get(paths.adminUndo())).text)
  expect(act?.words).toContain('Ada said of 3 drafts when people can enrol')
  await ada.post(act?.action ?? '')
  const opens = await db
    .selectFrom('run')
    .where('id', 'in', [ready.runId, later.runId])
    .select(['id', 'enrolment_opens_at'])
    .execute()
  const of = (id: string) => opens.find((run) => run.id === id)?.enrolment_opens_at
  expect(of(later.runId)).toEqual(new Date('2026-09-05T08:00:00Z'))
  expect(of(ready.runId)).toEqual(new Date('2026-09-07T09:00:00Z'))
  expect(noticeOn((await ada.get(paths.adminUndo())).text)).toContain('These stay: Sleep well.')
})

test('two runs of one course that stay are told apart by their codes', async () => {
  const { db, later, ready, ada, act } = await published()
  const { courseId } = ready
  for (const { runId, code } of [
    { ...ready, code: 'SLP-1' },
    { ...later, code: 'SLP-2' },
  ]) {
    await db.updateTable('run').set({ course_id: courseId, code }).where('id', '=', runId).execute()
    await addEnrolment(db, runId)
  }
  await ada.post(act.action)
  const said = noticeOn((await ada.get(paths.adminUndo())).text)
  expect(said).toMatch(/These stay: Sleep well \(SLP-\d\) and Sleep well \(SLP-\d\)\./)
})
