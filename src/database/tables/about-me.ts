// 0013-about-me.sql as TypeScript sees it.
import type { Generated } from 'kysely'
import type { Fixed } from './column.ts'

export type StudentKind = 'uses-services' | 'carer-or-family' | 'staff' | 'public' | 'prefer-not-to-say'
export type NeedKind = 'format' | 'communication' | 'contact' | 'in-the-room'
export type Need =
  | 'large-print'
  | 'easy-read'
  | 'braille'
  | 'audio'
  | 'screen-reader-email'
  | 'coloured-paper'
  | 'another-language'
  | 'bsl-interpreter'
  | 'lip-speaker'
  | 'speech-to-text'
  | 'hearing-loop'
  | 'advocate'
  | 'more-time'
  | 'by-text'
  | 'by-phone'
  | 'by-email'
  | 'by-post'
  | 'by-relay'
  | 'through-somebody'
  | 'step-free'
  | 'quiet-space'
  | 'room-to-move'
  | 'seat-choice'
  | 'breaks'
  | 'assistance-dog'
  | 'lighting'
  | 'something-else'

export interface EmergencyContactTable {
  person_id: string
  name: string
  phone: string
  relationship: Generated<string>
  updated_at: Date
}

export interface SupporterTable {
  person_id: string
  name: string
  comes_along: boolean
  updated_at: Date
}

export interface AccessNeedTable {
  id: Generated<string>
  person_id: Fixed<string>
  kind: Fixed<NeedKind>
  need: Fixed<Need>
  detail: Generated<string>
  share_with_trainers: boolean
  review_on: string
  reviewed_at: Date | null
  recorded_at: Fixed<Date>
  recorded_by: Fixed<string>
  ended_at: Date | null
}

export interface AccessNeedMetTable {
  id: Generated<string>
  access_need_id: Fixed<string>
  occasion: Fixed<'run' | 'mail' | 'other'>
  run_id: Fixed<string | null>
  met_at: Fixed<Date>
  recorded_by: Fixed<string>
  note: Generated<string>
}

export interface EqualityQuestionTable {
  id: Generated<string>
  position: number
  wording: string
  hint: Generated<string>
  created_at: Fixed<Date>
  retired_at: Date | null
}

export interface EqualityOptionTable {
  id: Generated<string>
  question_id: Fixed<string>
  position: number
  wording: string
  retired_at: Date | null
}

export interface EqualityAnswerTable {
  answer_key: Buffer
  question_id: string
  option_id: string | null
  answered_in: string
}
