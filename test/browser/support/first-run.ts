// The pages of a college that nobody runs yet: they are gone before the sample college is there.
import type { Page } from 'playwright-core'
import { setUpCode } from '../../../src/accounts/first-run/set-up-code.ts'
import { testPassword } from '../../support/password.ts'
import { faultsAtEachWidth } from './faults-of-a-page.ts'
import { press, type Site } from './site.ts'

/** Two people make the first account, and one is too late. Gives what is wrong with the pages on the way. */
export async function faultsOfFirstRun(site: Site): Promise<string[]> {
  const code = setUpCode(site.deps.secret)
  const first = await site.visit({ width: 360, javaScript: true })
  const late = await site.visit({ width: 360, javaScript: true })
  const faults = await faultsAtEachWidth(first)
  for (const page of [first, late]) await page.goto('/first-run')
  faults.push(...(await faultsAtEachWidth(first)))
  await press(button(first))
  faults.push(...(await faultsAtEachWidth(first)))
  await makeAccount(first, code, 'first@example.org')
  await makeAccount(late, code, 'late@example.org')
  faults.push(...(await faultsAtEachWidth(late)))
  const shown = await late.getByRole('heading', { level: 1 }).textContent()
  if (shown !== 'Somebody was here before you') faults.push(`led to "${shown ?? ''}"`)
  // The sample college has an administrator of its own, who must be its last.
  await site.db.deleteFrom('role_grant').where('role', '=', 'administrator').execute()
  return faults.map((fault) => `a first run: ${fault}`)
}

async function makeAccount(page: Page, code: string, email: string): Promise<void> {
  await page.getByLabel('Set-up code').fill(code)
  await page.getByLabel('Your name').fill('Fern First')
  await page.getByLabel('Email address').fill(email)
  await page.getByLabel('Choose a password').fill(testPassword)
  await press(button(page))
}

const button = (page: Page) => page.getByRole('button', { name: 'Make my account', exact: true })
