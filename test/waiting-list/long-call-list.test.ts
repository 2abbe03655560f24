// After a whole term has moved: more people to reach than one page shows, and nobody is lost between two pages.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../src/paths.ts'
import { press } from '../enrolment/support/people.ts'
import { type Browser, testApp, type TestApp } from '../support/app.ts'
import { addCourse, addRun, today } from '../support/college.ts'
import { office } from '../support/office.ts'
import { inDays } from './support/waiting.ts'

const college = testApp()
const told = 'I have told them'

/** So many people with two pieces of news each, of two runs; and one who is offered a place. */
async function addNews({ db }: TestApp, count: number): Promise<void> {
  const view = JSON.stringify({
    heading: 'Some dates have changed',
    paragraphs: [],
    facts: [],
    afterwards: [],
  })
  for (const days of [10, 20]) {
    const { id: course } = await addCourse(db, { title: `In ${days} days` })
    const { runId } = await addRun(db, { course, sessions: [{ startsAt: inDays(days) }] })
    await sql`insert into person (name, preferred_contact, phone, created_at)
      select 'Reader ' || n || '.', 'phone', '07700 900 456', ${today} from generate_series(1, ${count}::int) n
      where not exists (select from person where name = 'Reader ' || n || '.')`.execute(db)
    await sql`insert into call (person_id, run_id, template, subject, view, created_at)
      select id, ${runId}, 'x', 'x', ${view}, ${today} from person where name like 'Reader %' order by name`.execute(
      db,
    )
  }
}

const namesOn = (text: string) =>
  load(text)('h2[id^=person-]')
    .toArray()
    .map((one) => load(one).text())

const ledeOf = (text: string) => load(text)('.lede').first().text()

async function nextOf(browser: Browser, address: string): Promise<string> {
  return load((await browser.get(address)).text)('a[rel=next]').attr('href') ?? ''
}

test('everybody is on one of the pages, a hundred on each, and all are counted; to print, all at once', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  await addNews(app, 230)
  const pages: string[][] = []
  for (let next: string | undefined = paths.adminCallList(); next !== undefined;) {
    const page = await ada.get(next)
    expect(ledeOf(page.text)).toContain('230 people to reach')
    expect(ledeOf(page.text)).toContain(
      `These are ${pages.length * 100 + 1} to ${Math.min(230, pages.length * 100 + 100)} of them`,
    )
    pages.push(namesOn(page.text))
    next = load(page.text)('a[rel=next]').attr('href')
  }
  expect(pages.map(({ length }) => length)).toEqual([100, 100, 30])
  expect(new Set(pages.flat()).size).toBe(230)
  const whole = load((await ada.get(paths.adminCallList())).text)('a:contains("Everybody on one page")').attr(
    'href',
  )
  const paper = await ada.get(whole ?? '')
  expect(namesOn(paper.text)).toEqual(pages.flat())
  expect(load(paper.text)('main form')).toHaveLength(0)
  expect(load(paper.text)('.thing')).toHaveLength(460)
})

test('whoever notes on a later page goes on there; and at the top once nobody is left there', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  await addNews(app, 102)
  const second = await nextOf(ada, paths.adminCallList())
  expect(namesOn((await ada.get(second)).text)).toHaveLength(2)
  for (let left = 4; left > 0; left--) {
    const pressed = await press(ada, second, told)
    expect(pressed.headers.location).toBe(second)
  }
  const after = await ada.get(second)
  expect(namesOn(after.text)).toHaveLength(100)
  expect(ledeOf(after.text)).toContain('100 people to reach')
})

test('all of the first page told by somebody else, the next page is as it was', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  await addNews(app, 120)
  const first = await ada.get(paths.adminCallList())
  const second = await nextOf(ada, paths.adminCallList())
  const before = namesOn((await ada.get(second)).text)
  const [adaId] = await app.db.selectFrom('person').where('name', '=', 'Ada').select('id').execute()
  await app.db
    .updateTable('call')
    .set({ done_at: today, done_by: adaId?.id ?? '' })
    .where('person_id', 'in', (from) =>
      from.selectFrom('person').where('name', 'in', namesOn(first.text)).select('id'),
    )
    .execute()
  expect(namesOn((await ada.get(second)).text)).toEqual(before)
})

test('a place that is none begins at the top, and is kept out of the address one is led to', async () => {
  const app = college()
  const [ada] = await office(app, 'Ada')
  await addNews(app, 3)
  const page = await ada.get(`${paths.adminCallList()}?after=x&after=y&whole=maybe`)
  expect([page.status, namesOn(page.text).length]).toEqual([200, 3])
  const action = load(page.text)('main form').first().attr('action') ?? ''
  const pressed = await ada.post(action, { after: 'https://elsewhere.example/' })
  expect(pressed.headers.location).toBe(paths.adminCallList())
})
