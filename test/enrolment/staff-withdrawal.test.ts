// The office withdraws somebody at their wish, which is another thing than the college taking a place back.
import { load } from 'cheerio'
import { addEnrolment, addRun, type NewRun } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from './support/people.ts'

const college = testApp()

type Live = 'requested' | 'waiting' | 'offered' | 'confirmed'

async function amalIs(status: Live, run: NewRun = {}) {
  const app = college()
  const { runId } = await addRun(app.db, run)
  const amal = await signUp(app, 'Amal')
  const enrolmentId = await addEnrolment(app.db, runId, { person: amal.id, status })
  const office = await signUp(app, 'Office', ['administrator'])
  return { app, runId, amal, enrolmentId, office, page: `/admin/runs/${runId}` }
}

test.each([
  ['requested', 'Take back the request, as they wish', 'Amal no longer asks for a place'],
  ['waiting', 'Take off the list, as they wish', 'Amal is off the waiting list'],
  ['offered', 'No: off the list', 'Amal is off the waiting list'],
  ['confirmed', 'Withdraw, as they wish', 'Amal has withdrawn'],
] as const)('somebody %s who no longer wants it is let go by one press', async (status, button, notice) => {
  const { app, runId, amal, office, page } = await amalIs(status)
  const pressed = await press(office.browser, page, button)
  expect([pressed.status, pressed.headers.location]).toEqual([303, page])
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn' })
  const shown = words(await office.browser.get(page))
  expect(shown).toContain(notice)
  expect(shown).toContain('They are told by message.')
  const event = await app.db.selectFrom('enrolment_event').selectAll().executeTakeFirstOrThrow()
  expect(event).toMatchObject({ actor: 'staff', actor_id: office.id, from_status: status, reason: null })
  expect(await mailsTo(app.db, amal.email)).toHaveLength(1)
})

test('an offer, too, can be ended by withdrawing, and is closed', async () => {
  const { app, runId, enrolmentId, office, page } = await amalIs('offered')
  await office.browser.get(page)
  const posted = await office.browser.post(`/admin/enrolments/${enrolmentId}/withdrawal`)
  expect(posted.status).toBe(303)
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn' })
  expect(await app.db.selectFrom('offer').select('status').execute()).toEqual([{ status: 'closed' }])
})

test('withdrawing at their wish and taking the place back stand side by side, and say who wants it', async () => {
  const { office, page } = await amalIs('confirmed')
  const shown = await office.browser.get(page)
  expect(buttons(shown)).toEqual(expect.arrayContaining(['Withdraw, as they wish', 'Cancel this place']))
  expect(words(shown)).toContain('They do not want the place any more.')
  expect(words(shown)).toContain('The college takes the place back.')
  const $ = load(shown.text)
  const form = $('main form[action$="/withdrawal"]')
  expect(form.find('input[name=reason]')).toHaveLength(0)
  const described = form.find('button').attr('aria-describedby')?.split(' ') ?? []
  expect(described.map((id) => $(`#${id}`).text()).join(' ')).toContain('Amal')
})

test('withdrawing twice is calm', async () => {
  const { app, enrolmentId, office, page } = await amalIs('confirmed')
  await office.browser.get(page)
  const address = `/admin/enrolments/${enrolmentId}/withdrawal`
  const both = await Promise.all([1, 2].map(() => office.browser.post(address)))
  expect(both.map(({ status }) => status)).toEqual([303, 303])
  await office.browser.post(address)
  expect(words(await office.browser.get(page))).toContain('Nothing was changed')
  expect(await app.db.selectFrom('enrolment_event').selectAll().execute()).toHaveLength(1)
})
