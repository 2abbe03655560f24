// 0023-import-drafts.sql as TypeScript sees it.
import type { ColumnType, Generated } from 'kysely'
import type { Fixed } from './column.ts'

export type SheetKind = 'runs' | 'sessions'

export interface ImportDraftTable {
  id: Generated<string>
  begun_by: Fixed<string>
  begun_at: Fixed<Date>
  changed_at: Date
  shift_weeks: Generated<number>
  imported_by: string | null
  imported_at: Date | null
  outcome: ColumnType<Record<string, unknown> | null, string | undefined, string>
}

export interface ImportSheetTable {
  draft_id: string
  holds: SheetKind
  file_name: string
  header: string[]
}

export interface ImportLineTable {
  id: Generated<string>
  draft_id: string
  holds: SheetKind
  line: number
  cells: string[]
  left_out: Generated<boolean>
}
