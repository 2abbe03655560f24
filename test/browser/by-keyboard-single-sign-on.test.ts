// Signing in with the account of one's work, at a real provider: with the keys alone, and without JavaScript.
import type { Page } from 'playwright-core'
import { type RealProvider, startProvider } from '../accounts/single-sign-on/support/real-provider.ts'
import { follow, pressNamed, tabTo, windows } from './support/keyboard.ts'
import { testSite } from './support/site.ts'

const site = testSite()

let provider: RealProvider
beforeEach(async () => {
  const { config } = site()
  provider = await startProvider(config.baseUrl)
  if (config.singleSignOn !== undefined) config.singleSignOn.issuer = provider.issuer
  const claims = { email: 'tess@trust.example', email_verified: true, name: 'Tess Trust' }
  await provider.tell({
    people: {
      tess: { claims: { ...claims, groups: ['trainers'] }, token: { amr: ['pwd', 'mfa'] } },
      stray: { claims: { ...claims, email: 'stray@trust.example', groups: [] } },
    },
  })
})
afterEach(() => provider.stop())

async function visitAt(size: { width: number; height: number }): Promise<Page> {
  const page = await site().visit({ width: size.width, alsoAt: provider.issuer })
  // The provider's pages ask another host for letters to draw with; nobody here needs them.
  await page.context().route('**/fonts.googleapis.com/**', (route) => route.abort())
  await page.setViewportSize(size)
  return page
}

/** At the provider: its pages are not ours, and are not judged. */
async function signInThere(page: Page, login: string): Promise<void> {
  await page.locator('input[name=login]').fill(login)
  await page.locator('input[name=password]').fill('any')
  await follow(page, 'Enter')
  await page.locator('button[type=submit]').focus()
  await follow(page, 'Enter')
}

test.each(windows)('a trainer of the trust comes to the page they wanted: %s', async (_, size) => {
  const page = await visitAt(size)
  await page.goto('/trainer')
  await pressNamed(page, 'link', 'Sign in with Trust login')
  expect(page.url()).toContain(provider.issuer)
  await signInThere(page, 'tess')
  expect(new URL(page.url()).pathname).toBe('/trainer')
  const signOut = page.getByRole('button', { name: 'Sign out' })
  expect(await signOut.isVisible()).toBe(true)
  await tabTo(page, signOut)
})

test.each(windows)('whoever has no role here is told what to do next: %s', async (_, size) => {
  const page = await visitAt(size)
  await page.goto('/sign-in')
  await pressNamed(page, 'link', 'Sign in with Trust login')
  await signInThere(page, 'stray')
  expect(new URL(page.url()).origin).toBe(site().config.baseUrl)
  expect(await page.getByRole('button', { name: 'Sign out' }).count()).toBe(0)
  await pressNamed(page, 'link', 'Register as a student')
  expect(new URL(page.url()).pathname).toBe('/register')
})
