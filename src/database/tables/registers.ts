// 0029-registers.sql and 0031-completion.sql as TypeScript sees them.
import type { Generated, GeneratedAlways } from 'kysely'
import type { Fixed } from './column.ts'

/** What is said of somebody who was expected. Told us: that they could not come. No word: nor did they say so. */
export type Mark = 'present' | 'late' | 'left-early' | 'told-us' | 'no-word'
export type MarkMeans = 'page' | 'everyone' | 'phone' | 'office' | 'themselves' | 'moved'

export interface AttendanceTable {
  session_id: Fixed<string>
  enrolment_id: Fixed<string>
  run_id: Fixed<string>
  mark: Mark | null
  marked_at: Date | null
  marked_by: string | null
  means: MarkMeans | null
}

export interface AttendanceEventTable {
  id: GeneratedAlways<number>
  session_id: Fixed<string>
  enrolment_id: Fixed<string>
  at: Fixed<Date>
  by_id: Fixed<string>
  means: Fixed<MarkMeans>
  from_mark: Fixed<Mark | null>
  to_mark: Fixed<Mark | null>
  class_at: Fixed<Date | null>
}

export interface WalkInTable {
  id: string
  session_id: Fixed<string>
  name: string | null
  contact: Generated<string>
  person_id: string | null
  mark: Generated<Extract<Mark, 'present' | 'late' | 'left-early'>>
  added_at: Fixed<Date>
  added_by: Fixed<string>
  removed_at: Date | null
  erased_at: Date | null
}

export interface HeadCountTable {
  session_id: Fixed<string>
  people: number
  counted_at: Date
}

export interface CompletionDecisionTable {
  enrolment_id: Fixed<string>
  completed: boolean
  reason: string | null
  decided_at: Date
  decided_by: string
}

export interface CertificateTable {
  enrolment_id: Fixed<string>
  code: Fixed<string>
  issued_at: Fixed<Date>
}
