// What the pages of an import count: what the file brings, and every line that is left out, once.
import { load } from 'cheerio'
import { paths } from '../../../../src/paths.ts'
import type { Db } from '../../../../src/database/schema.ts'
import { type Browser, testApp } from '../../../support/app.ts'
import { office } from '../../../support/office.ts'
import { takeOut } from '../../export/support/files.ts'
import { prospectus, sessionsFile } from '../support.ts'
import { idIn, send, wordsOf } from './support.ts'

const college = testApp()

type Files = Parameters<typeof send>[2]

async function begin(ada: Browser, files: Files) {
  const id = idIn(await send(ada, paths.adminImports(), files))
  const confirmation = paths.adminImportConfirmation({ id })
  const bringIn = async () => {
    const seen = load((await ada.get(confirmation)).text)('[name=seen]').attr('value') ?? ''
    await ada.post(confirmation, { seen })
  }
  const said = async () => wordsOf(await ada.get(paths.adminImport({ id })))
  return { id, said, bringIn, foreseen: async () => wordsOf(await ada.get(confirmation)) }
}

/** Dated on three Mondays, of which the college has called off the second. */
async function musicWithADateOff(db: Db, ada: Browser): Promise<void> {
  const dates = ['2026-10-05', '2026-10-12', '2026-10-19']
  const dated = sessionsFile(...dates.map((date) => ({ line: '2', date })))
  const { bringIn } = await begin(ada, {
    prospectus: prospectus({ course_title: 'Music', sessions: '3' }),
    sessions: dated,
  })
  await bringIn()
  const second = db.updateTable('session').set({ status: 'cancelled' })
  await second.where('starts_at', '=', new Date('2026-10-12T09:00:00Z')).execute()
}

test('a date that was called off in the college is not brought by the file, with dated sessions and without', async () => {
  const { db } = college()
  const [ada] = await office(college(), 'Ada')
  await musicWithADateOff(db, ada)
  const { files } = await takeOut(db, 'csv')
  const whole = await begin(ada, files)
  expect(await whole.said()).toMatch(/\b1 run\b.*\b2 sessions/)
  expect(await whole.foreseen()).toContain('Line 2, 2 sessions')
  const { prospectus: runs } = files
  const alone = await begin(ada, { prospectus: runs })
  expect(await alone.said()).not.toContain('the planner has')
  expect(await alone.foreseen()).toContain('Line 2, 2 sessions')
})

test('a line that is left out and that of its date are two, above the list as over it', async () => {
  const [ada] = await office(college(), 'Ada')
  const runs = prospectus({ course_title: 'Music' }, { course_title: 'Choir', first_date: '2026-10-06' })
  const dated = sessionsFile({ line: '2', date: '2026-10-05' }, { line: '3', date: '2026-10-06' })
  const { said } = await begin(ada, { prospectus: runs, sessions: dated })
  const lines = college().db.selectFrom('import_line').where('holds', '=', 'runs').select('id')
  const { id } = await lines.orderBy('line').limit(1).executeTakeFirstOrThrow()
  await ada.post(paths.adminImportLineOut({ id }))
  expect((await said()).match(/\d+ lines? left out/g)).toEqual(['2 lines left out', '2 lines left out'])
})
