import type { Express } from 'express'
import supertest from 'supertest'
import { createApp } from '../../src/app.ts'
import { hashPassword } from '../../src/accounts/passwords.ts'
import { ensureAgreement } from '../../src/accounts/first-agreement.ts'
import { type Config, configFrom } from '../../src/config/config.ts'
import { readEnvironment } from '../../src/config/environment.ts'
import type { Db } from '../../src/database/schema.ts'
import { runDueJobs } from '../../src/jobs/run.ts'
import { makeLog } from '../../src/lib/log.ts'
import { type Post, postFor } from '../../src/mail/transport.ts'
import { jobFunctions } from '../../src/worker.ts'
import { today } from './college.ts'
import { type TestDatabase, testDatabase } from './database.ts'
import { makeJobsDue } from './jobs.ts'
import { testPassword } from './password.ts'

export interface TestApp {
  app: Express
  db: Db
  database: TestDatabase
  config: Config
  /** The clock of everything the app does; move it by setting `clock.now`. */
  clock: { now: Date }
  /** Signs in through the sign-in page, as a browser would. */
  as(email: string): Promise<Browser>
  visitor(): Browser
  /** Does all promised work, what is meant for later too, until nothing is left. */
  runJobs(): Promise<void>
}

/** The real app on this worker's own database, with a clock that stands still until the test moves it. */
export function testApp(
  options: {
    environment?: Record<string, string>
    post?: Post
    max?: number
    pageFreshness?: number
    /** Settings that no environment variable has, such as low limits. */
    settings?: Partial<Config>
  } = {},
): () => TestApp {
  const database = testDatabase({ max: options.max ?? 6 })
  const environment = readEnvironment({ NODE_ENV: 'test', LOG_LEVEL: 'silent', ...options.environment })
  // No page of one test may be shown in the next.
  const config: Config = {
    ...configFrom(environment),
    pageFreshness: options.pageFreshness ?? 0,
    sessions: endless,
    ...options.settings,
  }
  const clock = { now: today }
  let app: Express | undefined
  beforeEach(async () => {
    clock.now = today
    const { db, pool } = database()
    app ??= createApp({
      db,
      pool,
      config,
      secret: 'a-secret-for-tests-of-32-letters',
      log: makeLog('silent'),
      clock: () => clock.now,
    })
    await ensureAgreement(db, today)
  })
  return () => {
    const { db, pool } = database()
    if (app === undefined) throw new Error('The app is there only inside a test')
    const made = app
    const functions = jobFunctions({
      db,
      config,
      post: options.post ?? postFor(undefined),
      clock: () => clock.now,
    })
    return {
      app: made,
      db,
      database: database(),
      config,
      clock,
      visitor: () => new Browser(made),
      as: async (email) => {
        const browser = new Browser(made)
        await browser.signIn(email)
        return browser
      },
      runJobs: async () => {
        while (await makeJobsDue(db)) await runDueJobs({ pool, functions, log: makeLog('silent') })
      },
    }
  }
}

/** A test moves the clock by weeks and goes on with the browsers it has. */
const endless = { idleHours: 100_000, staffIdleHours: 100_000, mostHours: 100_000 }

let hashed: Promise<string> | undefined

/** Gives people who were added without one the password every test signs in with. */
export async function givePasswords(db: Db): Promise<void> {
  const secret = await (hashed ??= hashPassword(testPassword))
  await db
    .insertInto('credential')
    .columns(['person_id', 'kind', 'secret', 'created_at'])
    .expression((from) =>
      from
        .selectFrom('person')
        .where('email', 'is not', null)
        .select((select) => [
          'id',
          select.val('password').as('kind'),
          select.val(secret).as('secret'),
          'created_at',
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  await acceptEverything(db)
}

/** As if every student had read and agreed to what is in force, so that a test is about something else. */
async function acceptEverything(db: Db): Promise<void> {
  await db
    .insertInto('agreement_acceptance')
    .columns(['person_id', 'agreement_id', 'accepted_at', 'means'])
    .expression((from) =>
      from
        .selectFrom('person')
        .innerJoin('agreement', (join) => join.onTrue())
        .where('person.email', 'is not', null)
        .select((select) => [
          'person.id',
          'agreement.id as agreement_id',
          'agreement.effective_from',
          select.val('online' as const).as('means'),
        ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** A browser without JavaScript: keeps cookies, and sends forms with the token of the page they stand on. */
export class Browser {
  readonly agent: ReturnType<typeof supertest.agent>
  private token: string | undefined

  constructor(app: Express | string) {
    this.agent = supertest.agent(app)
  }

  async get(path: string): Promise<supertest.Response> {
    const response = await this.agent.get(path)
    this.token = tokenIn(response.text) ?? this.token
    return response
  }

  /** Sends a form; the token is the one of the last page that had one. */
  async post(path: string, fields: Record<string, string | string[]> = {}): Promise<supertest.Response> {
    return this.agent
      .post(path)
      .type('form')
      .send({ ...(this.token === undefined ? {} : { _csrf: this.token }), ...fields })
  }

  /** Sends a form that brings a file: the token first, the file last, as they stand on the page. */
  async upload(
    path: string,
    fields: Record<string, string>,
    file?: { field: string; name: string; bytes: Buffer },
  ): Promise<supertest.Response> {
    const sending = this.agent.post(path).field({ ...(this.token ? { _csrf: this.token } : {}), ...fields })
    return file === undefined ? sending : sending.attach(file.field, file.bytes, file.name)
  }

  async signIn(email: string, password = testPassword): Promise<void> {
    await this.get('/sign-in')
    const response = await this.post('/sign-in', { email, password })
    if (response.status !== 303) throw new Error(`${email} could not sign in: ${response.status}`)
    await this.get('/account')
  }
}

/** As views/partials/csrf.hbs writes it. Read as text: every answer of every test is looked at. */
function tokenIn(html: string | undefined): string | undefined {
  return /<input type="hidden" name="_csrf" value="([^"]+)">/.exec(html ?? '')?.[1]
}
