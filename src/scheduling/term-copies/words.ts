import type { GapReason } from '../../database/schema.ts'
import { shortDay } from '../../lib/words.ts'

/** `Tue 6 Apr` of an ISO day. */
export function dayWords(day: string): string {
  return shortDay(new Date(`${day}T12:00:00Z`), 'UTC')
}

/** What each kind of gap is called above a list of them, in the order in which they are listed. */
export const kindOfGaps: Record<GapReason, string> = {
  'room-taken': 'Dates whose room is taken',
  'room-retired': 'Dates whose room is used no more',
  'trainer-busy': 'Trainers who teach something else then',
  'trainer-gone': 'Trainers who are trainers here no more',
  closed: 'Dates on days when we are closed',
  begun: 'Dates that have passed already',
  'venue-retired': 'Dates at a venue that is used no more',
  'no-such-hour': 'Dates at an hour that the clock jumps over',
  'no-dates': 'Runs without a date',
  'code-taken': 'Runs whose code another run has',
}

export const kindsOfGaps = Object.keys(kindOfGaps) as GapReason[]

interface Missing {
  reason: GapReason
  day: string | null
  name: string
  person: string
}

/** What of a run could not be placed, and why. */
export function gapInWords({ reason, day, name, person }: Missing): string {
  const on = day === null ? 'A date' : dayWords(day)
  const said: Record<GapReason, string> = {
    'no-dates': 'It has no date, so there is nothing to copy',
    closed: `${on} is left out: we are closed (${name})`,
    'no-such-hour': `${on} is left out: the clock jumps over this hour`,
    begun: `${on} is left out: that time has passed already`,
    'venue-retired': `${on} is left out: ${name} is used no more`,
    'room-retired': `${on} has no room yet: ${name} is used no more`,
    'room-taken': `${on} has no room yet: it is used by ${name}`,
    'trainer-gone': `${person} is left out: no longer a trainer here`,
    'trainer-busy': `${person} is left out: teaches ${name} on ${on}`,
    'code-taken': `It has no code yet: another run of the term has ${name}`,
  }
  return said[reason]
}
