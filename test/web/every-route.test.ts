import { load } from 'cheerio'
import type supertest from 'supertest'
import { allRoutes, createApp } from '../../src/app.ts'
import { configFrom } from '../../src/config/config.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import { makeLog } from '../../src/lib/log.ts'
import { addMinutes } from '../../src/lib/time.ts'
import type { Deps } from '../../src/web/deps.ts'
import { type Browser, testApp } from '../support/app.ts'
import { today } from '../support/college.ts'
import { addressOf } from './support/address-of.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { notHere, type Viewer, viewers, whoMay } from './support/who-may.ts'

const college = testApp()

function deps(environment: Record<string, string> = {}): Deps {
  const { db, database } = college()
  const config = configFrom(readEnvironment({ NODE_ENV: 'test', ...environment }))
  const secret = 'a-secret-for-tests-of-32-letters'
  return { db, pool: database.pool, config, secret, log: makeLog('silent'), clock: () => today }
}

const nameOf = ({ method, pattern }: { method: string; pattern: string }) =>
  `${method.toUpperCase()} ${pattern}`

test('every route of the product stands in the table of who may, and nothing else does', () => {
  expect(allRoutes(deps()).map(nameOf).sort()).toEqual(Object.keys(whoMay).sort())
})

interface Layer {
  name: string
  route?: { path: string; methods: Record<string, boolean>; stack: { name: string }[] }
  handle: { stack?: unknown[] }
}

test('the app answers through these routes only: nothing is mounted past the list, or without its gates', () => {
  const given = deps()
  const layers = (createApp(given).router as unknown as { stack: Layer[] }).stack
  const mounted = layers.flatMap(({ route }) =>
    route === undefined
      ? []
      : Object.keys(route.methods).map((method) => nameOf({ method, pattern: route.path })),
  )
  expect(mounted).toEqual(allRoutes(given).map(nameOf))
  // The check of the id, the guard, for a form the check that it is ours, and the handler.
  for (const { route } of layers) {
    if (route === undefined) continue
    const gates = route.stack.slice(0, -1).map(({ name }) => name)
    const form: unknown[] = route.methods.post === true ? [expect.stringMatching(/^own(Form|Files)$/)] : []
    expect(gates).toEqual(['requireUuid', 'guarded', ...form])
  }
  expect(layers.filter(({ handle }) => handle.stack !== undefined && handle.stack.length > 0)).toEqual([])
  // Whoever adds a layer that answers by itself must think about who may see it, and then name it here.
  const others = layers.filter(({ route }) => route === undefined).map(({ name }) => name)
  expect(new Set(others)).toEqual(
    new Set([
      'answerFromMemory',
      'helmetMiddleware',
      'refuseControlCharacters',
      'refuseFeatures',
      'refuseUnknownForms',
      'slowForms',
      'compression',
      'serveStatic',
      'session',
      'authenticate',
      'urlencodedParser',
      'pageData',
      '<anonymous>',
      'nothingHere',
    ]),
  )
})

test.each([
  ['in production', { NODE_ENV: 'production', ...productionSettings(), SMTP_URL: 'smtp://mail.example.org' }],
  ['where real mail leaves', { SMTP_URL: 'smtp://mail.example.org' }],
])('the development mailbox is not there %s', (_, environment) => {
  const names = allRoutes(deps(environment)).map(nameOf)
  expect(names.filter((name) => name.includes('/dev/'))).toEqual([])
  expect(names).toHaveLength(Object.keys(whoMay).length - 5)
})

function productionSettings() {
  return {
    DATABASE_URL: 'postgres://db.example.org/college',
    BASE_URL: 'https://college.example.org',
    SESSION_SECRET: 'x'.repeat(32),
    COLLEGE_NAME: 'A college',
    COLLEGE_EMAIL: 'office@college.example.org',
  }
}

test('every route lets through exactly the roles the table names, for things that are their own', async () => {
  const cast = await makeCast(college())
  const wrong: string[] = []
  for (const [name, viewer] of everyPair()) {
    const came = await outcome(cast, viewer, name)
    const through = notHere.includes(name) ? '404' : 'through'
    const meant = whoMay[name]?.includes(viewer) === true ? through : viewer === 'visitor' ? 'sign-in' : '403'
    if (came !== meant) wrong.push(`${viewer} at ${name}: ${came}, not ${meant}`)
  }
  expect(wrong).toEqual([])
})

test('someone with several roles may do what any of them may, and a refusal never signs anyone out', async () => {
  const app = college()
  const cast = await makeCast(app)
  const { db } = app
  for (const role of ['trainer', 'administrator'] as const)
    await db.insertInto('role_grant').values({ person_id: cast.studentId, role, granted_at: today }).execute()
  const { student } = cast.browsers
  expect([await status(student, '/my/courses'), await status(student, '/trainer')]).toEqual([200, 200])
  expect(await status(student, '/admin')).toBe(200)
  await db.deleteFrom('role_grant').where('role', '=', 'administrator').execute()
  expect(await status(student, '/admin')).toBe(403)
  const posted = await student.post(`/admin/runs/${cast.runId}/capacity`, { capacity: '0' })
  expect(posted.status).toBe(403)
  expect(posted.text).toContain('You are still signed in')
  expect(await status(student, '/account')).toBe(200)
})

/** What a trainer is shown or does of the people of a run, whose own days away and page are not. */
const ofPeople = Object.keys(whoMay).filter(
  (name) => name.includes(' /trainer/') && name.includes(':id') && !name.includes('days-away'),
)

test('sixty days after the last class of a run every way of a trainer to its people is with the office', async () => {
  const app = college()
  const cast = await makeCast(app)
  const { ends_at: ends } = await app.db
    .selectFrom('session')
    .where('run_id', '=', cast.runId)
    .select('ends_at')
    .executeTakeFirstOrThrow()
  const answersOf = async (now: Date) => {
    app.clock.now = now
    await cast.browsers.trainer.signIn('trainer@example.org')
    const answers: [string, number, string][] = []
    for (const name of ofPeople) {
      const answer = await ask(cast, 'trainer', name)
      answers.push([name, answer.status, load(answer.text)('h1').text()])
    }
    return answers
  }
  const emergency = (name: string) => name.includes('emergency')
  const sixtyDays = 60 * 24 * 60
  const before = await answersOf(addMinutes(ends, sixtyDays - 1))
  // Of the emergency contact that was never to be seen but on the day.
  expect(before.filter(([name, status]) => status === 409 && !emergency(name))).toEqual([])
  const after = await answersOf(addMinutes(ends, sixtyDays))
  expect(after).toEqual(ofPeople.map((name) => [name, 409, 'The office has this now']))
})

/** What only looks comes before what changes things; signing out comes last, for nothing is anybody's after it. */
function everyPair(): [string, Viewer][] {
  const when = (name: string) =>
    ['GET', 'POST', '/sessions-end', '/sign-out'].findLastIndex((part) => name.includes(part))
  const names = Object.keys(whoMay).sort((one, other) => when(one) - when(other))
  return names.flatMap((name) => viewers.map((viewer): [string, Viewer] => [name, viewer]))
}

async function outcome(cast: Cast, viewer: Viewer, name: string): Promise<string> {
  return outcomeOf(await ask(cast, viewer, name), name.split(' ')[1] ?? '')
}

async function ask(cast: Cast, viewer: Viewer, name: string): Promise<supertest.Response> {
  const [method = '', pattern = ''] = name.split(' ')
  const browser = cast.browsers[viewer]
  const address = addressOf(pattern, cast)
  return method === 'GET' ? browser.agent.get(address) : browser.post(address)
}

function outcomeOf({ status, headers }: supertest.Response, pattern: string): string {
  if (status === 303 && headers.location?.startsWith('/sign-in?next=')) return 'sign-in'
  if (status === 403 || status === 404) return String(status)
  // No worker runs here, and readiness says so.
  if (status < 500 || pattern === '/readyz') return 'through'
  return `a fault of ours (${status})`
}

async function status(browser: Browser, address: string): Promise<number> {
  return (await browser.agent.get(address)).status
}
