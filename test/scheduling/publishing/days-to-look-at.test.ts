// Days that may not be meant, said before a run is published: by itself, and with the rest of its term.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { addTerm } from '../../support/college.ts'
import { office } from '../../support/office.ts'
import { addDraft, look, publicationOf } from './support.ts'

const college = testApp()

const on = (...days: string[]) => days.map((day) => ({ startsAt: new Date(`${day}T10:00:00Z`) }))

/** Runs of a term of September to November, in a college that is closed in one week of it. */
async function drafts() {
  const { db } = college()
  const days = { startsOn: '2026-09-07', endsOn: '2026-11-27' }
  const term = await addTerm(db, { name: 'Autumn 2026', ...days })
  const closed = { name: 'Half term', starts_on: '2026-10-26', ends_on: '2026-10-30' }
  await db.insertInto('closure').values(closed).execute()
  const add = (title: string, ...dates: string[]) => addDraft(db, title, { term, sessions: on(...dates) })
  const plain = await add('Plain', '2026-09-14')
  const few = await add('Few', '2026-10-26', '2026-12-25')
  const many = await add('Many', '2026-10-27', '2026-10-28', '2026-10-29', '2026-12-01')
  await db
    .updateTable('session')
    .set({ status: 'cancelled' })
    .where('starts_at', '=', on('2026-12-01')[0]!.startsAt)
    .execute()
  const [ada] = await office(college(), 'Ada')
  return { ada, term, plain, few, many }
}

const outside = 'Fri 25 Dec 2026 lies outside Autumn 2026'
const closed = 'We are closed on Mon 26 Oct: Half term, and on Fri 25 Dec: Christmas Day'
const counted = '3 dates lie on days when we are closed'

test('with the rest of a term, beside the run', async () => {
  const { ada, term } = await drafts()
  expect((await look(ada, publicationOf(term))).notes).toEqual([outside, closed, counted])
})

test('by itself, with the way to its dates', async () => {
  const { ada, plain, few, many } = await drafts()
  const said = async (runId: string) => {
    const html = load((await ada.get(paths.adminPublication({ id: runId }))).text)
    const panel = html('.panel:contains("Look at the days")')
    return [
      ...panel
        .find('li')
        .toArray()
        .map((one) => html(one).text()),
      ...panel
        .find('a')
        .toArray()
        .map((one) => one.attribs.href),
    ]
  }
  const way = (id: string) => paths.adminRunSessions({ id })
  expect(await said(plain.runId)).toEqual([])
  expect(await said(few.runId)).toEqual([`${outside}.`, `${closed}.`, way(few.runId)])
  expect(await said(many.runId)).toEqual([`${counted}.`, way(many.runId)])
})
