// The tables as TypeScript sees them. A test compares every column with the migrated database.
import type { Kysely, Transaction } from 'kysely'
import type {
  CategoryTable,
  ClosureTable,
  CourseCategoryTable,
  CourseTable,
  RoomTable,
  RunTable,
  RunTrainerTable,
  SessionTable,
  SessionTrainerTable,
  TermTable,
  VenueTable,
} from './tables/courses.ts'
import type { EnrolmentEventTable, EnrolmentTable, OfferTable } from './tables/enrolments.ts'
import type {
  CalendarFeedTable,
  CalendarInviteTable,
  CallTable,
  MailTable,
} from './tables/mail-and-calendar.ts'
import type {
  AgreementAcceptanceTable,
  AgreementTable,
  AuditEventTable,
  CredentialTable,
  PersonTable,
  RoleGrantTable,
  WebSessionTable,
} from './tables/people.ts'

export type { Expertise, Mode, RunStatus, WaitingListMode } from './tables/courses.ts'
export type {
  ActorKind,
  EndedStatus,
  EnrolmentStatus,
  LiveStatus,
  OfferChannel,
  OfferStatus,
} from './tables/enrolments.ts'
export type { InviteSlot } from './tables/mail-and-calendar.ts'
export type { CalendarInvitations, PreferredContact, Role } from './tables/people.ts'

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
  call: CallTable
  calendar_invite: CalendarInviteTable
  calendar_feed: CalendarFeedTable
}

export type Db = Kysely<Database>
/** A function that asks for a Tx can only be called inside a transaction. */
export type Tx = Transaction<Database>
