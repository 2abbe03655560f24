// The tables as TypeScript sees them. A test compares every column with the migrated database.
import type { ColumnType, Generated, GeneratedAlways, Kysely, Transaction } from 'kysely'

/** A column that no code may change once the row is written. */
type Fixed<T> = ColumnType<T, T, never>
type Json<T> = ColumnType<T, string, string>

export type Role = 'student' | 'trainer' | 'personal-tutor' | 'administrator'
export type PreferredContact = 'email' | 'phone' | 'text' | 'post'
export type Mode = 'in-person' | 'online'
export type RunStatus = 'draft' | 'published' | 'cancelled' | 'ended'
export type WaitingListMode = 'auto' | 'offer' | 'staff'
export type Expertise = 'lived' | 'professional'
export type LiveStatus = 'requested' | 'waiting' | 'offered' | 'confirmed'
export type EndedStatus =
  'declined' | 'withdrawn' | 'lapsed' | 'cancelled' | 'run-cancelled' | 'completed' | 'not-completed'
export type EnrolmentStatus = LiveStatus | EndedStatus
export type ActorKind = 'student' | 'staff' | 'system'
export type OfferChannel = 'email' | 'call-list'
export type OfferStatus = 'open' | 'accepted' | 'passed' | 'declined' | 'lapsed' | 'closed'

interface PersonTable {
  id: Generated<string>
  name: string
  email: string | null
  phone: string | null
  preferred_contact: Generated<PreferredContact>
  what_helps: Generated<string>
  neutral_calendar_titles: Generated<boolean>
  created_at: Fixed<Date>
}

interface CredentialTable {
  person_id: string
  kind: 'password'
  secret: string
  created_at: Date
}

interface RoleGrantTable {
  person_id: string
  role: Role
  granted_at: Date
}

interface AgreementTable {
  id: Generated<string>
  version: number
  title: string
  body: string
  effective_from: Date
}

interface AgreementAcceptanceTable {
  person_id: string
  agreement_id: string
  accepted_at: Date
  means: 'online' | 'paper' | 'verbal'
}

interface WebSessionTable {
  sid: string
  sess: Json<unknown>
  expire: Date
}

interface AuditEventTable {
  id: GeneratedAlways<number>
  at: Fixed<Date>
  actor_id: Fixed<string | null>
  action: Fixed<string>
  subject_kind: Fixed<string>
  subject_id: Fixed<string>
  detail: Json<Record<string, unknown>>
}

interface CategoryTable {
  id: Generated<string>
  slug: string
  name: string
  position: Generated<number>
}

interface CourseTable {
  id: Generated<string>
  slug: string
  title: string
  summary: Generated<string>
  what_to_expect: Generated<string>
  who_it_is_for: Generated<string>
  status: Generated<'draft' | 'published' | 'retired'>
  created_at: Fixed<Date>
  updated_at: Date
  words: GeneratedAlways<string>
}

interface CourseCategoryTable {
  course_id: string
  category_id: string
}

interface TermTable {
  id: Generated<string>
  slug: string
  name: string
  /** ISO dates, `2026-09-14`. */
  starts_on: string
  ends_on: string
}

interface ClosureTable {
  id: Generated<string>
  name: string
  starts_on: string
  ends_on: string
}

interface VenueTable {
  id: Generated<string>
  slug: string
  name: string
  online: Generated<boolean>
  address: Generated<string>
  how_to_get_there: Generated<string>
  access: Generated<string>
}

interface RoomTable {
  id: Generated<string>
  venue_id: string
  name: string
  capacity: number | null
}

interface RunTable {
  id: Generated<string>
  course_id: string
  term_id: string | null
  code: string | null
  mode: Mode
  status: Generated<RunStatus>
  capacity: Generated<number>
  places_held: Generated<number>
  audience: Generated<string>
  waiting_list_mode: Generated<WaitingListMode>
  needs_approval: Generated<boolean>
  enrolment_opens_at: Date | null
  enrolment_closes_at: Date | null
  vacancies_opened: Generated<number>
  co_delivery_override: string | null
  over_full_reason: string | null
  cancelled_reason: string | null
  import_key: string | null
  import_extra: ColumnType<Record<string, string>, string | undefined, string>
  created_at: Fixed<Date>
  updated_at: Date
}

interface SessionTable {
  id: Generated<string>
  run_id: Fixed<string>
  starts_at: Date
  ends_at: Date
  end_assumed: Generated<boolean>
  venue_id: string
  room_id: string | null
  join_link: string | null
  status: Generated<'planned' | 'cancelled'>
  note: Generated<string>
  revision: Generated<number>
  updated_at: Date
}

interface RunTrainerTable {
  run_id: string
  person_id: string
  expertise: Expertise
}

interface SessionTrainerTable {
  session_id: string
  run_id: string
  person_id: string
  starts_at: Date
  ends_at: Date
  status: string
}

interface EnrolmentTable {
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
}

interface EnrolmentEventTable {
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

interface OfferTable {
  id: Generated<string>
  enrolment_id: Fixed<string>
  run_id: Fixed<string>
  channel: OfferChannel
  offered_at: Fixed<Date>
  expires_at: Date
  status: Generated<OfferStatus>
  answered_at: Date | null
}

interface MailTable {
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
}

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
}

interface CalendarInviteTable {
  id: Generated<string>
  uid: Fixed<string>
  person_id: Fixed<string>
  run_id: Fixed<string>
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

interface CalendarFeedTable {
  person_id: string
  token_hash: Buffer
  created_at: Date
}

export interface Database {
  person: PersonTable
  credential: CredentialTable
  role_grant: RoleGrantTable
  agreement: AgreementTable
  agreement_acceptance: AgreementAcceptanceTable
  web_session: WebSessionTable
  audit_event: AuditEventTable
  category: CategoryTable
  course: CourseTable
  course_category: CourseCategoryTable
  term: TermTable
  closure: ClosureTable
  venue: VenueTable
  room: RoomTable
  run: RunTable
  session: SessionTable
  run_trainer: RunTrainerTable
  session_trainer: SessionTrainerTable
  enrolment: EnrolmentTable
  enrolment_event: EnrolmentEventTable
  offer: OfferTable
  mail: MailTable
  calendar_invite: CalendarInviteTable
  calendar_feed: CalendarFeedTable
}

export type Db = Kysely<Database>
/** A function that asks for a Tx can only be called inside a transaction. */
export type Tx = Transaction<Database>
