import type { ReadingReason, ReadingRole, SensitiveKind } from '../../database/schema.ts'

export const kindWords: Record<SensitiveKind, string> = {
  'what-helps': 'What helps in class',
  'emergency-contact': 'Emergency contact',
  'access-needs': 'Access needs',
  'student-kind': 'Kind of student',
  everything: 'Everything we keep',
}

export const reasonWords: Record<ReadingReason, string> = {
  support: 'To arrange support or plan a course',
  unwell: 'They were taken ill or hurt',
  worried: 'We were worried about them',
  absent: 'They did not come and could not be reached',
  asked: 'They asked us to',
  complaint: 'To answer a question or a complaint',
  other: 'Another reason',
}

/** Who read it, as the person is told: by role. Names are in the audit trail. */
export const readerWords: Record<ReadingRole, string> = {
  trainer: 'A trainer',
  'personal-tutor': 'A personal tutor',
  administrator: 'Somebody in the office',
}

export const studentKindWords: Record<string, string> = {
  'uses-services': 'Uses services',
  'carer-or-family': 'Carer or family',
  staff: 'Staff',
  public: 'Member of the public',
  'prefer-not-to-say': 'Prefers not to say',
}
