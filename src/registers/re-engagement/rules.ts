// People who have not been seen for a while. No clock, no database.
import { instantOf, type Moment, onTheClock } from '../../lib/time.ts'

export const hadChoices = ['all', 'had-a-place', 'never-had-one'] as const
export type Had = (typeof hadChoices)[number]

export interface Asked {
  months: number
  had: Had
}

export const usual: Asked = { months: 6, had: 'all' }

/** Whoever was not seen since this moment has not been seen for so many months. */
export function notSeenSince(months: number, { now, timeZone }: Moment): Date {
  return instantOf(onTheClock(now, timeZone).subtract({ months }))
}

/** When the account of somebody who was last seen then would be closed, if they stay away: docs/privacy.md. */
export function wouldClose(
  lastSeen: Date,
  hadAPlace: boolean,
  kept: { neverTookPartYears: number; tookPartYears: number },
  timeZone: string,
): Date {
  const years = hadAPlace ? kept.tookPartYears : kept.neverTookPartYears
  return instantOf(onTheClock(lastSeen, timeZone).add({ years }))
}
