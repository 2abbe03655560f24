// Booking rules as people meet them: each says why before the button, again to whoever presses an old one, and how to go on.
import { load } from 'cheerio'
import { addMinutes } from '../../../src/lib/time.ts'
import { auditOf } from '../../audit/support.ts'
import { testApp } from '../../support/app.ts'
import { addCourse, addEnrolment, addRun, addTerm, type NewRun, today } from '../../support/college.ts'
import { buttons, press, signUp, statusesOf, words } from '../support/people.ts'

const college = testApp()
const day = 24 * 60
const inDays = (days: number) => addMinutes(today, days * day)
const window = {
  opensAt: inDays(3),
  rules: { priority_opens_at: inDays(-1), priority_for: ['carer-or-family' as const] },
}

async function sleepWell(run: NewRun = {}) {
  const app = college()
  const { id: course, slug } = await addCourse(app.db, { title: 'Sleep well' })
  const { runId } = await addRun(app.db, { course, ...run })
  return { app, db: app.db, course, slug, runId, page: `/runs/${runId}`, post: `/runs/${runId}/enrolments` }
}

test('a drop-in asks nobody to enrol: visitors and students read so, and an old button says it again', async () => {
  const { app, db, runId, page, slug, post } = await sleepWell({ capacity: 0, rules: { drop_in: true } })
  const visitor = app.visitor()
  for (const address of [page, `/courses/${slug}`, '/courses?places=free']) {
    const shown = await visitor.get(address)
    expect(words(shown)).toContain('No booking: just come')
    expect(words(shown)).not.toContain('Full')
    expect(buttons(shown)).not.toContain('Enrol on this course')
  }
  const { browser } = await signUp(app, 'Amal')
  await browser.get(page)
  const refused = await browser.post(post)
  expect([refused.status, load(refused.text)('h1').text()]).toEqual([409, 'You do not need a place'])
  expect(await statusesOf(db, runId)).toEqual({})
  expect((await visitor.get('/calendar.ics')).text).toContain('Sleep well')
})

test('in the time that is kept for carers, others read from when it is for them, and carers enrol', async () => {
  const { app, db, runId, page, post, slug } = await sleepWell(window)
  const visitor = await app.visitor().get(`/courses/${slug}`)
  expect(words(visitor)).toContain(
    'First for carers and families. Everybody can enrol from Friday 4 September 2026',
  )
  expect(words(await app.visitor().get(page))).toContain('First for carers and families.')
  const { browser, id } = await signUp(app, 'Amal')
  const shown = await browser.get(page)
  expect(buttons(shown)).not.toContain('Enrol on this course')
  expect(words(shown)).toContain('Just now it is for carers and families')
  expect(load(shown.text)('main a[href="/account/about-me/kind-of-student"]')).toHaveLength(1)
  expect(words(await browser.get(`/courses/${slug}`))).toContain('See whether you can enrol now')
  expect((await browser.post(post)).status).toBe(409)
  await db.updateTable('person').set({ student_kind: 'carer-or-family' }).where('id', '=', id).execute()
  expect((await press(browser, page, 'Enrol on this course')).status).toBe(303)
  expect(await statusesOf(db, runId)).toEqual({ Amal: 'confirmed' })
})

test('whoever never had a place is new, and after their first they are not', async () => {
  const rules = { priority_opens_at: inDays(-1), priority_for: ['new' as const] }
  const { app, db, post } = await sleepWell({ opensAt: inDays(3), rules })
  const { browser: known, id } = await signUp(app, 'Known')
  await addEnrolment(db, (await addRun(db)).runId, { person: id })
  expect((await known.post(post)).status).toBe(409)
  const { browser } = await signUp(app, 'Amal')
  expect((await browser.post(post)).status).toBe(303)
})

test.each([
  ['completed', { status: 'completed' as const, ended_at: today }, 'published' as const],
  ['over', { status: 'confirmed' as const }, 'ended' as const],
])(
  'what comes first is shown with its link; once it is %s the button is there',
  async (_, enrolment, status) => {
    const { app, db, course, page, post } = await sleepWell()
    const first = await addCourse(db, { title: 'Sleep basics' })
    await db
      .insertInto('course_prerequisite')
      .values({ course_id: course, needs_course_id: first.id })
      .execute()
    const visitor = await app.visitor().get(page)
    expect(words(visitor)).toContain('Please do this first: Sleep basics')
    const { browser, id } = await signUp(app, 'Amal')
    const shown = await browser.get(page)
    expect(buttons(shown)).not.toContain('Enrol on this course')
    expect(words(shown)).toContain('Did it already, here or somewhere else? Tell us, and we note it.')
    const refused = await browser.post(post)
    expect([refused.status, load(refused.text)('h1').text()]).toEqual([409, 'Something comes first'])
    for (const page of [shown, refused]) expect(words(page)).toContain('To talk to us, ring 01632')
    expect(load(refused.text)(`main a[href="/courses/${first.slug}"]`)).toHaveLength(1)
    const { runId } = await addRun(db, { course: first.id })
    const done = await addEnrolment(db, runId, { person: id })
    expect((await browser.post(post)).status).toBe(409)
    await db.updateTable('enrolment').set(enrolment).where('id', '=', done).execute()
    await db.updateTable('run').set({ status }).where('id', '=', runId).execute()
    expect((await press(browser, page, 'Enrol on this course')).status).toBe(303)
  },
)

test('a term allows two: waiting counts, drop-ins and what was given back do not, and what one has is shown', async () => {
  const app = college()
  const { db } = app
  const term = await addTerm(db, { name: 'Autumn', mostCourses: 2 })
  const { browser } = await signUp(app, 'Amal')
  const inTerm = async (title: string, run: NewRun = {}) => {
    const { runId } = await addRun(db, { term, course: (await addCourse(db, { title })).id, ...run })
    return runId
  }
  const [yoga, art, third] = [
    await inTerm('Yoga', { capacity: 0 }),
    await inTerm('Art'),
    await inTerm('Third'),
  ]
  await inTerm('Open door', { rules: { drop_in: true } })
  const enrol = (run: string) => browser.post(`/runs/${run}/enrolments`, { overlap: 'accepted' })
  await enrol((await addRun(db)).runId)
  expect(words(await app.visitor().get(`/runs/${third}`))).toContain(
    'You can take part in 2 courses in Autumn',
  )
  expect([(await enrol(yoga)).status, (await enrol(art)).status]).toEqual([303, 303])
  const refused = await enrol(third)
  expect([refused.status, load(refused.text)('h1').text()]).toEqual([409, 'You have 2 courses in Autumn'])
  const links = load(refused.text)('main .panel li a').toArray()
  expect(links.map(({ attribs }) => attribs.href)).toEqual([`/runs/${yoga}`, `/runs/${art}`, '/my/courses'])
  expect(buttons(await browser.get(`/runs/${third}`))).not.toContain('Enrol on this course')
  const waiting = await db
    .selectFrom('enrolment')
    .select('id')
    .where('run_id', '=', yoga)
    .executeTakeFirstOrThrow()
  await browser.post(`/enrolments/${waiting.id}/withdrawal`)
  expect((await enrol(third)).status).toBe(303)
  expect(await auditOf(app)).toEqual([])
})

test('whoever chose others after their offer ran out does not come back past the limit', async () => {
  const app = college()
  const { db } = app
  const term = await addTerm(db, { mostCourses: 1 })
  const { browser, id } = await signUp(app, 'Amal')
  const { runId } = await addRun(db, { term, capacity: 0 })
  const lapsed = await addEnrolment(db, runId, { person: id, status: 'waiting' })
  const ended = { status: 'lapsed' as const, ended_at: today }
  await db.updateTable('enrolment').set(ended).where('id', '=', lapsed).execute()
  const { runId: other } = await addRun(db, { term })
  await browser.post(`/runs/${other}/enrolments`, { overlap: 'accepted' })
  const back = () => browser.post(`/enrolments/${lapsed}/return`)
  await back()
  expect(words(await browser.get('/my/courses'))).toContain('You have as many courses as the term allows')
  expect(await statusesOf(db, runId)).toEqual({ Amal: 'lapsed' })
  await db.updateTable('term').set({ most_courses: 2 }).execute()
  await back()
  expect(await statusesOf(db, runId)).toEqual({ Amal: 'waiting' })
})

test('an audience to confirm is asked beside the button, and what was said is kept', async () => {
  const run = { audience: 'Carers', rules: { audience_confirmed: true } }
  const { app, db, page, post, slug } = await sleepWell(run)
  expect(words(await app.visitor().get(page))).toContain('This is for: Carers.')
  const { browser } = await signUp(app, 'Amal')
  expect(load((await browser.get(`/courses/${slug}`)).text)(`main form[action="${post}"]`)).toHaveLength(0)
  const missing = await press(browser, page, 'Enrol on this course')
  expect(missing.status).toBe(422)
  const shown = load(missing.text)
  expect(shown('.nhsuk-error-summary a').attr('href')).toBe('#confirmed')
  expect(shown('#confirmed-error').text()).toContain('Tick this if it is for you: Carers')
  expect((await browser.post(post, { confirmed: 'yes' })).status).toBe(303)
  const { audience_confirmed_at: said } = await db
    .selectFrom('enrolment')
    .select('audience_confirmed_at')
    .executeTakeFirstOrThrow()
  expect(said).toEqual(today)
})

test('the question about two courses at one time does not ask again whether it is for them', async () => {
  const { app, db, runId, post } = await sleepWell({
    audience: 'Carers',
    rules: { audience_confirmed: true },
  })
  const { browser, id } = await signUp(app, 'Amal')
  await addEnrolment(db, (await addRun(db)).runId, { person: id })
  const asked = await browser.post(post, { confirmed: 'yes' })
  const form = load(asked.text)(`form[action="${post}"]`).serializeArray()
  const again = Object.fromEntries(form.map(({ name, value }) => [name, value]))
  expect((await browser.post(post, again)).status).toBe(303)
  expect(await statusesOf(db, runId)).toEqual({ Amal: 'confirmed' })
})

test('what is asked of those who come stands before the button, in the message and on My courses', async () => {
  const sessions = [7, 14, 21].map((days) => ({ startsAt: inDays(days) }))
  const rules = { first_session_needed: true, sessions_needed: 2 }
  const { app, db, page, post } = await sleepWell({ sessions, rules })
  const asked = [
    'Please come to the first class: later ones build on it.',
    'Please come to at least 2 of the 3 classes. If you cannot, tell us: we will find a way.',
  ]
  for (const text of asked) expect(words(await app.visitor().get(page))).toContain(text)
  const { browser } = await signUp(app, 'Amal')
  await browser.post(post)
  const mine = words(await browser.get('/my/courses'))
  const { view } = await db.selectFrom('mail').select('view').executeTakeFirstOrThrow()
  for (const text of asked) {
    expect(mine).toContain(text)
    expect(JSON.stringify(view)).toContain(text)
  }
})

test('with a first session that is needed nobody joins late, and without one they can until the moment that is said', async () => {
  const sessions = [-7, 7].map((days) => ({ startsAt: inDays(days) }))
  const late = { sessions, closesAt: inDays(5) }
  const { app, page, post } = await sleepWell(late)
  const { browser } = await signUp(app, 'Amal')
  expect(words(await browser.get(page))).toContain(
    'It has begun. You can still join until Sunday 6 September 2026',
  )
  expect((await browser.post(post)).status).toBe(303)
  const { runId } = await addRun(app.db, { ...late, rules: { first_session_needed: true } })
  const refused = await browser.post(`/runs/${runId}/enrolments`)
  expect(words(refused)).toContain('The later classes build on the first')
  const over = words(await browser.get(`/runs/${runId}`))
  expect(over).toContain('Already started')
  expect(over).not.toContain('Places free')
})
