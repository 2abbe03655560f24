// What 0027-trainers.sql keeps, as TypeScript sees it.
import type { Generated } from 'kysely'
import type { Fixed } from './column.ts'

export type PartOfDay = 'morning' | 'afternoon' | 'evening'

export interface TrainerTable {
  person_id: string
  lived: Generated<boolean>
  professional: Generated<boolean>
  about_them: Generated<string>
  active_from: Generated<string | null>
  active_until: Generated<string | null>
}

export interface TrainerCourseTable {
  person_id: string
  course_id: Fixed<string>
}

export interface TrainerAvailabilityTable {
  person_id: string
  weekday: Fixed<number>
  part: Fixed<PartOfDay>
}

export interface TrainerAbsenceTable {
  id: Generated<string>
  person_id: string
  starts_on: string
  ends_on: string
  note: Generated<string>
  noted_at: Date
}

export interface TrainerTrainingTable {
  id: Generated<string>
  person_id: string
  name: Fixed<string>
  done_on: Fixed<string>
  due_again_on: Fixed<string | null>
}

export interface TrainerLookTable {
  person_id: string
  seen_at: Date
}

export interface SessionCoverTable {
  session_id: Fixed<string>
  run_id: Fixed<string>
  away_id: string
  cover_id: string | null
  decided_at: Date
}

export interface PairAlertTable {
  session_id: Fixed<string>
  told_at: Fixed<Date>
}
