import { load } from 'cheerio'
import type supertest from 'supertest'
import type { Db, EnrolmentStatus, Role } from '../../../src/database/schema.ts'
import { type Browser, givePasswords, type TestApp } from '../../support/app.ts'
import { addPerson } from '../../support/college.ts'

export interface SignedInPerson {
  id: string
  email: string
  browser: Browser
}

/** Somebody with an account, signed in: `student(app, 'Amal')` is amal@example.org. */
export async function signUp(
  app: TestApp,
  name: string,
  roles: Role[] = ['student'],
): Promise<SignedInPerson> {
  const email = `${name.toLowerCase()}@example.org`
  const id = await addPerson(app.db, { name, email, roles })
  await givePasswords(app.db)
  return { id, email, browser: await app.as(email) }
}

/** What a person reads in the middle of the page, in one line. */
export function words(response: supertest.Response): string {
  return load(response.text)('main').text().replace(/\s+/g, ' ').trim()
}

/** The texts of the buttons and of links that look like buttons. */
export function buttons(response: supertest.Response): string[] {
  const page = load(response.text)
  return page('main button, main a.nhsuk-button')
    .map((_, one) => page(one).text().trim())
    .get()
}

/** Presses the button of this name: sends its form as it stands on the page. */
export async function press(browser: Browser, page: string, text: string): Promise<supertest.Response> {
  const shown = load((await browser.get(page)).text)
  const form = shown('main button')
    .filter((_, button) => shown(button).text().trim() === text)
    .first()
    .closest('form')
  const action = form.attr('action')
  if (action === undefined) throw new Error(`${page} has no button "${text}"`)
  const fields = form.serializeArray().map(({ name, value }) => [name, value])
  return browser.post(action, Object.fromEntries(fields) as Record<string, string>)
}

export async function statusesOf(db: Db, runId: string): Promise<Record<string, EnrolmentStatus>> {
  const rows = await db
    .selectFrom('enrolment')
    .innerJoin('person', 'person.id', 'enrolment.person_id')
    .where('run_id', '=', runId)
    .orderBy('queue_number')
    .select(['person.name', 'enrolment.status'])
    .execute()
  return Object.fromEntries(rows.map(({ name, status }) => [name, status]))
}

/** The templates of the mails promised to somebody, oldest first. */
export async function mailsTo(db: Db, email: string): Promise<string[]> {
  const rows = await db
    .selectFrom('mail')
    .where('to_address', '=', email)
    .orderBy('number')
    .select('template')
    .execute()
  return rows.map(({ template }) => template.replace('enrolment/', ''))
}
