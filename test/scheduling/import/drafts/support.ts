import { load } from 'cheerio'
import type supertest from 'supertest'
import type { Browser } from '../../../support/app.ts'

interface File {
  name: string
  bytes: Buffer
}

/** Sends the form with files of this page, as a browser does: the token first. */
export async function send(
  browser: Browser,
  to: string,
  files: { prospectus?: File; sessions?: File },
  { page = to, token }: { page?: string; token?: string } = {},
): Promise<supertest.Response> {
  const { text } = await browser.get(page)
  const its = load(text)('input[name="_csrf"]').first().attr('value') ?? ''
  let form = browser.agent.post(to).field('_csrf', token ?? its)
  for (const [field, { name, bytes }] of Object.entries(files)) form = form.attach(field, bytes, name)
  return form
}

export function idIn({ headers }: supertest.Response): string {
  return String(headers.location).split('/').at(-1) ?? ''
}

export function wordsOf({ text }: supertest.Response): string {
  return load(text)('main').text().replace(/\s+/g, ' ')
}
