// 0002-courses.sql as TypeScript sees it, with the rules of 0028-booking-rules.sql.
import type { ColumnType, Generated, GeneratedAlways } from 'kysely'
import type { StudentKind } from './about-me.ts'
import type { Fixed } from './column.ts'

export type Mode = 'in-person' | 'online'
export type CourseStatus = 'draft' | 'published' | 'retired'
export type RunStatus = 'draft' | 'published' | 'cancelled' | 'ended'
export type WaitingListMode = 'auto' | 'offer' | 'staff'
export type Expertise = 'lived' | 'professional'
/** Who may enrol before everybody else: kinds of student, and whoever never had a place. */
export type PriorityGroup = Exclude<StudentKind, 'prefer-not-to-say'> | 'new'

export interface CategoryTable {
  id: Generated<string>
  slug: string
  name: string
  position: Generated<number>
}

export interface CourseTable {
  id: Generated<string>
  slug: string
  title: string
  summary: Generated<string>
  what_to_expect: Generated<string>
  who_it_is_for: Generated<string>
  status: Generated<CourseStatus>
  created_at: Fixed<Date>
  updated_at: Date
  easy_read: Generated<string>
  picture_id: string | null
  picture_words: Generated<string>
  words: GeneratedAlways<string | null>
}

export interface CoProductionTable {
  id: Generated<string>
  course_id: Fixed<string>
  /** An ISO date, `2026-09-14`. */
  happened_on: string
  what: 'designed' | 'changed' | 'reviewed'
  lived_experience: Generated<string>
  other_expertise: Generated<string>
  noted_at: Fixed<Date>
}

export interface CourseCategoryTable {
  course_id: string
  category_id: string
}

export interface CoursePrerequisiteTable {
  course_id: Fixed<string>
  needs_course_id: Fixed<string>
}

export interface PrerequisiteMetTable {
  person_id: string
  course_id: Fixed<string>
  noted_by: Fixed<string>
  noted_at: Fixed<Date>
}

export interface TermTable {
  id: Generated<string>
  slug: string
  name: string
  /** ISO dates, `2026-09-14`. */
  starts_on: string
  ends_on: string
  most_courses: number | null
}

export interface ClosureTable {
  id: Generated<string>
  name: string
  starts_on: string
  ends_on: string
}

export interface VenueTable {
  id: Generated<string>
  slug: string
  name: string
  online: Generated<boolean>
  address: Generated<string>
  how_to_get_there: Generated<string>
  access: Generated<string>
  retired_at: Date | null
}

export interface RoomTable {
  id: Generated<string>
  venue_id: string
  name: string
  capacity: number | null
  access: Generated<string>
  retired_at: Date | null
}

export interface RunTable {
  id: Generated<string>
  course_id: string
  term_id: string | null
  code: string | null
  mode: Mode
  status: Generated<RunStatus>
  pair_broken_at: Generated<Date | null>
  capacity: Generated<number>
  places_held: Generated<number>
  audience: Generated<string>
  waiting_list_mode: Generated<WaitingListMode>
  needs_approval: Generated<boolean>
  enrolment_opens_at: Date | null
  enrolment_closes_at: Date | null
  drop_in: Generated<boolean>
  priority_opens_at: Date | null
  priority_for: Generated<PriorityGroup[]>
  audience_confirmed: Generated<boolean>
  first_session_needed: Generated<boolean>
  sessions_needed: number | null
  completion_percent: number | null
  vacancies_opened: Generated<number>
  co_delivery_override: string | null
  over_full_reason: string | null
  cancelled_reason: string | null
  dates_told_at: Date | null
  import_key: string | null
  import_extra: ColumnType<Record<string, string>, string | undefined, string>
  created_at: Fixed<Date>
  updated_at: Date
}

export interface SessionTable {
  id: Generated<string>
  number: GeneratedAlways<number>
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

export interface RunTrainerTable {
  run_id: string
  person_id: string
  expertise: Expertise
  left_at: Generated<Date | null>
  dates_told: ColumnType<DateToldInLetter[], string | undefined, string>
}

export interface DateToldInLetter {
  sessionId: string
  startsAt: string
  endsAt: string
  where: string
}

export interface SessionTrainerTable {
  session_id: string
  run_id: string
  person_id: string
  starts_at: Date
  ends_at: Date
  status: string
}
