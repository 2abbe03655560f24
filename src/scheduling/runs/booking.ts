// The booking rules of a run as the office types them, and what cannot be.
import { type BookingFacts, enrolmentCloses } from '../../catalogue/open.ts'
import type { PriorityGroup } from '../../database/schema.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { momentAt } from '../import/dates.ts'
import type { RunDetails } from './details.ts'

/** What of a run says when people can enrol, and for whom it opens first. */
export type MomentField =
  'opens_day' | 'opens_at' | 'closes_day' | 'closes_at' | 'priority_day' | 'priority_at' | 'priority_for'
type Moments = { [Field in MomentField]: RunDetails[Field] }

/** When enrolment opens and closes, and for whom first, if it is said. Throws `RefusedField` for what is no moment. */
export function bookingTimes(details: Moments, timeZone: string) {
  return {
    enrolment_opens_at: momentOf('opens', details.opens_day, details.opens_at, timeZone),
    enrolment_closes_at: momentOf('closes', details.closes_day, details.closes_at, timeZone),
    priority_opens_at: momentOf('priority', details.priority_day, details.priority_at, timeZone),
    priority_for: details.priority_for.split('\n').filter(Boolean) as PriorityGroup[],
  }
}

/** What else is asked of whoever enrols. Throws `RefusedField` for a drop-in on which people are. */
export function askedOfPeople(details: RunDetails, live: number) {
  const { audience, audience_confirmed, drop_in, first_session_needed, sessions_needed } = details
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

/** Rules that cannot stand together: the field to change, and how. Said of what is typed and of a line of a file. */
export interface Contradiction {
  field: 'audience' | 'opens_day' | 'closes_day' | 'priority_day' | 'priority_for'
  message: string
}

interface Opening {
  drop_in: boolean
  enrolment_opens_at: Date | null
  enrolment_closes_at: Date | null
  first_session_needed: boolean
}

type Rules = Opening & ReturnType<typeof bookingTimes> & { audience: string; audience_confirmed: boolean }

/** Planned ones, in order of time. */
type Dates = BookingFacts['sessions']

export function contradictionIn(run: Rules, dates: Dates): Contradiction | undefined {
  const { enrolment_opens_at: opens, enrolment_closes_at: closes } = run
  if (run.audience_confirmed && run.audience === '')
    return {
      field: 'audience',
      message: 'Say whom it is for, or do not ask people to say that it is them',
    }
  if (opens !== null && closes !== null && closes <= opens)
    return { field: 'closes_day', message: 'Enter a moment after enrolment has opened' }
  return contradictionInPriority(run) ?? lateOpening(run, dates)
}

/** Where enrolment opens once nobody can enrol any more: people would read that they can from then on. */
export function lateOpening(run: Opening, dates: Dates): Contradiction | undefined {
  const { drop_in, enrolment_opens_at: opens, enrolment_closes_at: closesAt, first_session_needed } = run
  const closes = enrolmentCloses({ closesAt, firstSessionNeeded: first_session_needed, sessions: dates })
  if (drop_in || opens === null || closes === undefined || opens < closes) return undefined
  return { field: 'opens_day', message: lateWords(first_session_needed, closesAt) }
}

function lateWords(firstNeeded: boolean, closesAt: Date | null): string {
  if (firstNeeded) return 'Nobody new joins once the first class has begun. Enter a moment before that'
  return closesAt === null
    ? 'People can enrol until it begins. Enter a moment before that, or let them join later'
    : 'Enter a moment before the last class is over'
}

function contradictionInPriority({
  enrolment_opens_at: opens,
  priority_opens_at: first,
  priority_for: whom,
}: Rules): Contradiction | undefined {
  if (first === null)
    return whom.length === 0
      ? undefined
      : { field: 'priority_day', message: 'Enter from when it is for them, or choose nobody' }
  if (whom.length === 0)
    return { field: 'priority_for', message: 'Choose for whom, or empty the day and the time' }
  if (opens === null)
    return {
      field: 'opens_day',
      message: 'Enter when it opens for everybody, so that they know when to come back',
    }
  return first < opens
    ? undefined
    : { field: 'priority_day', message: 'Enter a moment before it opens for everybody' }
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
