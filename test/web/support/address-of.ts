import type { Cast } from './cast.ts'

/** What of the cast an `:id` names, by the word before it. */
const whose: Record<string, keyof Cast> = {
  runs: 'runId',
  people: 'studentId',
  enrolments: 'enrolmentId',
  offers: 'offerId',
  calls: 'callId',
  'follow-ups': 'followUpId',
  texts: 'textId',
  merges: 'mergeId',
  mail: 'mailId',
  mailbox: 'mailId',
  agreements: 'agreementId',
  'equality-questions': 'questionId',
  'access-needs': 'needId',
  trainers: 'trainerId',
  trainings: 'trainingId',
  absences: 'absenceId',
  'days-away': 'ownAbsenceId',
  venues: 'venueId',
  rooms: 'roomId',
  terms: 'termId',
  'term-copies': 'termCopyId',
  closures: 'closureId',
  sessions: 'sessionId',
  courses: 'courseId',
  'co-production': 'noteId',
  categories: 'categoryId',
  pictures: 'pictureId',
  editions: 'editionId',
  import: 'importId',
  lines: 'importLineId',
  'bulk-changes': 'bulkChangeId',
  'walk-ins': 'walkInId',
  together: 'actId',
}

/** The address of a route for things that are there, and are the student's and the trainer's own. */
export function addressOf(pattern: string, cast: Cast): string {
  if (pattern.endsWith('/certificate.pdf')) return pattern.replace(':id', cast.completedId)
  const [, kind = ''] = /\/([a-z-]+)\/:id/.exec(pattern) ?? []
  const thing = whose[kind]
  if (thing === undefined && pattern.includes(':id')) throw new Error(`The cast has nothing for ${pattern}`)
  return pattern
    .replace(':slug', cast.slug)
    .replace(':code', cast.certificateCode)
    .replace(':token', cast.feedToken)
    .replace(':number', cast.changeNumber)
    .replace(':id', thing === undefined ? '' : (cast[thing] as string))
}
