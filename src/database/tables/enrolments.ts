// 0003-enrolments.sql as TypeScript sees it.
import type { Generated, GeneratedAlways } from 'kysely'
import type { Fixed } from './column.ts'

export type LiveStatus = 'requested' | 'waiting' | 'offered' | 'confirmed'
export type EndedStatus =
  | 'declined'
  | 'withdrawn'
  | 'lapsed'
  | 'cancelled'
  | 'run-cancelled'
  | 'completed'
  | 'not-completed'
  | 'merged'
export type EnrolmentStatus = LiveStatus | EndedStatus
export type ActorKind = 'student' | 'staff' | 'system'
export type OfferChannel = 'email' | 'call-list'
export type OfferStatus = 'open' | 'accepted' | 'passed' | 'declined' | 'lapsed' | 'closed'

export interface EnrolmentTable {
  id: Generated<string>
  run_id: Fixed<string>
  person_id: Fixed<string>
  status: EnrolmentStatus
  joined_at: Fixed<Date>
  queue_number: GeneratedAlways<number>
  priority_reason: string | null
  passed_at_vacancy: number | null
  confirmed_at: Date | null
  ended_at: Date | null
  status_reason: string | null
  audience_confirmed_at: Date | null
  rules_waived_at: Date | null
  rules_waived_reason: string | null
}

export interface EnrolmentEventTable {
  id: GeneratedAlways<number>
  enrolment_id: Fixed<string>
  at: Fixed<Date>
  action: Fixed<string>
  from_status: Fixed<EnrolmentStatus | null>
  to_status: Fixed<EnrolmentStatus>
  actor: Fixed<ActorKind>
  actor_id: Fixed<string | null>
  reason: Fixed<string | null>
}

export interface OfferTable {
  id: Generated<string>
  enrolment_id: Fixed<string>
  run_id: Fixed<string>
  channel: OfferChannel
  offered_at: Fixed<Date>
  expires_at: Date
  status: Generated<OfferStatus>
  answered_at: Date | null
}
