// Somebody of the office at their browser, and what stands in the forms of a page.
import { load } from 'cheerio'
import { type Browser, givePasswords, type TestApp } from './app.ts'
import { addPerson } from './college.ts'

/** Administrators of these names, each signed in. */
export async function office<Names extends string[]>(
  { db, as }: TestApp,
  ...names: Names
): Promise<{ [Each in keyof Names]: Browser }> {
  for (const name of names)
    await addPerson(db, { name, email: `${name.toLowerCase()}@example.org`, roles: ['administrator'] })
  await givePasswords(db)
  const browsers = await Promise.all(names.map((name) => as(`${name.toLowerCase()}@example.org`)))
  return browsers as { [Each in keyof Names]: Browser }
}

/** The fields of the form with this address, as the page holds them; of boxes with one name, the last that is ticked. */
export function fieldsOn(html: string, action: string): Record<string, string> {
  const form = load(html)(`form[action="${action}"]`)
  const named = form.find('input[name], textarea[name], select[name]').toArray()
  return Object.fromEntries(
    named.flatMap((field): [string, string][] => {
      const { name = '', type = '', value = '' } = field.attribs
      if (['checkbox', 'radio'].includes(type) && !('checked' in field.attribs)) return []
      if (field.tagName === 'select') return [[name, load(field)('option[selected]').attr('value') ?? '']]
      return [[name, field.tagName === 'textarea' ? load(field).text() : value]]
    }),
  )
}

/** What the summary of mistakes says. */
export const errorsOn = (html: string) => load(html)('.nhsuk-error-summary li').text()

/** What the page says of what was just done. */
export const noticeOn = (html: string) =>
  load(html)('.notice, .nhsuk-notification-banner, [role=status], [role=alert]').text()
