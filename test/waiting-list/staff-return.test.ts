import { load } from 'cheerio'
import { addEnrolment, addPerson, addRun } from '../support/college.ts'
import { testApp } from '../support/app.ts'
import { mailsTo, press, signUp, statusesOf, words } from '../enrolment/support/people.ts'
import { inDays, offeredToBen, passTime } from './support/waiting.ts'

const college = testApp()

/** Ben did not answer in time; Caz, who is next, was offered the place. */
async function benLapsed() {
  const app = college()
  const all = await offeredToBen(app)
  const offer = await app.db.selectFrom('offer').select('expires_at').executeTakeFirstOrThrow()
  await passTime(app, offer.expires_at)
  const office = await signUp(app, 'Office', ['administrator'])
  return { app, ...all, office, page: `/admin/runs/${all.runId}` }
}

const button = 'Put back on the list'

test('somebody who did not answer in time is listed, and is put back where they were by one press', async () => {
  const { app, runId, ben, office, page } = await benLapsed()
  expect(await statusesOf(app.db, runId)).toMatchObject({ Ben: 'lapsed', Caz: 'offered' })
  const shown = await office.browser.get(page)
  const $ = load(shown.text)
  const heading = $('h2').filter((_, h2) => $(h2).text() === 'Did not answer in time')
  expect(heading.next('ul').text()).toContain('Ben')
  const pressed = await press(office.browser, page, button)
  expect([pressed.status, pressed.headers.location]).toEqual([303, page])
  const after = words(await office.browser.get(page))
  expect(after).toContain('Ben is back on the waiting list')
  expect(after).not.toContain('Did not answer in time')
  expect((await statusesOf(app.db, runId)).Ben).toBe('waiting')
  expect((await mailsTo(app.db, ben.email)).at(-1)).toBe('on-waiting-list')
  const event = await app.db
    .selectFrom('enrolment_event')
    .where('action', '=', 'return')
    .selectAll()
    .executeTakeFirstOrThrow()
  expect(event).toMatchObject({ actor: 'staff', actor_id: office.id, from_status: 'lapsed' })
})

test('putting somebody back twice is calm, and so is when they came back by themselves', async () => {
  const { app, runId, ben, office, page } = await benLapsed()
  const address = load((await office.browser.get(page)).text)('form[action$="/return"]').attr('action') ?? ''
  await press(ben.browser, '/my/courses', 'Put me back on the list')
  expect((await office.browser.post(address)).status).toBe(303)
  expect((await office.browser.post(address)).status).toBe(303)
  expect((await statusesOf(app.db, runId)).Ben).toBe('waiting')
  const returns = app.db.selectFrom('enrolment_event').where('action', '=', 'return').selectAll()
  expect(await returns.execute()).toHaveLength(1)
})

test('once the list has closed nobody is put back, and nobody is listed for it', async () => {
  const { app, runId, office, page } = await benLapsed()
  const address = load((await office.browser.get(page)).text)('form[action$="/return"]').attr('action') ?? ''
  app.clock.now = inDays(10)
  expect(words(await office.browser.get(page))).not.toContain('Did not answer in time')
  await office.browser.post(address)
  expect(words(await office.browser.get(page))).toContain('Nothing was changed')
  expect((await statusesOf(app.db, runId)).Ben).toBe('lapsed')
})

test('whoever has something on the run since, or left it, is not listed as not having answered', async () => {
  const { db } = college()
  const { runId } = await addRun(db, { capacity: 0 })
  const past = async (name: string, statuses: ('lapsed' | 'withdrawn' | 'waiting')[]) => {
    const person = await addPerson(db, { name })
    for (const status of statuses) {
      const ended_at = status === 'waiting' ? null : inDays(1)
      const row = { run_id: runId, person_id: person, status, joined_at: inDays(0), ended_at }
      await db.insertInto('enrolment').values(row).execute()
    }
  }
  await past('Never Answered', ['lapsed'])
  await past('Twice Silent', ['lapsed', 'lapsed'])
  await past('Back Again', ['lapsed', 'waiting'])
  await past('Back Before', ['waiting', 'lapsed'])
  await past('Gone Since', ['lapsed', 'withdrawn'])
  await addEnrolment(db, runId, { status: 'waiting' })
  const { browser } = await signUp(college(), 'Office', ['administrator'])
  const $ = load((await browser.get(`/admin/runs/${runId}`)).text)
  const names = $('form[action$="/return"]')
    .closest('li')
    .find('.row__title')
    .map((_, one) => $(one).text().trim())
    .get()
  expect(names).toEqual(['Never Answered', 'Twice Silent'])
})
