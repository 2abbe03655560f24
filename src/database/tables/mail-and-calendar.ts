// 0004-mail-and-calendar.sql and the calls of 0005-calls.sql, with what 0025-bulk-changes.sql adds, as TypeScript sees them.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { Fixed, Json } from './column.ts'

/** One occurrence of an invite, as it was last told to the person. Times are ISO instants. */
export interface InviteSlot {
  /** Where the series first put this occurrence: its RECURRENCE-ID for life. */
  originalStart: string
  /** The session it stands for; null once that occurrence was cancelled. */
  sessionId: string | null
  startsAt: string
  endsAt: string
  title: string
  location: string
  description: string
  /** Told by a message of its own, which some calendars keep when the series is told again and others forget. */
  overridden?: boolean
}

export interface MailTable {
  id: Generated<string>
  number: GeneratedAlways<number>
  message_id: string
  template: string
  person_id: string | null
  to_name: string
  to_address: string
  subject: string
  view: Json<Record<string, unknown>>
  calendar_method: 'REQUEST' | 'CANCEL' | null
  calendar_text: string | null
  order_key: string | null
  status: Generated<'queued' | 'sent' | 'failed'>
  attempts: Generated<number>
  last_error: string | null
  created_at: Fixed<Date>
  sent_at: Date | null
  erased_at: Date | null
  bulk_change_id: string | null
}

export interface CallTable {
  id: Generated<string>
  number: GeneratedAlways<number>
  person_id: Fixed<string>
  run_id: Fixed<string | null>
  subject: Fixed<string>
  view: Json<Record<string, unknown>>
  created_at: Fixed<Date>
  done_at: Date | null
  done_by: string | null
  template: Fixed<string>
  overtaken_at: Date | null
  bulk_change_id: string | null
}

export interface CalendarInviteTable {
  id: Generated<string>
  uid: Fixed<string>
  person_id: Fixed<string>
  run_id: Fixed<string>
  teaching: Generated<boolean>
  address: Fixed<string>
  time_zone: Fixed<string>
  frequency: 'DAILY' | 'WEEKLY' | null
  repeat_interval: number | null
  slots: ColumnType<InviteSlot[], string, string>
  sequence: Generated<number>
  last_dtstamp: Date
  status: Generated<'active' | 'cancelled'>
  created_at: Fixed<Date>
}

export interface CalendarFeedTable {
  person_id: string
  token_hash: Buffer
  created_at: Date
}
