import { sql } from 'kysely'
import type { Db, SheetKind, Tx } from '../../../database/schema.ts'

export interface NewSheet {
  holds: SheetKind
  file_name: string
  header: string[]
  lines: { line: number; cells: string[] }[]
}

export interface Sheet {
  holds: SheetKind
  file_name: string
  header: string[]
}

export interface Line {
  id: string
  draft_id: string
  holds: SheetKind
  line: number
  cells: string[]
  left_out: boolean
}

export interface DraftRows {
  sheets: Sheet[]
  lines: Line[]
}

function drafts(db: Db) {
  return db
    .selectFrom('import_draft')
    .innerJoin('person', 'person.id', 'import_draft.begun_by')
    .selectAll('import_draft')
    .select('person.name as begun_by_name')
}

export type Draft = NonNullable<Awaited<ReturnType<typeof findDraft>>>

export async function findDraft(db: Db, id: string) {
  return drafts(db).where('import_draft.id', '=', id).executeTakeFirst()
}

/** Two who work on one file take turns. */
export async function lockDraft(tx: Tx, id: string): Promise<Draft | undefined> {
  await tx.selectFrom('import_draft').select('id').where('id', '=', id).forUpdate().execute()
  return findDraft(tx, id)
}

export type ListedDraft = Awaited<ReturnType<typeof listDrafts>>[number]

/** All of them, newest first, with the name of the prospectus and how many lines it has. None stays for longer than thirty days. */
export async function listDrafts(db: Db) {
  return drafts(db)
    .innerJoin('import_sheet', (join) =>
      join.onRef('import_sheet.draft_id', '=', 'import_draft.id').on('import_sheet.holds', '=', 'runs'),
    )
    .select((row) => [
      'import_sheet.file_name',
      row
        .selectFrom('import_line')
        .whereRef('import_line.draft_id', '=', 'import_draft.id')
        .where('import_line.holds', '=', 'runs')
        .select((count) => count.fn.countAll<number>().as('count'))
        .as('lines'),
    ])
    .orderBy('import_draft.changed_at', 'desc')
    .orderBy('import_draft.id')
    .execute()
}

export async function listRows(db: Db, draftId: string): Promise<DraftRows> {
  const sheets = await db
    .selectFrom('import_sheet')
    .select(['holds', 'file_name', 'header'])
    .where('draft_id', '=', draftId)
    .execute()
  const lines = await db
    .selectFrom('import_line')
    .select(['id', 'draft_id', 'holds', 'line', 'left_out'])
    // A regional college's term has fifty thousand cells. As an array each is taken apart letter by letter.
    .select(sql<string[]>`to_json(cells)`.as('cells'))
    .where('draft_id', '=', draftId)
    .orderBy('holds')
    .orderBy('line')
    .execute()
  return { sheets, lines }
}

export async function findLine(db: Db, id: string): Promise<Line | undefined> {
  return db.selectFrom('import_line').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertDraft(tx: Tx, begunBy: string, now: Date): Promise<string> {
  const { id } = await tx
    .insertInto('import_draft')
    .values({ begun_by: begunBy, begun_at: now, changed_at: now })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

const atOnce = 1000

export async function insertSheets(tx: Tx, draftId: string, sheets: readonly NewSheet[]): Promise<void> {
  for (const { lines, holds, ...sheet } of sheets) {
    await tx
      .insertInto('import_sheet')
      .values({ draft_id: draftId, holds, ...sheet })
      .execute()
    for (let start = 0; start < lines.length; start += atOnce) {
      const rows = lines.slice(start, start + atOnce)
      await tx
        .insertInto('import_line')
        .values(rows.map((row) => ({ draft_id: draftId, holds, ...row })))
        .execute()
    }
  }
}

export async function deleteSheets(tx: Tx, draftId: string): Promise<void> {
  await tx.deleteFrom('import_sheet').where('draft_id', '=', draftId).execute()
}

export async function updateHeader(
  tx: Tx,
  draftId: string,
  holds: SheetKind,
  header: string[],
): Promise<void> {
  await tx
    .updateTable('import_sheet')
    .set({ header })
    .where('draft_id', '=', draftId)
    .where('holds', '=', holds)
    .execute()
}

export async function updateLine(
  tx: Tx,
  id: string,
  change: { cells: string[] } | { left_out: boolean },
): Promise<void> {
  await tx.updateTable('import_line').set(change).where('id', '=', id).execute()
}

export async function updateDraft(
  tx: Tx,
  id: string,
  change: { shift_weeks?: number; imported_by?: string; imported_at?: Date; outcome?: string },
  now: Date,
): Promise<void> {
  await tx
    .updateTable('import_draft')
    .set({ ...change, changed_at: now })
    .where('id', '=', id)
    .execute()
}

export async function deleteDraft(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('import_draft').where('id', '=', id).execute()
}
