// 0001-people.sql and 0006-calendar-invitations.sql as TypeScript sees them.
import type { Generated, GeneratedAlways } from 'kysely'
import type { Fixed, Json } from './column.ts'

export type Role = 'student' | 'trainer' | 'personal-tutor' | 'administrator' | 'auditor'
export type PreferredContact = 'email' | 'phone' | 'text' | 'post'
export type CalendarInvitations = 'usual' | 'every-date' | 'none'

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
}

export interface AgreementAcceptanceTable {
  person_id: string
  agreement_id: string
  accepted_at: Date
  means: 'online' | 'paper' | 'verbal'
}

export interface WebSessionTable {
  sid: string
  sess: Json<unknown>
  expire: Date
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
