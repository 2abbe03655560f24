// Instants as a file says them: a day and a time on the college's clock.
import { kept } from '../../lib/kept.ts'
import { onTheClock } from '../../lib/time.ts'
import { momentAt } from '../import/dates.ts'
import type { ExportedSession } from './queries.ts'

/** A session with its times on the college's clock, which are looked at often and are dear to work out. */
export interface TimedSession extends ExportedSession {
  date: string
  start: string
  /** Empty where the college knows none, or where a file would mean another one by it. */
  end: string
  /** What the clock shows at the start means that instant, and nothing else. */
  startIsClear: boolean
}

export function onTheCollegesClock(session: ExportedSession, timeZone: string): TimedSession {
  const { date, time: start } = onItsDay(session.starts_at, timeZone)
  const { time: end } = onItsDay(session.ends_at, timeZone)
  const saysItsEnd = !session.end_assumed && means(session.ends_at, { date, time: end }, timeZone)
  const startIsClear = means(session.starts_at, { date, time: start }, timeZone)
  return { ...session, date, start, end: saysItsEnd ? end : '', startIsClear }
}

/** Whether the import would take this date and time for this instant: not the second of an hour that comes twice. */
export function means(
  instant: Date,
  { date, time }: { date: string; time: string },
  timeZone: string,
): boolean {
  const moment = momentAt(date, time, timeZone)
  return moment.ok && moment.instant.getTime() === instant.getTime()
}

export const onItsDay = kept((instant: Date, timeZone: string): { date: string; time: string } => {
  const shown = { smallestUnit: 'minute', offset: 'never', timeZoneName: 'never' } as const
  const [date = '', time = ''] = onTheClock(instant, timeZone).toString(shown).split('T')
  return { date, time }
})
