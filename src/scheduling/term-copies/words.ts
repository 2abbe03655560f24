import type { GapReason } from '../../database/schema.ts'
import { shortDay } from '../../lib/words.ts'

/** `Tue 6 Apr` of an ISO day. */
export function dayWords(day: string): string {
  return shortDay(new Date(`${day}T12:00:00Z`), 'UTC')
}

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
