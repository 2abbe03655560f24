// Two bring one prospectus in, or work on it, in one moment; or somebody plans what it speaks of.
import type { Tx } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { beginDraft, replaceLines } from '../../src/scheduling/import/drafts/begin-draft.ts'
import { changeDraft } from '../../src/scheduling/import/drafts/change-draft.ts'
import { changeLine, leaveLineOut } from '../../src/scheduling/import/drafts/change-line.ts'
import { checkDraft } from '../../src/scheduling/import/drafts/check-draft.ts'
import { digestOf, importDraft, SeenOtherwise } from '../../src/scheduling/import/drafts/import-draft.ts'
import { findDraft, listRows } from '../../src/scheduling/import/drafts/queries.ts'
import { importProspectus } from '../../src/scheduling/import/import-prospectus.ts'
import { openFiles } from '../../src/scheduling/import/open-files.ts'
import { publishRun } from '../../src/scheduling/publish-run.ts'
import { held } from '../accounts/closing/held.ts'
import { prospectus, settings } from '../scheduling/import/support.ts'
import { addPerson } from '../support/college.ts'
import { testDatabase } from '../support/database.ts'
import { isWaiting } from '../support/waiting.ts'
import { afterAnother } from './support/after-another.ts'

const database = testDatabase()
const { now } = settings

/** A file of one run that somebody works on; `line`: its only one. */
async function begun() {
  const { db } = database()
  const actorId = await addPerson(db, { roles: ['administrator'] })
  const doing = { actorId, now }
  const opened = await openFiles({ prospectus: prospectus({}) })
  const made = await inTransaction(db, (tx) => beginDraft(tx, opened, doing))
  if (!made.ok) throw new Error(made.reason)
  const { id } = made
  const draft = (await findDraft(db, id))!
  const { report } = await checkDraft(db, { draft, rows: await listRows(db, id) }, settings, now)
  const seen = digestOf(report)
  const bringIn = (tx: Tx) => importDraft(tx, id, { publish: false, seen }, settings, doing)
  const line = await db
    .selectFrom('import_line')
    .where('draft_id', '=', id)
    .select('id')
    .executeTakeFirstOrThrow()
  return { db, id, line: line.id, opened, doing, bringIn }
}

type Begun = Awaited<ReturnType<typeof begun>>

const workOnIt: Record<string, (tx: Tx, begun: Begun) => Promise<unknown>> = {
  'brought in again': (tx, { bringIn }) => bringIn(tx),
  'corrected in a line': (tx, { line, doing }) =>
    changeLine(tx, line, { typed: { audience: 'Carers' }, base: {} }, doing),
  'left out a line of': (tx, { line, doing }) => leaveLineOut(tx, line, true, doing),
  'moved by weeks': (tx, { id, doing }) =>
    changeDraft(tx, id, { typed: { shift_weeks: 2 }, base: undefined }, doing),
  'replaced by another file': (tx, { id, opened, doing }) => replaceLines(tx, id, opened, doing),
}

test.each<[string, unknown]>([
  ['brought in again', expect.objectContaining({ ok: true, again: true })],
  ['corrected in a line', { ok: false, reason: 'not-found' }],
  ['left out a line of', undefined],
  ['moved by weeks', { ok: false, reason: 'not-found' }],
  ['replaced by another file', { ok: false, reason: 'imported' }],
])('a prospectus is %s while it is brought in: it waits, and hears that it was', async (way, told) => {
  const made = await begun()
  const raced = await afterAnother(made.db, made.bringIn, async (tx) => workOnIt[way]?.(tx, made))
  expect([raced.waited, raced.first, raced.second]).toEqual([
    true,
    expect.objectContaining({ ok: true, again: false }),
    told,
  ])
})

test('one prospectus, uploaded twice, is brought in twice at once: the second finds its runs there', async () => {
  const [first, second] = [await begun(), await begun()]
  const { db } = first
  await expect(afterAnother(db, first.bringIn, second.bringIn)).rejects.toBeInstanceOf(SeenOtherwise)
  expect(await db.selectFrom('run').select('id').execute()).toHaveLength(1)
})

test('a draft is published while a file changes it: the import waits, and leaves it as people see it', async () => {
  const { db } = database()
  const files = (capacity: string) => ({ prospectus: prospectus({ capacity }) })
  await importProspectus(db, files('8'), settings)
  const run = db.selectFrom('run').select(['id', 'capacity', 'status'])
  const { id } = await run.executeTakeFirstOrThrow()
  const reason = 'They are not named yet'
  const publishing = await held(db, (tx) => publishRun(tx, id, reason, { actorId: null, now }))
  const importing = importProspectus(db, files('20'), settings)
  const waited = await isWaiting(importing, db)
  publishing.commit()
  const { outcome, runs } = await importing
  expect([waited, outcome, runs[0]?.outcome]).toEqual([true, 'imported', 'left'])
  expect(await run.execute()).toEqual([{ id, capacity: 8, status: 'published' }])
})
