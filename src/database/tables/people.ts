// 0001-people.sql, 0006-calendar-invitations.sql and parts of 0013-about-me.sql and 0030-follow-up.sql as TypeScript sees them.
import type { Generated, GeneratedAlways } from 'kysely'
import type { StudentKind } from './about-me.ts'
import type { Fixed, Json } from './column.ts'

export type Role = 'student' | 'trainer' | 'personal-tutor' | 'administrator' | 'auditor'
export type PreferredContact = 'email' | 'phone' | 'text' | 'post'
export type CalendarInvitations = 'usual' | 'every-date' | 'none'

export type AgreementKind = 'agreement' | 'privacy-notice'

export interface PersonTable {
  id: Generated<string>
  name: string
  email: string | null
  phone: string | null
  preferred_contact: Generated<PreferredContact>
  what_helps: Generated<string>
  neutral_calendar_titles: Generated<boolean>
  calendar_invitations: Generated<CalendarInvitations>
  created_at: Fixed<Date>
  postal_address: Generated<string>
  student_kind: StudentKind | null
  email_confirmed_at: Date | null
  claimed_email: string | null
  registration_key: Buffer | null
  last_seen_at: Date | null
  closing_announced_at: Date | null
  erased_at: Date | null
  merged_into: string | null
  /** When is a good time to call them, in their own words. */
  best_time: Generated<string>
  reminders: Generated<boolean>
}

export interface CredentialTable {
  person_id: string
  kind: 'password'
  secret: string
  created_at: Date
}

export interface RoleGrantTable {
  person_id: string
  role: Role
  granted_at: Date
}

export interface AgreementTable {
  id: Generated<string>
  version: number
  title: string
  body: string
  effective_from: Date
  kind: Generated<AgreementKind>
}

export interface AgreementAcceptanceTable {
  person_id: string
  agreement_id: string
  accepted_at: Date
  means: 'online' | 'paper' | 'verbal'
  recorded_by: string | null
}

export interface AuditEventTable {
  id: GeneratedAlways<number>
  at: Fixed<Date>
  actor_id: Fixed<string | null>
  action: Fixed<string>
  subject_kind: Fixed<string>
  subject_id: Fixed<string>
  detail: Json<Record<string, unknown>>
}
