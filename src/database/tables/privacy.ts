// 0014-audit-and-privacy.sql as TypeScript sees it.
import type { ColumnType, GeneratedAlways } from 'kysely'
import type { Fixed } from './column.ts'

export type SensitiveKind =
  'what-helps' | 'emergency-contact' | 'access-needs' | 'student-kind' | 'everything'
export type ReadingReason = 'support' | 'unwell' | 'worried' | 'absent' | 'asked' | 'complaint' | 'other'
export type ReadingRole = 'trainer' | 'personal-tutor' | 'administrator'

/** Somebody asked for it, or the time to keep the record was over: for which of the three reasons. */
export type ClosingReason = 'asked' | 'never-confirmed' | 'never-took-part' | 'long-ago'

export interface SensitiveReadingTable {
  id: GeneratedAlways<number>
  at: Fixed<Date>
  person_id: Fixed<string>
  reader_id: Fixed<string>
  role: Fixed<ReadingRole>
  kinds: Fixed<SensitiveKind[]>
  reason: Fixed<ReadingReason>
  words: string | null
  run_id: Fixed<string | null>
  words_erased_at: Date | null
}

export interface AccountClosingTable {
  person_id: Fixed<string>
  asked_at: Fixed<Date>
  asked_by: Fixed<string | null>
  why: ColumnType<ClosingReason, ClosingReason | undefined, never>
  goodbye_at: Date | null
}
