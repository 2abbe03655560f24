// More messages that could not be delivered than one page shows: none of them is out of reach.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../src/paths.ts'
import { buttons, words } from '../enrolment/support/people.ts'
import { type Browser, testApp, type TestApp } from '../support/app.ts'
import { addPerson, today } from '../support/college.ts'
import { office } from '../support/office.ts'

const college = testApp()

async function addFailed({ db }: TestApp, mails: number, texts: number): Promise<void> {
  const dora = await addPerson(db, { name: 'Dora' })
  await sql`insert into mail (message_id, template, person_id, to_name, to_address, subject, view, status, created_at)
    select 'm' || n, 'x', ${dora}, 'Dora', 'dora@example.org', 'Mail ' || n || '.', '{}', 'failed', ${today}
    from generate_series(1, ${mails}::int) n`.execute(db)
  await sql`insert into text_message (template, person_id, to_number, body, status, created_at)
    select 'x', ${dora}, '+447700900456', 'Text ' || n || '.', 'failed', ${today}
    from generate_series(1, ${texts}::int) n`.execute(db)
}

/** What stands on one page after the other, from this one on. */
async function followed(browser: Browser, first: string, list: 'mails' | 'texts'): Promise<string[][]> {
  const pages: string[][] = []
  for (let next: string | undefined = first; next !== undefined;) {
    const page = load((await browser.get(next)).text)
    const part = page(`section[aria-labelledby=${list}]`)
    pages.push(part.text().match(/(Mail|Text) \d+\./g) ?? [])
    next = part.find('a[rel=next]').attr('href')
  }
  return pages
}

const numbered = (kind: string, count: number) =>
  Array.from({ length: count }, (_, index) => `${kind} ${count - index}.`)

test('every email and every text is on one of the pages, once, and both are counted', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  await addFailed(app, 230, 210)
  for (const [list, kind, count] of [
    ['mails', 'Mail', 230],
    ['texts', 'Text', 210],
  ] as const) {
    const pages = await followed(ada, paths.adminMail(), list)
    expect(pages.map(({ length }) => length)).toEqual([100, 100, count - 200])
    expect(pages.flat()).toEqual(numbered(kind, count))
  }
  const first = words(await ada.get(paths.adminMail()))
  expect(first).toContain('230 emails')
  expect(first).toContain('210 text messages')
})

test('whoever sends an older one again stays at both lists, also when it was the last one there', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  await addFailed(app, 101, 101)
  const older = async (address: string, list: string) =>
    load((await ada.get(address)).text)(`section[aria-labelledby=${list}] a[rel=next]`).attr('href') ?? ''
  const place = await older(await older(paths.adminMail(), 'mails'), 'texts')
  const page = load((await ada.get(place)).text)
  for (const list of ['mails', 'texts']) {
    const again = page(`section[aria-labelledby=${list}] form[action*="/resend?"]`)
    const sent = await ada.post(again.attr('action') ?? '')
    expect([sent.status, sent.headers.location]).toEqual([303, place])
  }
  const empty = await ada.get(place)
  expect(buttons(empty)).not.toContain('Send again')
  expect(words(empty)).toContain('100 emails')
  expect(words(empty)).not.toContain('All messages are delivered')
  expect(load(empty.text)('a:contains("Newest emails"), a:contains("Newest text messages")')).toHaveLength(2)
})

test.each(['-1', 'x', '1e9', '99999999999999999999', ''])(
  'a place that is none, %s, is the newest',
  async (place) => {
    const app = college()
    const [ada] = await office(app, 'Ada')
    await addFailed(app, 2, 2)
    const page = await ada.get(`${paths.adminMail()}?before=${place}&texts_before=${place}`)
    expect([page.status, words(page).includes('Mail 2.'), words(page).includes('Text 2.')]).toEqual([
      200,
      true,
      true,
    ])
  },
)
