import type { Doing } from '../../../database/audit-trail.ts'
import type { Tx } from '../../../database/schema.ts'
import type { Problem } from '../problems.ts'
import type { Table } from '../read.ts'
import type { Opened } from '../read-files.ts'
import { readRunRows } from '../rows.ts'
import { readSessionRows } from '../session-rows.ts'
import { deleteSheets, insertDraft, insertSheets, lockDraft, type NewSheet, updateDraft } from './queries.ts'
import { decideSize } from './rules.ts'

export type Begun = { ok: true; id: string } | { ok: false; reason: string }

/** Keeps the lines of files that were opened, to be worked on. What no line could mend is refused. */
export async function beginDraft(
  tx: Tx,
  opened: Opened,
  { actorId, now }: Doing & { actorId: string },
): Promise<Begun> {
  const sheets = sheetsOf(opened)
  if (!sheets.ok) return sheets
  const id = await insertDraft(tx, actorId, now)
  await insertSheets(tx, id, sheets.sheets)
  return { ok: true, id }
}

/** Puts a corrected file in the place of the lines. What was left out, or corrected here, goes with them. */
export async function replaceLines(
  tx: Tx,
  id: string,
  opened: Opened,
  { now }: Doing,
): Promise<Begun | { ok: false; reason: 'not-found' | 'imported' }> {
  const draft = await lockDraft(tx, id)
  if (draft === undefined) return { ok: false, reason: 'not-found' }
  if (draft.imported_at !== null) return { ok: false, reason: 'imported' }
  const sheets = sheetsOf(opened)
  if (!sheets.ok) return sheets
  await deleteSheets(tx, id)
  await insertSheets(tx, id, sheets.sheets)
  await updateDraft(tx, id, {}, now)
  return { ok: true, id }
}

type Sheets = { ok: true; sheets: NewSheet[] } | { ok: false; reason: string }

function sheetsOf({ runs, sessions, problems }: Opened): Sheets {
  const beyondLines = [
    ...problems,
    ...(runs === null ? [] : readRunRows(runs).problems.filter(isOfTheHeader)),
    ...(sessions ? readSessionRows(sessions).problems.filter(isOfTheHeader) : []),
  ].find(({ level }) => level === 'error')
  if (runs === null || sessions === null || beyondLines !== undefined)
    return { ok: false, reason: inWords(beyondLines) }
  const sheets = [
    { holds: 'runs' as const, ...sheetOf(runs) },
    ...(sessions === undefined ? [] : [{ holds: 'sessions' as const, ...sheetOf(sessions) }]),
  ]
  const decided = decideSize(sheets)
  return decided.ok ? { ok: true, sheets } : decided
}

function sheetOf({ file, header, rows }: Table) {
  return { file_name: file, header, lines: rows.map(({ line, cells }) => ({ line, cells })) }
}

/** A column that is missing or there twice: no line could mend it. */
function isOfTheHeader({ line }: Problem): boolean {
  return line === null || line === 1
}

function inWords(problem: Problem | undefined): string {
  if (problem === undefined) return 'The file cannot be read.'
  const { line, file, message } = problem
  return line === null ? `${file}: ${message}` : `${file}, line ${line}: ${message}`
}
