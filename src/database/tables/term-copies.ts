// What 0022-term-copies.sql keeps of terms that were copied forward, as TypeScript sees it.
import type { Generated } from 'kysely'
import type { Fixed } from './column.ts'

export type GapReason =
  | 'no-dates'
  | 'closed'
  | 'no-such-hour'
  | 'begun'
  | 'venue-retired'
  | 'room-retired'
  | 'room-taken'
  | 'trainer-gone'
  | 'trainer-busy'
  | 'code-taken'

export interface TermCopyTable {
  id: Fixed<string>
  from_term_id: string | null
  into_term_id: Fixed<string>
  made_term: Fixed<boolean>
  weeks: Fixed<number>
  copied_at: Fixed<Date>
  taken_back_at: Date | null
}

export interface TermCopyRunTable {
  id: Fixed<string>
  copy_id: Fixed<string>
  from_run_id: Fixed<string>
  run_id: Fixed<string | null>
}

export interface TermCopyGapTable {
  id: Generated<string>
  copy_run_id: Fixed<string>
  reason: Fixed<GapReason>
  /** An ISO day. */
  wanted_on: Fixed<string | null>
  name: Generated<string>
  session_id: Fixed<string | null>
  person_id: string | null
  seen_to_at: Date | null
}
