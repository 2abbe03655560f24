// When people can enrol, said of all drafts of a term in one form.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addDraft, aTermOfDrafts } from './support.ts'
import { addRun } from '../../support/college.ts'
import { errorsOn, fieldsOn, noticeOn, office } from '../../support/office.ts'
import { auditTrail, inDays } from '../support/doings.ts'

const college = testApp()
const at8 = new Date('2026-09-05T08:00:00Z')

async function opened() {
  const { db } = college()
  const world = await aTermOfDrafts(db)
  const published = await addRun(db, { term: world.term })
  const [ada, ben] = await office(college(), 'Ada', 'Ben')
  const address = paths.adminTermBooking({ id: world.term })
  const page = (await ada.get(address)).text
  return { db, ...world, published, ada, ben, address, page, fields: fieldsOn(page, address) }
}

const rules = (runId: string) =>
  college()
    .db.selectFrom('run')
    .where('id', '=', runId)
    .select(['enrolment_opens_at as opens', 'enrolment_closes_at as closes', 'waiting_list_mode as mode'])
    .select(['priority_opens_at as first', 'priority_for as whom'])
    .executeTakeFirstOrThrow()

test('only what is filled in changes, on each draft, with its history; what is published stays', async () => {
  const { db, term, ready, later, alone, published, ada, address, page, fields } = await opened()
  expect(load(page)('dl').text()).toContain('When it is published: 2 runs')
  const wanted = {
    closing: 'moment',
    closes_day: '2026-09-09',
    closes_at: '17:00',
    waiting_list_mode: 'staff',
  }
  const answer = await ada.post(address, { ...fields, ...wanted })
  expect([answer.status, answer.headers.location]).toEqual([303, paths.adminTermPublication({ id: term })])
  const closes = new Date('2026-09-09T16:00:00Z')
  for (const { runId } of [ready, alone])
    expect(await rules(runId)).toEqual({ opens: null, closes, mode: 'staff', first: null, whom: [] })
  expect(await rules(later.runId)).toMatchObject({ opens: at8, closes })
  expect(await rules(published.runId)).toMatchObject({ closes: null, mode: 'offer' })
  const changed = (await auditTrail(db)).filter(({ action }) => action === 'run.changed')
  expect(changed.map(({ subject_id }) => subject_id).sort()).toEqual(
    [ready, later, alone].map(({ runId }) => runId).sort(),
  )
  expect(changed[0]?.detail).toMatchObject({
    changes: [
      { field: 'closes_day', before: '', after: '2026-09-09' },
      { field: 'closes_at', before: '', after: '17:00' },
      { field: 'waiting_list_mode', before: 'offer', after: 'staff' },
    ],
  })
  const notice = noticeOn((await ada.get(paths.adminTermPublication({ id: term }))).text)
  expect(notice).toContain('3 drafts are changed')
})

test('a day filled in beside the first answer is meant; a time of their own, and back again', async () => {
  const { ready, later, ada, address, fields } = await opened()
  const first = { priority_for: ['staff', 'new'], priority_day: '2026-09-03', priority_at: '9am' }
  await ada.post(address, { ...fields, opens_day: '2026-09-06', opens_at: '10:00', ...first })
  const made = { opens: new Date('2026-09-06T09:00:00Z'), first: new Date('2026-09-03T08:00:00Z') }
  for (const { runId } of [ready, later])
    expect(await rules(runId)).toMatchObject({ ...made, whom: ['new', 'staff'] })
  const again = fieldsOn((await ada.get(address)).text, address)
  await ada.post(address, { ...again, opening: 'published', first: 'nobody' })
  expect(await rules(ready.runId)).toMatchObject({ opens: null, first: null, whom: [] })
})

test('what cannot stand together is named run by run, and nothing is saved', async () => {
  const { db, later, ready, ada, address, fields } = await opened()
  const answer = await ada.post(address, { ...fields, closes_day: '2026-09-04', closes_at: '10:00' })
  const said = load(answer.text)('[role=alert] li')
  expect([answer.status, said.text()]).toEqual([422, 'Walking: Enter a moment after enrolment has opened.'])
  expect(said.find('a').attr('href')).toBe(paths.adminRunDetails({ id: later.runId }))
  expect(load(answer.text)('#closes_day').attr('value')).toBe('2026-09-04')
  expect(await rules(ready.runId)).toMatchObject({ closes: null })
  expect((await auditTrail(db)).filter(({ action }) => action === 'run.changed')).toEqual([])
})

test('what somebody else changed, planned or published meanwhile is said, and nothing is saved', async () => {
  const { db, term, later, ready, ben, ada, address, fields } = await opened()
  const details = paths.adminRunDetails({ id: later.runId })
  const theirs = fieldsOn((await ben.get(details)).text, details)
  await ben.post(details, { ...theirs, opens_day: '2026-09-07' })
  await addDraft(db, 'Choir', { term })
  await db.updateTable('run').set({ status: 'published' }).where('id', '=', ready.runId).execute()
  const answer = await ada.post(address, { ...fields, opens_day: '2026-09-06', opens_at: '10:00' })
  const names = load(answer.text)('[role=alert] li')
    .toArray()
    .map((one) => load(one).text())
  expect([answer.status, names]).toEqual([409, ['Choir', 'Walking', 'Sleep well']])
  expect(load(answer.text)('#opens_day').attr('value')).toBe('2026-09-06')
  expect((await rules(later.runId)).opens).toEqual(new Date('2026-09-07T08:00:00Z'))
  const again = await ada.post(address, fieldsOn(answer.text, address))
  expect([again.status, (await rules(later.runId)).opens]).toEqual([303, new Date('2026-09-06T09:00:00Z')])
})

test.each([
  [{}, 'Choose at least one thing to change'],
  [{ opening: 'moment' }, 'Enter the day and the time'],
  [{ opens_day: '2026-09-06' }, 'Enter the time too, or empty the day'],
  [{ closes_day: '31/2/2026', closes_at: '10:00' }, 'Enter a day that exists'],
  [{ closing: 'moment' }, 'Enter the day and the time'],
  [{ first: 'some' }, 'Choose for whom it opens first'],
  [{ priority_for: 'staff' }, 'Enter the day and the time'],
  [{ opening: 'soon' }, 'Choose one of these'],
  [{ opens_day: '2027-03-28', opens_at: '01:30' }, 'The clock jumps over this hour'],
])('what is wrong is said: %j', async (typed, message) => {
  const { ada, address, fields } = await opened()
  const answer = await ada.post(address, { ...fields, ...typed })
  expect([answer.status, errorsOn(answer.text)]).toEqual([422, expect.stringContaining(message)])
})

test('drop-ins are left out, and drafts without a term have a form of their own', async () => {
  const { db } = college()
  const draft = await addDraft(db, 'Yoga', { opensAt: inDays(3) })
  const dropIn = await addDraft(db, 'Tea', {})
  await db.updateTable('run').set({ drop_in: true }).where('id', '=', dropIn.runId).execute()
  const [ada] = await office(college(), 'Ada')
  const address = paths.adminBookingOfRest()
  const fields = fieldsOn((await ada.get(address)).text, address)
  expect((await ada.post(address, { ...fields, opening: 'published' })).status).toBe(303)
  expect(await rules(draft.runId)).toMatchObject({ opens: null })
  const same = fieldsOn((await ada.get(address)).text, address)
  await ada.post(address, { ...same, opening: 'published' })
  expect(noticeOn((await ada.get(paths.adminPublicationOfRest())).text)).toContain('It was so already')
})
