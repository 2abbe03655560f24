import { load } from 'cheerio'
import { testApp } from '../support/app.ts'
import { buttons, mailsTo, press, signUp, statusesOf, words } from '../enrolment/support/people.ts'
import { offeredToBen, openOfferTo } from './support/waiting.ts'

const college = testApp()

const offerRows = () =>
  college().db.selectFrom('offer').select(['status', 'channel', 'expires_at']).orderBy('offered_at').execute()

test('the next in line is offered the place, by mail, for three working days', async () => {
  const app = college()
  const { runId, ben, offer } = await offeredToBen(app)
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'offered', Caz: 'waiting' })
  // Tuesday 10am; three days of eight hours each, in British Summer Time.
  expect(await offerRows()).toEqual([
    { status: 'open', channel: 'email', expires_at: new Date('2026-09-04T09:00:00Z') },
  ])
  expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-offered'])
  const mail = await app.db.selectFrom('mail').selectAll().orderBy('number', 'desc').executeTakeFirstOrThrow()
  expect(mail.calendar_text).toBeNull()
  expect(JSON.stringify(mail.view)).toContain(`http://localhost:3000${offer}`)
  expect(JSON.stringify(mail.view)).toContain('until Friday 4 September 2026 at 10am')
  const mine = await ben.browser.get('/my/courses')
  expect(words(mine)).toContain('Place offered')
  expect(words(mine)).toContain('This place is kept for you until Friday 4 September 2026 at 10am.')
  expect(buttons(mine)).toContain('Accept this place')
  expect(await app.db.selectFrom('calendar_invite').selectAll().execute()).toEqual([])
})

test('the page of an offer says what it is and has a button for each answer', async () => {
  const { ben, offer } = await offeredToBen(college())
  const page = await ben.browser.get(offer)
  expect(load(page.text)('h1').text()).toBe('A place has come free for you')
  expect(words(page)).toContain('Sleep well')
  expect(words(page)).toContain('Friday 11 September 2026, 10am to midday')
  expect(buttons(page)).toEqual([
    'Accept this place',
    'Not this time, keep my place in line',
    'No thank you, take me off the list',
  ])
})

test('a link does nothing by being followed: not by GET, not by HEAD, not by anything but the button', async () => {
  const app = college()
  const { runId, ben, offer, caz } = await offeredToBen(app)
  for (const address of [offer, `${offer}/acceptance`, `${offer}/pass`, `${offer}/refusal`]) {
    const statuses = [await ben.browser.agent.get(address), await ben.browser.agent.head(address)]
    expect(statuses.map(({ status }) => status)).toEqual(address === offer ? [200, 200] : [404, 404])
    await ben.browser.agent.options(address)
  }
  // A mail scanner has no session at all.
  expect((await app.visitor().agent.get(offer)).headers.location).toBe(
    `/sign-in?next=${encodeURIComponent(offer)}`,
  )
  expect((await caz.browser.get(offer)).status).toBe(404)
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'offered', Caz: 'waiting' })
})

test.each(['/my/courses', 'the page of the offer'])(
  'a yes on %s is a place, with its calendar',
  async (where) => {
    const app = college()
    const { runId, ben, offer } = await offeredToBen(app)
    const pressed = await press(ben.browser, where.startsWith('/') ? where : offer, 'Accept this place')
    expect([pressed.status, pressed.headers.location]).toEqual([303, '/my/courses'])
    expect(words(await ben.browser.get('/my/courses'))).toContain('The place is yours.')
    await app.runJobs()
    expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'confirmed', Caz: 'waiting' })
    expect(await offerRows()).toMatchObject([{ status: 'accepted' }])
    expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-offered', 'place-confirmed'])
    const mail = await app.db
      .selectFrom('mail')
      .selectAll()
      .orderBy('number', 'desc')
      .executeTakeFirstOrThrow()
    expect(mail.calendar_method).toBe('REQUEST')
    expect(words(await ben.browser.get(offer))).toContain('You took this place. It is yours.')
  },
)

test('yes pressed twice is yes once', async () => {
  const app = college()
  const { ben, offer } = await offeredToBen(app)
  await ben.browser.get(offer)
  const presses = await Promise.all([1, 2, 3].map(() => ben.browser.post(`${offer}/acceptance`)))
  expect(presses.map(({ status }) => status)).toEqual([303, 303, 303])
  expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-offered', 'place-confirmed'])
})

test('"not this time" keeps the place in line, and the next one is asked', async () => {
  const app = college()
  const { runId, ben, caz, offer } = await offeredToBen(app)
  await press(ben.browser, offer, 'Not this time, keep my place in line')
  const mine = words(await ben.browser.get('/my/courses'))
  expect(mine).toContain('You keep your place in line')
  expect(mine).toContain('You did not take the place that came free.')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'waiting', Caz: 'offered' })
  expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-offered', 'place-kept-in-line'])
  expect(words(await ben.browser.get(offer))).toContain('You did not take this place.')
  // Caz does not want it either: nobody is asked twice about one vacancy.
  await press(caz.browser, `/offers/${await openOfferTo(app, caz)}`, 'Not this time, keep my place in line')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'waiting', Caz: 'waiting' })
  // The place nobody waiting wants is there for whoever comes.
  const dan = await signUp(app, 'Dan')
  await press(dan.browser, `/runs/${runId}`, 'Enrol on this course')
  expect((await statusesOf(app.db, runId)).Dan).toBe('confirmed')
  // Another vacancy is another question, and Ben was first.
  await press(dan.browser, '/my/courses', 'Withdraw from this course')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toMatchObject({ Ben: 'offered', Caz: 'waiting' })
})

test('"not this time" can be taken back while nobody has the place', async () => {
  const app = college()
  const { runId, ben, caz, offer } = await offeredToBen(app)
  await press(ben.browser, offer, 'Not this time, keep my place in line')
  await app.runJobs()
  await press(caz.browser, `/offers/${await openOfferTo(app, caz)}`, 'No thank you, take me off the list')
  await press(ben.browser, '/my/courses', 'Ask me about this place after all')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'offered', Caz: 'withdrawn' })
})

test('"no thank you" leaves the list, and the next one is asked', async () => {
  const app = college()
  const { runId, ben, caz, offer } = await offeredToBen(app)
  await press(ben.browser, offer, 'No thank you, take me off the list')
  await app.runJobs()
  expect(await statusesOf(app.db, runId)).toEqual({ Amal: 'withdrawn', Ben: 'withdrawn', Caz: 'offered' })
  expect(await mailsTo(app.db, ben.email)).toEqual(['on-waiting-list', 'place-offered', 'left-waiting-list'])
  expect(await mailsTo(app.db, caz.email)).toEqual(['on-waiting-list', 'place-offered'])
  expect(words(await ben.browser.get(offer))).toContain('You said no to this place')
})

test('an answer to an offer that is answered changes nothing, and says so', async () => {
  const app = college()
  const { runId, ben, offer } = await offeredToBen(app)
  await press(ben.browser, offer, 'No thank you, take me off the list')
  for (const answer of ['acceptance', 'pass', 'refusal']) {
    const late = await ben.browser.post(`${offer}/${answer}`)
    expect(late.status).toBe(409)
    expect(words(late)).toContain('This offer has ended')
  }
  expect((await statusesOf(app.db, runId)).Ben).toBe('withdrawn')
  expect(buttons(await ben.browser.get(offer))).toEqual([])
})
