import fc from 'fast-check'
import { type Browser, testApp, type TestApp } from '../support/app.ts'
import { addCourse, addEnrolment, addPerson, addRun, addTerm } from '../support/college.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { hostileFields, isClean } from './support/hostile.ts'
import type { Viewer } from './support/who-may.ts'

const college = testApp()

const amal = {
  name: 'Amal',
  email: 'amal@example.org',
  password: 'three calm words',
  phone: '07700 900123',
  what_helps: 'Large print',
  agreement_version: '1',
  agree: 'yes',
  next: '/courses',
}
const details = { ...amal, preferred_contact: 'post', neutral_calendar_titles: 'yes' }

interface Form {
  viewer: Viewer
  page: string
  address: string
  good: Record<string, string>
}

async function forms(app: TestApp, cast: Cast): Promise<Record<string, Form>> {
  const { db } = app
  const asked = await addEnrolment(db, cast.runId, { status: 'requested' })
  const waits = await addEnrolment(db, cast.runId, { status: 'waiting' })
  const { runId } = await addRun(db, { capacity: 3 })
  const office = { viewer: 'administrator', page: `/admin/runs/${cast.runId}` } as const
  return {
    'signing in': { viewer: 'visitor', page: '/sign-in', address: '/sign-in', good: amal },
    registering: { viewer: 'visitor', page: '/register', address: '/register', good: amal },
    'my details': { viewer: 'student', page: '/account', address: '/account', good: details },
    enrolling: {
      viewer: 'student',
      page: `/runs/${runId}`,
      address: `/runs/${runId}/enrolments`,
      good: { overlap: 'accepted' },
    },
    'the number of places': {
      ...office,
      address: `/admin/runs/${cast.runId}/capacity`,
      good: { capacity: '12', over_full_reason: 'A bigger room' },
    },
    declining: { ...office, address: `/admin/enrolments/${asked}/refusal`, good: { reason: 'Full' } },
    'putting first': { ...office, address: `/admin/enrolments/${waits}/priority`, good: { reason: 'Moved' } },
    'calling a run off': {
      viewer: 'administrator',
      page: `/admin/runs/${runId}`,
      address: `/admin/runs/${runId}/calling-off`,
      good: { reason: 'No room' },
    },
    'taking a place back': {
      ...office,
      address: `/admin/enrolments/${cast.enrolmentId}/cancellation`,
      good: { reason: 'Ill' },
    },
    ...(await formsOfBookingRules(app)),
  }
}

/** What somebody asks for against a rule, and where the rules are said. */
async function formsOfBookingRules({ db }: TestApp): Promise<Record<string, Form>> {
  const person = await addPerson(db, { name: 'Amal' })
  const term = await addTerm(db, { mostCourses: 1 })
  await addEnrolment(db, (await addRun(db, { term })).runId, { person })
  const { runId, courseId } = await addRun(db, {
    term,
    audience: 'Carers',
    rules: { audience_confirmed: true },
  })
  const at = (page: string, good: Record<string, string>): Form => ({
    viewer: 'administrator',
    ...{ page, address: page, good },
  })
  const { id: other } = await addCourse(db)
  return {
    'enrolling somebody past a rule': at(`/admin/people/${person}/enrolments`, {
      ...{ run: runId, from: 'run', asked: 'yes', reason: 'Agreed', confirmed: 'yes', done: other },
    }),
    'the rules of a run': at(`/admin/runs/${runId}/details`, {
      ...{ term, code: 'A1', audience: 'Carers', audience_confirmed: 'yes', drop_in: 'yes' },
      ...{ opens_day: '3/9/2026', opens_at: '10am', closes_day: '5/9/2026', closes_at: '10:00' },
      ...{ closing: 'moment', priority_day: '2/9/2026', priority_at: '9am', priority_for: 'new' },
      ...{
        first_session_needed: 'yes',
        sessions_needed: '2',
        waiting_list_mode: 'auto',
        needs_approval: 'yes',
      },
    }),
    'the limit of a term': at(`/admin/terms/${term}`, {
      ...{ name: 'Autumn', starts_on: '2026-09-01', ends_on: '2026-12-18', most_courses: '3' },
    }),
    'what comes first': at(`/admin/courses/${courseId}`, {
      title: 'Sleep well',
      summary: 'Rest',
      needs: other,
    }),
    'taking out what was done before': {
      ...at(`/admin/people/${person}/done-before/removal`, { course: other }),
      page: `/admin/people/${person}`,
    },
  }
}

/** A browser with a token; a visitor who became somebody on the way is a visitor again. */
async function ready(
  app: TestApp,
  cast: Cast,
  { viewer, page }: Form,
): Promise<{ browser: Browser; token: string }> {
  const browser = viewer === 'visitor' ? app.visitor() : cast.browsers[viewer]
  const { text } = await browser.get(page)
  return { browser, token: /name="_csrf" value="([^"]+)"/.exec(text)?.[1] ?? '' }
}

test.each([
  'signing in',
  'registering',
  'my details',
  'enrolling',
  'the number of places',
  'declining',
  'putting first',
  'calling a run off',
  'taking a place back',
  'enrolling somebody past a rule',
  'the rules of a run',
  'the limit of a term',
  'what comes first',
  'taking out what was done before',
])('whatever is sent, %s answers in words and never with a fault or with its markup', async (name) => {
  const app = college()
  const cast = await makeCast(app)
  const form = (await forms(app, cast))[name]
  if (form === undefined) throw new Error(`No form is called ${name}`)
  const body = hostileFields(Object.keys(form.good), form.good)
  let sender = await ready(app, cast, form)
  await fc.assert(
    fc.asyncProperty(body, async (fields) => {
      const { browser, token } = sender
      const sent = browser.agent.post(form.address).type('form')
      const { status, text } = await sent.send(`_csrf=${encodeURIComponent(token)}&${fields}`)
      expect([200, 303, 400, 409, 422]).toContain(status)
      if (status >= 400) expect(text).toMatch(/<h1>[^<]+<\/h1>/)
      expect(isClean(text)).toBe(true)
      if (status === 303) {
        expect(isClean((await browser.get(form.page)).text)).toBe(true)
        sender = await ready(app, cast, form)
      }
    }),
    { numRuns: 20, endOnFailure: true },
  )
  // Nobody became anything by it.
  expect(
    await app.db.selectFrom('role_grant').where('role', '=', 'administrator').selectAll().execute(),
  ).toHaveLength(1)
})

test('a form of another kind is refused in words: JSON, XML, plain text, a file', async () => {
  const app = college()
  await addPerson(app.db, { email: 'ben@example.org' })
  const { browsers } = await makeCast(app)
  const bodies: [string, string][] = [
    ['application/json', '{"email":{"$ne":1},"password":{"$ne":1}}'],
    ['application/json', '{"__proto__":{"roles":["administrator"]}}'],
    ['application/xml', '<a/>'],
    ['text/plain', 'email=ben@example.org'],
    [
      'multipart/form-data; boundary=x',
      '--x\r\nContent-Disposition: form-data; name="email"\r\n\r\na\r\n--x--',
    ],
    ['nonsense', 'a'],
  ]
  for (const address of ['/sign-in', '/register', '/account', '/account/feed']) {
    for (const [type, body] of bodies) {
      const response = await browsers.student.agent.post(address).set('Content-Type', type).send(body)
      expect([address, type, response.status]).toEqual([address, type, 415])
      expect(response.text).toContain('Nothing was changed')
    }
  }
})
