import type { Express } from 'express'
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core'
import { ensureAgreement } from '../../../src/accounts/first-agreement.ts'
import { createApp } from '../../../src/app.ts'
import { type Config, configFrom } from '../../../src/config/config.ts'
import { readEnvironment } from '../../../src/config/environment.ts'
import type { Db } from '../../../src/database/schema.ts'
import { makeLog } from '../../../src/lib/log.ts'
import type { Deps } from '../../../src/web/deps.ts'
import { listen } from '../../../src/web/listen.ts'
import { startWorkerFor } from '../../../src/worker.ts'
import { givePasswords } from '../../support/app.ts'
import { testDatabase } from '../../support/database.ts'
import { freePort } from '../../support/free-port.ts'
import { testPassword } from '../../support/password.ts'
import { launch } from './chromium.ts'
import { watch } from './faults.ts'

/** A phone of the smallest kind, and a desk. */
export const widths = [360, 1280] as const

export interface Visitor {
  width: number
  /** Off unless a test needs to run something in the page: nothing of the product does. */
  javaScript?: boolean
  /** Signs in through the page first. */
  as?: string
  password?: string
  /** An origin that pages may send them on to. */
  alsoAt?: string
}

export interface Site {
  db: Db
  config: Config
  deps: Deps
  /** The views shown so far, such as `catalogue/home`. */
  shown: Set<string>
  /** A browser of one person, at the start page or, signed in, at the page that follows. */
  visit(visitor: Visitor): Promise<Page>
}

/** Set up, so that its pages are there; nobody listens at that port unless a test says where the provider is. */
const singleSignOn = {
  OIDC_ISSUER: 'http://localhost:1',
  OIDC_CLIENT_ID: 'college',
  OIDC_CLIENT_SECRET: 'a-secret-between-the-two',
  OIDC_NAME: 'Trust login',
  OIDC_SCOPE: 'openid email profile groups',
  OIDC_ROLES: 'trainers=trainer',
}

/** The real product at an address of its own, web and worker, over an empty database for each test of the file. */
export function testSite(): () => Site {
  const database = testDatabase({ max: 8 })
  const browsing = browsers()
  let stop: (() => Promise<void>) | undefined
  let site: Site | undefined
  beforeEach(async () => {
    const { db, pool } = database()
    const config = configFrom(
      readEnvironment({
        NODE_ENV: 'test',
        PORT: String(await freePort()),
        HOST: '127.0.0.1',
        DEMO: 'no',
        ...singleSignOn,
      }),
    )
    const secret = 'a-secret-for-tests-of-32-letters'
    const deps: Deps = { db, pool, config, secret, log: makeLog('silent'), clock: () => new Date() }
    await ensureAgreement(db, new Date())
    const app = createApp(deps)
    const shown = noteViews(app)
    const server = await listen(app, config)
    const worker = await startWorkerFor(deps)
    stop = async () => {
      await browsing.close()
      await server.stop()
      await worker.stop()
    }
    const visit = (visitor: Visitor) => browsing.visit(config.baseUrl, visitor, () => givePasswords(db))
    site = { db, config, deps, shown, visit }
  })
  afterEach(async () => {
    await stop?.()
    expect(browsing.faults()).toEqual([])
  })
  return () => {
    if (site === undefined) throw new Error('The site is there only inside a test')
    return site
  }
}

/** Notes which views this app shows, as it goes on showing them. */
function noteViews(app: Express): Set<string> {
  const shown = new Set<string>()
  const render = app.render.bind(app) as (...given: unknown[]) => void
  app.render = (view: string, ...given: unknown[]) => {
    shown.add(view)
    render(view, ...given)
  }
  return shown
}

/** One browser program for the file; each visit is a person of its own, with its own cookies. */
export function browsers() {
  let browser: Browser | undefined
  let contexts: BrowserContext[] = []
  const faults: string[][] = []
  beforeAll(async () => {
    browser = await launch()
  })
  afterAll(async () => browser?.close())
  return {
    /** What pages did since the last time this was asked that no page may do. */
    faults: () => faults.splice(0).flat(),
    close: async () => {
      for (const context of contexts.splice(0)) await context.close()
    },
    visit: async (baseUrl: string, visitor: Visitor, beforeSignIn?: () => Promise<void>): Promise<Page> => {
      if (browser === undefined) throw new Error('The browser is there only inside a test')
      const context = await browser.newContext({
        baseURL: baseUrl,
        viewport: { width: visitor.width, height: 800 },
        javaScriptEnabled: visitor.javaScript ?? false,
      })
      context.setDefaultTimeout(30_000)
      contexts = [...contexts, context]
      context.on('page', (page) => faults.push(watch(page, new URL(baseUrl).origin, visitor.alsoAt)))
      const page = await context.newPage()
      await beforeSignIn?.()
      if (visitor.as === undefined) await page.goto('/')
      else await signIn(page, visitor.as, visitor.password ?? testPassword)
      return page
    },
  }
}

export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.goto('/sign-in')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Password').fill(password)
  await press(page.getByRole('button', { name: 'Sign in' }))
  await page.getByRole('button', { name: 'Sign out' }).waitFor()
}

/** Presses it, and goes on only when the page that follows is whole. */
export async function press(target: Locator): Promise<void> {
  await target.click()
  await target.page().waitForLoadState()
}
