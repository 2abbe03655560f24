// 0025-bulk-changes.sql as TypeScript sees it; the columns of mail and call stand with their tables.
import type { Generated, GeneratedAlways } from 'kysely'
import type { Fixed } from './column.ts'

export type BulkChangeKind = 'move' | 'call-off' | 'online' | 'place' | 'back'

export interface BulkChangeTable {
  id: Fixed<string>
  number: GeneratedAlways<number>
  kind: Fixed<BulkChangeKind>
  title: Fixed<string>
  reason: Generated<string>
  made_at: Fixed<Date>
}

export interface BulkChangeRunTable {
  bulk_change_id: Fixed<string>
  run_id: Fixed<string>
  people: Fixed<number>
  told_at: Date | null
}

export interface BulkChangeSessionTable {
  bulk_change_id: Fixed<string>
  session_id: Fixed<string>
  was_starts_at: Fixed<Date>
  was_ends_at: Fixed<Date>
  was_where: Fixed<string>
  became_starts_at: Fixed<Date>
  became_ends_at: Fixed<Date>
  became_where: Fixed<string>
  cancelled: Fixed<boolean>
}
