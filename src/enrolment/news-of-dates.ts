// Which dates are news to whom. Pure.
import type { SessionDetails } from '../scheduling/queries.ts'
import { changedSessions, type Known, toldUntil } from './dates-changed.ts'
import { type DateChange, isAsItWas } from './slips.ts'
import type { MovedWord } from './word-queries.ts'

export interface DatesDone {
  sessions: SessionDetails[]
  /** To the dates, since the earliest moment that somebody knows. */
  done: DateChange[]
  now: Date
}

/** The dates that are otherwise than this person knows them, but for slips that were put right meanwhile. */
export function newsOfDates({ sessions, done, now }: DatesDone, known: Known, words: MovedWord[]) {
  const changed = changedSessions(sessions, known, now)
  // What had been said of a class that moved away and back counts again, which is news.
  if (words.length > 0) return changed
  return changed.filter((session) => !isNoNews(session, doneSince(done, session.id, known)))
}

/** What was done to one date since this person last heard of it. */
export function doneSince(done: DateChange[], sessionId: string, known: Known): DateChange[] {
  const since = toldUntil(known)
  return done.filter(({ session_id, at }) => session_id === sessionId && at > since)
}

function isNoNews({ status }: SessionDetails, done: DateChange[]): boolean {
  const cameAndWent = status === 'cancelled' && done.some(({ action }) => action === 'session.added')
  return cameAndWent || isAsItWas(done)
}
