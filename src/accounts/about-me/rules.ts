// When a need is looked at again. Days are ISO dates on the college's clock: `2027-03-01`.
import { dayOf, type Moment, onTheClock } from '../../lib/time.ts'

/** Today as the college's calendar has it. */
export function todayOf({ now, timeZone }: Moment): string {
  return dayOf(now, timeZone)
}

/** A year on unless said otherwise: needs change, and nobody wants to be asked every month. */
export function nextReview({ now, timeZone }: Moment, months = 12): string {
  return onTheClock(now, timeZone).toPlainDate().add({ months }).toString()
}

export function isDueForReview(reviewOn: string, at: Moment): boolean {
  return reviewOn <= todayOf(at)
}
