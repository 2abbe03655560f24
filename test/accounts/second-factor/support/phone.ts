// A member of staff with an app on their phone.
import { load } from 'cheerio'
import { Secret, TOTP } from 'otpauth'
import type supertest from 'supertest'
import type { Role } from '../../../../src/database/schema.ts'
import { type Browser, givePasswords, type TestApp } from '../../../support/app.ts'
import { addPerson } from '../../../support/college.ts'
import { testPassword } from '../../../support/password.ts'

export const email = 'tess@example.org'

export async function addStaff({ db }: TestApp, roles: Role[] = ['trainer'], address = email) {
  const id = await addPerson(db, { name: 'Tess', email: address, roles })
  await givePasswords(db)
  return id
}

/** What the app of the phone shows at this moment, made by nothing of ours. */
export function codeAt(letters: string, now: Date): string {
  const secret = Secret.fromBase32(letters.replaceAll(' ', ''))
  return new TOTP({ secret, digits: 6, period: 30, algorithm: 'SHA1' }).generate({ timestamp: now.getTime() })
}

export const later = (clock: { now: Date }, seconds: number) => {
  clock.now = new Date(clock.now.getTime() + seconds * 1000)
}

/** The letters of the secret on the page that shows them. */
export const lettersOn = (page: supertest.Response) => load(page.text)('main details code').text()

/** Sets codes up through the pages; half a minute passes, so that the next code is a new one. */
export async function setUp(browser: Browser, clock: { now: Date }) {
  await browser.get('/account/second-factor')
  await browser.post('/account/second-factor')
  const letters = lettersOn(await browser.get('/account/second-factor'))
  const shown = await browser.post('/account/second-factor/confirmation', {
    code: codeAt(letters, clock.now),
  })
  const recoveryCodes = load(shown.text)('main li code')
    .toArray()
    .map((code) => load(code).text())
  later(clock, 30)
  return { letters, recoveryCodes, shown }
}

/** The first half of signing in: email and password. */
export async function typePassword({ visitor }: TestApp, next?: string, address = email) {
  const browser = visitor()
  await browser.get('/sign-in')
  const fields = { email: address, password: testPassword, ...(next === undefined ? {} : { next }) }
  return { browser, response: await browser.post('/sign-in', fields) }
}

export const errorsOn = ({ text }: supertest.Response) => load(text)('.nhsuk-error-summary').text()
