// The office arranges what people need: it sees where there is something to do, looks on a press, and notes that it was met.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { addEnrolment, addPerson, addRun, today } from '../../support/college.ts'
import { givePasswords, testApp } from '../../support/app.ts'

const college = testApp()

async function withNeeds() {
  const app = college()
  const { db } = app
  const office = await addPerson(db, {
    name: 'Office',
    email: 'office@example.org',
    roles: ['administrator'],
  })
  const amal = await addPerson(db, { name: 'Amal Haddad', email: 'amal@example.org' })
  const { runId } = await addRun(db)
  await addEnrolment(db, runId, { person: amal, status: 'confirmed' })
  await givePasswords(db)
  const needs = () =>
    db.selectFrom('access_need').where('person_id', '=', amal).orderBy('recorded_at').selectAll().execute()
  const readings = () =>
    db.selectFrom('sensitive_reading').where('person_id', '=', amal).selectAll().execute()
  return { ...app, office, amal, runId, needs, readings, browser: await app.as('office@example.org') }
}

const words = (html: string) => load(html)('main').text().replace(/\s+/g, ' ').trim()
const told = { kind: 'format', need: 'large-print', detail: '18 point', share: 'yes', review_in: '3' }

test('a need told by phone is written down, with who did and when to ask again', async () => {
  const { browser, amal, office, needs, db } = await withNeeds()
  const page = paths.adminPersonNeedNew({ id: amal })
  const form = load((await browser.get(`${page}?kind=format`)).text)
  expect(form('input[name="share"][checked]').length).toBe(0)
  expect(form('input[name="review_in"][checked]').attr('value')).toBe('12')
  const answer = await browser.post(page, told)
  expect([answer.status, answer.headers.location]).toEqual([303, paths.adminPersonNeeds({ id: amal })])
  expect(await needs()).toEqual([
    expect.objectContaining({
      need: 'large-print',
      detail: '18 point',
      share_with_trainers: true,
      review_on: '2026-12-01',
      recorded_by: office,
    }),
  ])
  const events = await db
    .selectFrom('audit_event')
    .where('subject_id', '=', amal)
    .select(['action', 'detail'])
    .execute()
  const recorded = events.find(({ action }) => action === 'person.access-need-recorded')
  expect(JSON.stringify(recorded)).not.toContain('18 point')
})

test.each([
  [{ ...told, need: '' }, 'need'],
  [{ ...told, need: 'braille-ish' }, 'need'],
  [{ ...told, need: 'something-else', detail: ' ' }, 'detail'],
  [{ ...told, share: '' }, 'share'],
  [{ ...told, review_in: '100' }, 'review_in'],
])('what is missing is said beside the field, and what was typed stays (%#)', async (fields, field) => {
  const { browser, amal, needs } = await withNeeds()
  const answer = await browser.post(paths.adminPersonNeedNew({ id: amal }), fields)
  expect(answer.status).toBe(422)
  const page = load(answer.text)
  expect(page('.nhsuk-error-summary a').attr('href')).toContain(field)
  expect(page('textarea[name="detail"]').text().trim()).toBe(fields.detail.trim())
  expect(page(`[name="${field}"]`).length).toBeGreaterThan(0)
  expect(await needs()).toEqual([])
})

test('the list says where something is to be arranged, and nothing of what; looking is noted for each person', async () => {
  const { browser, amal, runId, readings, office } = await withNeeds()
  await browser.post(paths.adminPersonNeedNew({ id: amal }), told)
  const list = words((await browser.get('/admin/access-needs')).text)
  expect(list).toContain('1 need, 1 to arrange')
  for (const secret of ['Amal', 'Large print', '18 point']) expect(list).not.toContain(secret)
  expect(await readings()).toEqual([])
  const shown = words((await browser.post('/admin/access-needs', { run: runId })).text)
  for (const open of ['Amal Haddad', 'Large print', '18 point']) expect(shown).toContain(open)
  expect(await readings()).toEqual([
    expect.objectContaining({ reader_id: office, kinds: ['access-needs'], reason: 'support' }),
  ])
})

test('that it is arranged is noted once for a run, and the list says so', async () => {
  const { browser, amal, runId, needs, db } = await withNeeds()
  await browser.post(paths.adminPersonNeedNew({ id: amal }), told)
  const [need] = await needs()
  const met = () =>
    browser.post(paths.adminNeedMet({ id: need!.id }), { run: runId, note: 'Printed at 18 point' })
  expect((await met()).headers.location).toBe('/admin/access-needs')
  expect((await met()).status).toBe(303)
  const proof = await db.selectFrom('access_need_met').selectAll().execute()
  expect(proof).toEqual([
    expect.objectContaining({ occasion: 'run', run_id: runId, note: 'Printed at 18 point' }),
  ])
  expect(words((await browser.get('/admin/access-needs')).text)).toContain('1 need, all arranged')
  const { runId: other } = await addRun(db)
  const elsewhere = await browser.post(paths.adminNeedMet({ id: need!.id }), { run: other, note: '' })
  expect(elsewhere.status).toBe(404)
})

test('whom to ask again is listed, and the answer moves the day or ends the need', async () => {
  const { browser, amal, needs, db } = await withNeeds()
  await browser.post(paths.adminPersonNeedNew({ id: amal }), told)
  expect(words((await browser.get('/admin/access-needs')).text)).toContain('Nobody is to be asked just now')
  await db.updateTable('access_need').set({ review_on: '2026-08-31' }).execute()
  const list = load((await browser.get('/admin/access-needs')).text)
  expect(list(`a[href="${paths.adminPersonNeeds({ id: amal })}"]`).text()).toBe('Amal Haddad')
  const [need] = await needs()
  await browser.post(paths.adminNeedStillRight({ id: need!.id }))
  expect(await needs()).toEqual([expect.objectContaining({ review_on: '2027-09-01' })])
  await browser.post(paths.adminNeedEnd({ id: need!.id }))
  expect(await needs()).toEqual([expect.objectContaining({ ended_at: today })])
  expect((await browser.post(paths.adminNeedEnd({ id: need!.id }))).status).toBe(404)
  const shown = await browser.post(paths.adminPersonNeeds({ id: amal }))
  expect(words(shown.text)).toContain('They have not told us of anything')
})
