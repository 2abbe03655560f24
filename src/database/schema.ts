// The tables as TypeScript sees them. A test compares every column with the migrated database.
import type { Kysely, Transaction } from 'kysely'
import type {
  AccessNeedMetTable,
  AccessNeedTable,
  EmergencyContactTable,
  EqualityAnswerTable,
  EqualityOptionTable,
  EqualityQuestionTable,
  SupporterTable,
} from './tables/about-me.ts'
import type { BulkChangeRunTable, BulkChangeSessionTable, BulkChangeTable } from './tables/bulk-changes.ts'
import type {
  CategoryTable,
  ClosureTable,
  CoProductionTable,
  CourseCategoryTable,
  CoursePrerequisiteTable,
  CourseTable,
  PrerequisiteMetTable,
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
  FollowUpCallTable,
  FollowUpTable,
  ReEngagementTable,
  RegisterChaseTable,
  ReminderTable,
  TextMessageTable,
} from './tables/follow-up.ts'
import type { ImportDraftTable, ImportLineTable, ImportSheetTable } from './tables/imports.ts'
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
} from './tables/people.ts'
import type {
  AttendanceEventTable,
  AttendanceTable,
  CertificateTable,
  CompletionDecisionTable,
  HeadCountTable,
  WalkInTable,
} from './tables/registers.ts'
import type {
  FirstRunEndTable,
  RecoveryCodeTable,
  SecondFactorTable,
  SingleSignOnIdentityTable,
} from './tables/second-factor.ts'
import type { PersonMergeRowTable, PersonMergeTable } from './tables/merges.ts'
import type { PictureTable, ProspectusCoverTable, ProspectusEditionTable } from './tables/prospectus.ts'
import type { EmailChangeTable, EmailProofTable } from './tables/proofs.ts'
import type { TryCountTable, UnsentFormTable, WebSessionTable } from './tables/sessions.ts'
import type { AccountClosingTable, SensitiveReadingTable } from './tables/privacy.ts'
import type { TermCopyGapTable, TermCopyRunTable, TermCopyTable } from './tables/term-copies.ts'
import type {
  PairAlertTable,
  SessionCoverTable,
  TrainerAbsenceTable,
  TrainerAvailabilityTable,
  TrainerCourseTable,
  TrainerLookTable,
  TrainerTable,
  TrainerTrainingTable,
} from './tables/trainers.ts'

export type { BulkChangeKind } from './tables/bulk-changes.ts'
export type { Need, NeedKind, StudentKind } from './tables/about-me.ts'
export type {
  DateToldInLetter,
  CourseStatus,
  Expertise,
  Mode,
  PriorityGroup,
  RunStatus,
  WaitingListMode,
} from './tables/courses.ts'
export type {
  ActorKind,
  EndedStatus,
  EnrolmentStatus,
  LiveStatus,
  OfferChannel,
  OfferStatus,
} from './tables/enrolments.ts'
export type { CallOutcome, FollowUpOutcome } from './tables/follow-up.ts'
export type { SheetKind } from './tables/imports.ts'
export type { InviteSlot } from './tables/mail-and-calendar.ts'
export type { AgreementKind, CalendarInvitations, PreferredContact, Role } from './tables/people.ts'
export type { ClosingReason, ReadingReason, ReadingRole, SensitiveKind } from './tables/privacy.ts'
export type { PictureKind } from './tables/prospectus.ts'
export type { ProofPurpose } from './tables/proofs.ts'
export type { Mark, MarkMeans } from './tables/registers.ts'
export type { SignInMeans } from './tables/sessions.ts'
export type { GapReason } from './tables/term-copies.ts'
export type { PartOfDay } from './tables/trainers.ts'

export interface Database {
  person: PersonTable
  credential: CredentialTable
  role_grant: RoleGrantTable
  agreement: AgreementTable
  agreement_acceptance: AgreementAcceptanceTable
  unsent_form: UnsentFormTable
  web_session: WebSessionTable
  try_count: TryCountTable
  email_proof: EmailProofTable
  email_change: EmailChangeTable
  audit_event: AuditEventTable
  category: CategoryTable
  course: CourseTable
  co_production: CoProductionTable
  course_category: CourseCategoryTable
  course_prerequisite: CoursePrerequisiteTable
  prerequisite_met: PrerequisiteMetTable
  term: TermTable
  closure: ClosureTable
  venue: VenueTable
  room: RoomTable
  run: RunTable
  session: SessionTable
  run_trainer: RunTrainerTable
  session_trainer: SessionTrainerTable
  session_cover: SessionCoverTable
  pair_alert: PairAlertTable
  trainer: TrainerTable
  trainer_course: TrainerCourseTable
  trainer_availability: TrainerAvailabilityTable
  trainer_absence: TrainerAbsenceTable
  trainer_training: TrainerTrainingTable
  trainer_look: TrainerLookTable
  term_copy: TermCopyTable
  term_copy_run: TermCopyRunTable
  term_copy_gap: TermCopyGapTable
  enrolment: EnrolmentTable
  enrolment_event: EnrolmentEventTable
  offer: OfferTable
  attendance: AttendanceTable
  attendance_event: AttendanceEventTable
  walk_in: WalkInTable
  head_count: HeadCountTable
  follow_up: FollowUpTable
  follow_up_call: FollowUpCallTable
  reminder: ReminderTable
  register_chase: RegisterChaseTable
  re_engagement: ReEngagementTable
  text_message: TextMessageTable
  completion_decision: CompletionDecisionTable
  certificate: CertificateTable
  mail: MailTable
  call: CallTable
  bulk_change: BulkChangeTable
  bulk_change_run: BulkChangeRunTable
  bulk_change_session: BulkChangeSessionTable
  calendar_invite: CalendarInviteTable
  calendar_feed: CalendarFeedTable
  emergency_contact: EmergencyContactTable
  supporter: SupporterTable
  access_need: AccessNeedTable
  access_need_met: AccessNeedMetTable
  equality_question: EqualityQuestionTable
  equality_option: EqualityOptionTable
  equality_answer: EqualityAnswerTable
  sensitive_reading: SensitiveReadingTable
  account_closing: AccountClosingTable
  second_factor: SecondFactorTable
  recovery_code: RecoveryCodeTable
  single_sign_on_identity: SingleSignOnIdentityTable
  first_run_end: FirstRunEndTable
  person_merge: PersonMergeTable
  person_merge_row: PersonMergeRowTable
  import_draft: ImportDraftTable
  import_sheet: ImportSheetTable
  import_line: ImportLineTable
  picture: PictureTable
  prospectus_cover: ProspectusCoverTable
  prospectus_edition: ProspectusEditionTable
}

export type Db = Kysely<Database>
/** A function that asks for a Tx can only be called inside a transaction. */
export type Tx = Transaction<Database>
