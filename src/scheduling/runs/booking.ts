// The booking rules of a run as the office types them, and what cannot be.
import type { PriorityGroup } from '../../database/schema.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { momentAt } from '../import/dates.ts'
import type { RunDetails } from './details.ts'

/** When enrolment opens and closes, and for whom first, if it is said. Throws `RefusedField` for what cannot be. */
export function bookingTimes(details: RunDetails, timeZone: string) {
  const opens = momentOf('opens', details.opens_day, details.opens_at, timeZone)
  const closes = momentOf('closes', details.closes_day, details.closes_at, timeZone)
  if (opens !== null && closes !== null && closes <= opens)
    throw new RefusedField('closes_day', 'Enter a moment after enrolment has opened')
  const first = momentOf('priority', details.priority_day, details.priority_at, timeZone)
  const whom = details.priority_for.split('\n').filter(Boolean) as PriorityGroup[]
  checkPriority(first, whom, opens)
  return {
    ...{ enrolment_opens_at: opens, enrolment_closes_at: closes },
    ...{ priority_opens_at: first, priority_for: whom },
  }
}

function checkPriority(first: Date | null, whom: PriorityGroup[], opens: Date | null): void {
  if (first === null && whom.length === 0) return
  if (first === null)
    throw new RefusedField('priority_day', 'Enter from when it is for them, or untick everybody')
  if (whom.length === 0)
    throw new RefusedField('priority_for', 'Choose for whom, or empty the day and the time')
  if (opens === null)
    throw new RefusedField(
      'opens_day',
      'Enter when it opens for everybody, so that they know when to come back',
    )
  if (first >= opens) throw new RefusedField('priority_day', 'Enter a moment before it opens for everybody')
}

/** What else is asked of whoever enrols. Throws `RefusedField` for what cannot be. */
export function askedOfPeople(details: RunDetails, live: number) {
  const { audience, audience_confirmed, drop_in, first_session_needed, sessions_needed } = details
  if (audience_confirmed && audience === '')
    throw new RefusedField('audience', 'Say whom it is for, or do not ask people to say that it is them')
  if (drop_in && live > 0)
    throw new RefusedField(
      'drop_in',
      'People have a place on it, or wait for one. Give them the news first: take them off, then change this',
    )
  return {
    ...{ audience, audience_confirmed, drop_in, first_session_needed },
    sessions_needed: sessions_needed === '' ? null : Number(sessions_needed),
  }
}

type Which = 'opens' | 'closes' | 'priority'

function momentOf(which: Which, day: string, time: string, timeZone: string): Date | null {
  if (day === '' && time === '') return null
  if (day === '') throw new RefusedField(`${which}_day`, 'Enter the day too, or empty the time')
  if (time === '') throw new RefusedField(`${which}_at`, 'Enter the time too, or empty the day')
  const moment = momentAt(day, time, timeZone)
  if (!moment.ok)
    throw new RefusedField(`${which}_at`, 'The clock jumps over this hour on that day. Choose another')
  return moment.instant
}

type Body = Record<string, unknown>

/** "Until it begins" needs no moment: what is left in the boxes beside the other answer does not count. */
export function withoutUnusedMoment(body: unknown): unknown {
  const typed = (body ?? {}) as Body
  return typed.closing === 'begins' ? { ...typed, closes_day: '', closes_at: '' } : body
}

/** Throws `RefusedField` when a moment was to be said and is not. */
export function refuseMissingMoment(body: unknown, { closes_day, closes_at }: RunDetails): void {
  const { closing } = (body ?? {}) as Body
  if (closing === 'moment' && closes_day === '' && closes_at === '')
    throw new RefusedField('closes_day', 'Enter the day and the time, or choose: until it begins')
}
