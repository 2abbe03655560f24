import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { allRoutes, createApp } from '../../src/app.ts'
import { makeLog } from '../../src/lib/log.ts'
import { viewsFolder } from '../../src/web/views.ts'
import { Browser, testApp } from '../support/app.ts'
import { addPerson } from '../support/college.ts'
import { testPassword } from '../support/password.ts'
import { type Cast, makeCast } from './support/cast.ts'
import { type Viewer, viewers } from './support/who-may.ts'

const college = testApp()
const secret = 'a-secret-for-tests-of-32-letters'

function address(pattern: string, cast: Cast): string {
  const id = pattern.includes('/sessions/') ? cast.sessionId : cast.runId
  return pattern.replace(':slug', cast.slug).replace(':token', 'x').replace(/:\w+/, id)
}

/** The pages that are better with a script, and who is shown them. */
const scripted: Partial<Record<string, Viewer>> = {
  '/admin/planner': 'administrator',
  '/trainer': 'trainer',
  '/trainer/sessions/:id/register': 'trainer',
  '/admin/sessions/:id/register': 'administrator',
}

test('every page, for everybody, forbids scripts and frames; what is somebody’s own is kept nowhere', async () => {
  const app = college()
  const cast = await makeCast(app)
  const { db, database, config, clock } = app
  const deps = { db, pool: database.pool, config, secret, log: makeLog('silent'), clock: () => clock.now }
  const pages = allRoutes(deps).filter(({ method }) => method === 'get')
  expect(pages.length).toBeGreaterThan(40)
  for (const { pattern } of pages) {
    for (const viewer of viewers) {
      const { headers, text } = await cast.browsers[viewer].agent.get(address(pattern, cast)).redirects(0)
      const policy = String(headers['content-security-policy'])
      expect([pattern, policy]).toEqual([pattern, expect.stringMatching(/^default-src 'none';/)])
      const script = scripted[pattern] === viewer ? ["'self'"] : []
      expect([pattern, /script-src ([^;]*)/.exec(policy)?.slice(1) ?? []]).toEqual([pattern, script])
      expect([pattern, policy]).toEqual([pattern, expect.not.stringMatching(/unsafe|\*/)])
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'permissions-policy': expect.stringContaining('geolocation=()') as unknown,
        'cross-origin-opener-policy': 'same-origin',
      })
      expect([pattern, headers['access-control-allow-origin']]).toEqual([pattern, undefined])
      const type = String(headers['content-type'])
      expect([pattern, type]).toEqual([pattern, expect.not.stringMatching(/^text\/(?!.*charset=utf-8)/i)])
      if (viewer === 'visitor' || /no-store/.test(String(headers['cache-control']))) continue
      const visitors = await cast.browsers.visitor.agent.get(address(pattern, cast)).redirects(0)
      expect([pattern, text]).toEqual([pattern, visitors.text])
    }
  }
})

/** The views that are better with a script, and which it is. */
const ownScripts: Partial<Record<string, string>> = {
  'planner.hbs': 'planner',
  'register.hbs': 'register',
  'teaching.hbs': 'marks-kept',
}
const scriptOf = (name: string) => `<script type="module" src="/static/${name}.js"></script>`

test('no view has a script, a style of its own, or a handler: the policy would refuse them', () => {
  const views = readdirSync(viewsFolder, { recursive: true, encoding: 'utf8' }).filter(
    // A mail is shown by mail programs, which know no other way than a style of its own.
    (file) => file.endsWith('.hbs') && !file.includes('mail/'),
  )
  expect(views.length).toBeGreaterThan(60)
  const faults = views.filter((file) => {
    const whole = readFileSync(path.join(viewsFolder, file), 'utf8')
    // A page that is better with a script has it in a file of its own.
    const own = ownScripts[path.basename(file)]
    const text = own === undefined ? whole : whole.replace(scriptOf(own), '')
    return /<style|\sstyle=|\son[a-z]+=|javascript:|<script(?! type="application\/ld\+json")/i.test(text)
  })
  expect(faults).toEqual([])
})

test('what a log says of requests holds no password, no email, no token and nobody’s words', async () => {
  const { db, database, config, clock } = college()
  await addPerson(db, { name: 'Amal', email: 'amal@example.org' })
  const lines: string[] = []
  const write = (chunk: Buffer, _: unknown, done: () => void) => {
    lines.push(String(chunk))
    done()
  }
  const { Writable } = await import('node:stream')
  const log = makeLog('trace', new Writable({ write }))
  const limits = { ...config.limits, signInAddress: { most: 1, perSeconds: 60 } }
  const given = {
    db,
    pool: database.pool,
    config: { ...config, limits },
    secret,
    log,
    clock: () => clock.now,
  }
  const browser = new Browser(createApp(given))
  await browser.get('/sign-in?next=%2Fmy%2Fcourses&secret=swordfish')
  for (let count = 0; count < 3; count++)
    await browser.post('/sign-in?q=swordfish', {
      email: 'amal@example.org',
      password: `${testPassword}-swordfish`,
    })
  await db.schema.alterTable('calendar_feed').renameTo('calendar_feed_away').execute()
  const failed = await browser
    .get(`/feeds/${'swordfish'.padEnd(43, '-')}.ics`)
    .finally(() => db.schema.alterTable('calendar_feed_away').renameTo('calendar_feed').execute())
  expect(failed.status).toBe(500)
  expect(lines.join('')).toContain('tried too often')
  expect(lines.join('')).toContain('GET /feeds/')
  expect(lines.join('')).not.toMatch(/swordfish|amal/i)
})
