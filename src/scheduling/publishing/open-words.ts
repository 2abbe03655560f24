import { groupsInWords } from '../../catalogue/booking-words.ts'
import type { OpenDecision } from '../../catalogue/open.ts'
import { momentInWords } from '../../lib/words.ts'

/** What becomes of enrolling once a run is published, as the end of a sentence about it or about many. */
export function openInWords(open: OpenDecision, timeZone: string): string {
  if (open.ok) return 'enrolment is open at once'
  switch (open.reason) {
    case 'not-open-yet':
      return open.first === undefined
        ? `enrolment opens on ${momentInWords(open.opensAt, timeZone)}`
        : `enrolment opens first for ${groupsInWords(open.first.whom)}, on ${momentInWords(
            open.first.opensAt,
            timeZone,
          )}, and for everybody on ${momentInWords(open.opensAt, timeZone)}`
    case 'first-for-others':
      return `enrolment is open at once for ${groupsInWords(open.whom)}, and for everybody on ${momentInWords(
        open.opensAt,
        timeZone,
      )}`
    case 'drop-in':
      return 'people just come, and nobody books'
    case 'closed':
      return 'enrolment has closed already'
    default:
      return 'it has begun, so nobody can enrol by themselves'
  }
}

/** Whether somebody may have meant otherwise: people would find it and could not enrol, now or later. */
export function staysShut(open: OpenDecision): boolean {
  return !open.ok && !['not-open-yet', 'first-for-others', 'drop-in'].includes(open.reason)
}
