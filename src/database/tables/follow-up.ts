// 0030-follow-up.sql and 0037-calls-taken-back.sql as TypeScript sees it.
import type { Generated, GeneratedAlways } from 'kysely'
import type { Fixed } from './column.ts'

/** What became of the need to call somebody. */
export type FollowUpOutcome = 'spoke' | 'will-come' | 'withdrew' | 'could-not-reach' | 'not-needed'
/** What came of one call. */
export type CallOutcome =
  | 'spoke'
  | 'left-message'
  | 'no-answer'
  | 'will-come'
  | 'wants-to-withdraw'
  | 'could-not-reach'
  | 'for-the-office'

export interface FollowUpTable {
  id: Generated<string>
  session_id: Fixed<string>
  enrolment_id: Fixed<string>
  opened_at: Date
  taken_by: string | null
  taken_at: Date | null
  outcome: FollowUpOutcome | null
  closed_at: Date | null
  closed_by: string | null
}

export interface FollowUpCallTable {
  id: string
  follow_up_id: Fixed<string>
  enrolment_id: Fixed<string>
  at: Fixed<Date>
  by_id: Fixed<string>
  outcome: Fixed<CallOutcome>
  words: Generated<string>
  words_erased_at: Date | null
  taken_back_at: Date | null
  taken_back_by: string | null
}

export interface ReminderTable {
  session_id: Fixed<string>
  enrolment_id: Fixed<string>
  day: Fixed<string>
  at: Fixed<Date>
  channel: 'email' | 'text' | 'none'
}

export interface RegisterChaseTable {
  session_id: Fixed<string>
  person_id: string
  at: Fixed<Date>
}

export interface ReEngagementTable {
  id: Generated<string>
  person_id: string
  sent_at: Fixed<Date>
  sent_by: Fixed<string>
  channel: Fixed<'email' | 'text' | 'call'>
}

export interface TextMessageTable {
  id: Generated<string>
  number: GeneratedAlways<number>
  template: string
  person_id: string | null
  to_number: string
  body: string
  status: Generated<'queued' | 'sent' | 'failed' | 'too-late'>
  useless_after: Date | null
  attempts: Generated<number>
  last_error: string | null
  provider_id: string | null
  created_at: Fixed<Date>
  sent_at: Date | null
  erased_at: Date | null
}
