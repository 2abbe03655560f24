// A term of a regional college at once: more dates than any other form has fields.
import { load } from 'cheerio'
import { sql } from 'kysely'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addBigTerm } from '../../support/big-term.ts'
import { today } from '../../support/college.ts'
import { errorsOn, office } from '../../support/office.ts'
import { confirm, look } from './support/preview.ts'
import { oneWeekLater } from './support/sleep-well.ts'

const college = testApp()

test('1,600 dates are previewed and moved in one go', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { termId } = await addBigTerm(db, today, { runs: 200, weeks: 8, onEach: 2 })
  const moments = async () => {
    const rows = await db.selectFrom('session').select(['id', 'starts_at']).execute()
    return new Map(rows.map(({ id, starts_at }) => [id, starts_at.getTime()]))
  }
  const before = await moments()
  const preview = await look(ada, { scope: 'term', term: termId, ...oneWeekLater })
  expect([preview.status, preview.ticked.length]).toEqual([200, 1600])
  const report = await confirm(ada, preview)
  expect((await ada.get(report)).status).toBe(200)
  const after = await moments()
  const hour = 60 * 60 * 1000
  // An hour more or less where the clock changes in between.
  const isAWeekLater = (was: number, is = 0) => Math.abs(is - was - 7 * 24 * hour) <= hour
  expect([...before].filter(([id, moment]) => !isAWeekLater(moment, after.get(id)))).toEqual([])
})

test('more than one form can bring back are refused, with what to do instead', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  const { termId } = await addBigTerm(db, today, { runs: 120, weeks: 21, onEach: 0 })
  await ada.get(paths.adminBulkChangeNew())
  const answer = await ada.post(paths.adminBulkChangePreview(), {
    scope: 'term',
    term: termId,
    ...oneWeekLater,
  })
  expect([answer.status, errorsOn(answer.text)]).toEqual([
    422,
    expect.stringContaining('Choose fewer at once, such as one venue'),
  ])
  expect(load(answer.text)('h1')).toHaveLength(1)
})

test('of more changes than a page shows the first is found as well', async () => {
  const [ada] = await office(college(), 'Ada')
  await sql`insert into bulk_change (id, kind, title, made_at)
    select gen_random_uuid(), 'move', 'Change ' || n, ${today} from generate_series(1, 230) n`.execute(
    college().db,
  )
  const shownOn = async (address: string) => {
    const page = load((await ada.get(address)).text)
    const titles = page('.row__title').toArray()
    return { titles: titles.map((one) => page(one).text()), older: page('a[rel=next]').attr('href') }
  }
  const first = await shownOn(paths.adminBulkChanges())
  const second = await shownOn(first.older!)
  const third = await shownOn(second.older!)
  expect([...first.titles, ...second.titles, ...third.titles]).toEqual(
    Array.from({ length: 230 }, (_, index) => `Change ${230 - index}`),
  )
  expect(third.older).toBeUndefined()
})
