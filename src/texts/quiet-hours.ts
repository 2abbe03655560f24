import { type Moment, onTheClock } from '../lib/time.ts'

/** Whether a telephone that makes a sound now may wake somebody up, by the college's clock. */
export function isQuiet({ now, timeZone }: Moment): boolean {
  const { hour } = onTheClock(now, timeZone)
  return hour < 8 || hour >= 21
}
