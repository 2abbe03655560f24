// After a whole term has moved: hundreds of letters and text messages, sent and noted so many at a time.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { type Browser, testApp, type TestApp } from '../../support/app.ts'
import { addPerson, addRun, today } from '../../support/college.ts'
import { fieldsOn, noticeOn, office } from '../../support/office.ts'

const college = testApp()

/** A change, and so many people who are to hear of it in this way. */
async function addChange({ db }: TestApp, way: 'post' | 'text', count: number) {
  const { runId } = await addRun(db)
  const { id } = await db
    .insertInto('bulk_change')
    .values({ id: crypto.randomUUID(), kind: 'move', title: 'Autumn: 1 week later', made_at: today })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`insert into person (name, preferred_contact, phone, postal_address, created_at)
    select 'Reader ' || lpad(n::text, 3, '0'), ${way}, '07700 900 456', '1 Mill Lane', ${today}
    from generate_series(1, ${count}::int) n`.execute(db)
  const readers = await db
    .selectFrom('person')
    .where('name', 'like', 'Reader %')
    .orderBy('name')
    .select('id')
    .execute()
  await addCalls(
    college(),
    id,
    readers.map((reader) => reader.id),
    runId,
  )
  return {
    id,
    runId,
    page: way === 'post' ? paths.adminBulkChangeLetters({ id }) : paths.adminBulkChangeTexts({ id }),
  }
}

async function addCalls({ db }: TestApp, change: string, people: string[], runId: string): Promise<void> {
  const view = JSON.stringify({
    heading: 'Some dates have changed',
    paragraphs: [],
    facts: [],
    afterwards: [],
  })
  const call = { run_id: runId, bulk_change_id: change, template: 'x', subject: 'x', view, created_at: today }
  await db
    .insertInto('call')
    .values(people.map((person_id) => ({ ...call, person_id })))
    .execute()
}

async function open(browser: Browser, page: string) {
  const { text } = await browser.get(page)
  const html = load(text)
  const names = text.match(/Reader \d{3}/g) ?? []
  const action = html('main form').attr('action') ?? ''
  return {
    names: [...new Set(names)],
    main: html('main').text(),
    next: html('a[rel=next]').attr('href'),
    action,
    fields: fieldsOn(text, action),
  }
}

const namesTold = async ({ db }: TestApp) => {
  const told = db
    .selectFrom('call')
    .innerJoin('person', 'person.id', 'call.person_id')
    .where('done_at', 'is not', null)
  return (await told.orderBy('name').select('name').execute()).map(({ name }) => name)
}
const numbered = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, index) => `Reader ${String(first + index).padStart(3, '0')}`)

test.each(['post', 'text'] as const)(
  'a hundred at a time, by %s: the next before or after these are noted',
  async (way) => {
    const app = college()
    const [ada] = await office(app, 'Ada')
    const { id, page } = await addChange(app, way, 230)
    const first = await open(ada, page)
    const second = await open(ada, first.next ?? '')
    const third = await open(ada, second.next ?? '')
    expect([first.names, second.names, third.names]).toEqual([
      numbered(1, 100),
      numbered(101, 200),
      numbered(201, 230),
    ])
    expect(third.next).toBeUndefined()
    expect(first.main).toContain('There are 230 in all, 100 to a page.')
    expect((await ada.post(second.action, second.fields)).status).toBe(303)
    expect(await namesTold(app)).toEqual(numbered(101, 200))
    const report = await ada.get(paths.adminBulkChange({ id }))
    expect(noticeOn(report.text)).toMatch(
      /Noted: 100 (letters|text messages) sent.*130 (letters|text messages) are left/s,
    )
    expect((await open(ada, page)).names).toEqual(numbered(1, 100))
    // Where the second page ended has been told meanwhile; the third is where it was.
    expect((await open(ada, second.next ?? '')).names).toEqual(numbered(201, 230))
    await ada.post(first.action, first.fields)
    expect((await open(ada, page)).names).toEqual(numbered(201, 230))
    await ada.post(third.action, third.fields)
    expect(await namesTold(app)).toEqual(numbered(1, 230))
    const noted = await app.db
      .selectFrom('audit_event')
      .where('action', '=', 'person.told')
      .select('id')
      .execute()
    expect(noted).toHaveLength(230)
  },
)

test('exactly those that were printed are noted: none that came since, was taken over, or is of another change', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { id, runId, page } = await addChange(app, 'post', 3)
  const printed = await open(ada, page)
  const late = await addPerson(app.db, { name: 'Reader 000', email: null })
  const other = await addPerson(app.db, { name: 'Reader 999', email: null })
  await addCalls(app, id, [late], runId)
  await app.db
    .insertInto('bulk_change')
    .values({ id: late, kind: 'move', title: 'Other', made_at: today })
    .execute()
  await addCalls(app, late, [other], runId)
  const { number } = await app.db
    .selectFrom('call')
    .where('person_id', '=', other)
    .select('number')
    .executeTakeFirstOrThrow()
  await app.db
    .updateTable('call')
    .set({ overtaken_at: today })
    .where('person_id', '=', (from) =>
      from.selectFrom('person').where('name', '=', 'Reader 002').select('id'),
    )
    .execute()
  // Whose wish has changed since: the letter is in the post all the same.
  await app.db
    .updateTable('person')
    .set({ preferred_contact: 'phone' })
    .where('name', '=', 'Reader 003')
    .execute()
  await ada.post(page, { ...printed.fields, told: `${printed.fields.told ?? ''} ${number}` })
  expect(await namesTold(app)).toEqual(['Reader 001', 'Reader 003'])
  expect((await open(ada, page)).names).toEqual(['Reader 000'])
})

test('a letter for which no address is known is shown, and not noted as told', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  const { page } = await addChange(app, 'post', 2)
  // Who has given an address for emails that is not confirmed.
  const lacking = {
    preferred_contact: 'email',
    claimed_email: 'r@example.org',
    phone: null,
    postal_address: ' ',
  } as const
  await app.db.updateTable('person').set(lacking).where('name', '=', 'Reader 001').execute()
  const shown = await open(ada, page)
  expect(shown.names).toEqual(numbered(1, 2))
  expect(shown.main).toContain('For one of these no address is known. It stays on the call list')
  await ada.post(shown.action, shown.fields)
  expect(await namesTold(app)).toEqual(['Reader 002'])
  const alone = await open(ada, page)
  expect([alone.names, alone.action]).toEqual([['Reader 001'], ''])
})

test.each(['', 'x', '1,2', '-1', '1 x', '9'.repeat(16), '1 '.repeat(2000), undefined])(
  'no numbers: %j',
  async (told) => {
    const app = college()
    const [ada] = await office(app, 'Ada')
    const { page } = await addChange(app, 'post', 1)
    await ada.get(page)
    expect((await ada.post(page, told === undefined ? {} : { told })).status).toBe(400)
    expect((await ada.get(`${page}?after=${encodeURIComponent(told ?? '')}`)).status).toBe(200)
    expect(await namesTold(app)).toEqual([])
  },
)
