// One date by way of the preview, and a report of which something is left to do.
import { load } from 'cheerio'
import { paths } from '../../../src/paths.ts'
import { testApp } from '../../support/app.ts'
import { fieldsOn, office } from '../../support/office.ts'
import { confirm, look } from './support/preview.ts'
import { oneWeekLater, storiesIn } from './support/sleep-well.ts'

const college = testApp()
const { sleepWell, sessions } = storiesIn(college)
const main = (html: string) => load(html)('main').text().replace(/\s+/g, ' ')

test('the page of a date leads to a preview of that date alone, with who is told and how', async () => {
  const [ada] = await office(college(), 'Ada')
  const { runId, sessionIds } = await sleepWell()
  const [, , third = ''] = sessionIds
  const page = load((await ada.get(paths.adminSession({ id: third }))).text)
  const link = page('a:contains("see first who is told")').attr('href') ?? ''
  const fields = fieldsOn((await ada.get(link)).text, paths.adminBulkChangePreview())
  const preview = await look(ada, { ...fields, ...oneWeekLater })
  expect(preview.ticked).toEqual([third])
  expect(preview.text).toMatch(/1 date of 1 run.*5 people.*4 by email.*1 by letter/)
  const before = await sessions(runId)
  await confirm(ada, preview)
  const after = await sessions(runId)
  expect(after.map(({ starts_at }) => starts_at).slice(0, 2)).toEqual(
    before.map(({ starts_at }) => starts_at).slice(0, 2),
  )
  expect(after[2]?.starts_at).not.toEqual(before[2]?.starts_at)
})

test('the report says how far it is, what could not be delivered, and who is to be called', async () => {
  const app = college()
  const { db, runJobs } = app
  const [ada] = await office(app, 'Ada')
  const { runId, amal, bea } = await sleepWell()
  const contact = { phone: '07700 900123', preferred_contact: 'phone' as const }
  await db.updateTable('person').set(contact).where('id', '=', bea).execute()
  const preview = await look(ada, { scope: 'run', run: runId, ...oneWeekLater })
  expect(preview.text).toMatch(/4 by email.*1 by telephone/)
  const report = await confirm(ada, preview)
  const bar = async () => {
    const { value, max } = load((await ada.get(report)).text)('progress').attr() ?? {}
    return [Number(value), Number(max)]
  }
  expect(await bar()).toEqual([0, 5])
  await runJobs()
  const letter = db
    .updateTable('mail')
    .set({ status: 'failed', sent_at: null })
    .where('person_id', '=', amal)
    .where('template', '=', 'enrolment/dates-changed')
  await letter.execute()
  const [value, max] = await bar()
  expect([value === max, (max ?? 0) >= 4]).toEqual([true, true])
  const shown = (await ada.get(report)).text
  expect(main(shown)).toContain('1 could not be delivered')
  expect(load(shown)(`main a[href="${paths.adminMail()}"]`)).toHaveLength(1)
  expect(load(shown)(`main a[href="${paths.adminCallList()}"]`).text()).toBe('1 person to call')
  expect(main(shown)).not.toContain('Everybody has been told')
  expect((await ada.get(paths.adminBulkChanges())).text).toContain('Something left to do')
  expect((await ada.get(paths.adminCallList())).text).toContain('Bea')
})
