// Where to look at a prospectus that is being brought in, and at one that was.
import type { Deps } from '../../../src/web/deps.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { paths } from '../../../src/paths.ts'
import { beginDraft } from '../../../src/scheduling/import/drafts/begin-draft.ts'
import { checkDraft } from '../../../src/scheduling/import/drafts/check-draft.ts'
import { digestOf, importDraft } from '../../../src/scheduling/import/drafts/import-draft.ts'
import { findDraft, listRows } from '../../../src/scheduling/import/drafts/queries.ts'
import { openFiles } from '../../../src/scheduling/import/open-files.ts'
import { page, type Sample } from './sample.ts'

export const importPages: Record<string, Sample[] | 'not a page'> = {
  [paths.adminImports.pattern]: [page('administrator', () => '/admin/import')],
  [paths.adminImport.pattern]: [
    page('administrator', ({ imports }) => paths.adminImport({ id: imports.faulty })),
    page('administrator', ({ imports }) => paths.adminImport({ id: imports.done })),
  ],
  [paths.adminImportLine.pattern]: [
    page('administrator', ({ imports }) => paths.adminImportLine({ id: imports.line })),
  ],
  [paths.adminImportConfirmation.pattern]: [
    page('administrator', ({ imports }) => paths.adminImportConfirmation({ id: imports.sound })),
  ],
  [paths.adminExport.pattern]: [
    page('administrator', () => '/admin/export'),
    page('administrator', () => '/admin/export?term=none'),
  ],
  [paths.adminImportRuns.pattern]: 'not a page',
  [paths.adminImportSessions.pattern]: 'not a page',
  [paths.adminImportWorkbook.pattern]: 'not a page',
  [paths.adminExportRuns.pattern]: 'not a page',
  [paths.adminExportSessions.pattern]: 'not a page',
  [paths.adminExportWorkbook.pattern]: 'not a page',
}

const header = 'course_title,delivery_mode,venue,first_date,weekday,start_time,end_time,remark'
const faulty = [
  'Music together,In person,Mill Lane Library,2027-03-04,Tuesday,10:00,12:00,piano booked',
  'Cooking,In person,,2027-03-05,Friday,10:00,9:00,',
  'Walking,Online,,2027-03-06,,1.30,,',
]

/** One with errors, one without, and one that is in the college. */
export async function addImports({ db, config }: Pick<Deps, 'db' | 'config'>, now: Date) {
  const office = await db
    .selectFrom('person')
    .select('id')
    .where('email', '=', 'administrator@example.org')
    .executeTakeFirstOrThrow()
  const doing = { actorId: office.id, now }
  const begin = async (name: string, lines: string[]) => {
    const bytes = Buffer.from([header, ...lines].join('\n'))
    const opened = await openFiles({ prospectus: { name, bytes } })
    const begun = await inTransaction(db, (tx) => beginDraft(tx, opened, doing))
    return begun.ok ? begun.id : ''
  }
  const ids = {
    faulty: await begin('spring.csv', faulty),
    sound: await begin('summer.csv', ['Drumming,In person,Mill Lane Library,2027-05-04,,10:00,12:00,']),
    done: await begin('winter.csv', ['Singing,In person,Mill Lane Library,2027-02-04,,10:00,12:00,']),
  }
  const draft = await findDraft(db, ids.done)
  const rows = await listRows(db, ids.done)
  if (draft === undefined) throw new Error('The sample has no file that was brought in')
  const { report } = await checkDraft(db, { draft, rows }, config, now)
  const choice = { publish: false, seen: digestOf(report) }
  await inTransaction(db, (tx) => importDraft(tx, ids.done, choice, config, doing))
  const [line] = (await listRows(db, ids.faulty)).lines
  return { imports: { ...ids, line: line?.id ?? '' } }
}
