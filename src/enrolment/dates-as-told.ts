// How a date was when somebody last heard of it, worked out from what was done to it since. Pure.
import { addMinutes } from '../lib/time.ts'
import type { SessionDetails } from '../scheduling/queries.ts'
import { momentAt } from '../scheduling/import/dates.ts'
import { type SessionWords, sessionWords } from '../scheduling/sessions/details.ts'
import type { DateChange } from './slips.ts'

export interface AsTold {
  starts_at: Date
  ends_at: Date
  end_assumed: boolean
  /** `venue`, or `venue/room`. */
  place: string
  join_link: string
  cancelled: boolean
}

/** `done`: what was done to it since, in its order. Undefined for a date that was added since: nobody had heard of it. */
export function asTold(
  session: SessionDetails,
  done: Pick<DateChange, 'action' | 'changes'>[],
  timeZone: string,
): AsTold | undefined {
  if (done.some(({ action }) => action === 'session.added')) return undefined
  const words = wordsBefore(sessionWords(session, timeZone), done)
  const starts = momentAt(words.day, words.from, timeZone)
  // The college's clock may have been another when it was said: then how it is now is all that is known.
  const startsAt = starts.ok ? starts.instant : session.starts_at
  return {
    starts_at: startsAt,
    ends_at: endBefore(session, words, startsAt, timeZone),
    end_assumed: words.until === '',
    place: words.place,
    join_link: words.join_link,
    cancelled: wasCancelled(session, done),
  }
}

function endBefore(session: SessionDetails, { day, until }: SessionWords, startsAt: Date, timeZone: string) {
  const ends = until === '' ? undefined : momentAt(day, until, timeZone)
  if (!ends?.ok) return new Date(startsAt.getTime() + session.ends_at.getTime() - session.starts_at.getTime())
  return ends.instant > startsAt ? ends.instant : addMinutes(ends.instant, 24 * 60)
}

function wordsBefore(words: SessionWords, done: Pick<DateChange, 'action' | 'changes'>[]): SessionWords {
  const own = done.filter(({ action }) => action.startsWith('session.'))
  const first = own.flatMap(({ changes }) => changes).reverse()
  return { ...words, ...Object.fromEntries(first.map(({ field, before }) => [field, String(before ?? '')])) }
}

function wasCancelled({ status }: SessionDetails, done: Pick<DateChange, 'action'>[]): boolean {
  const turn = done.find(({ action }) => action === 'session.cancelled' || action === 'session.reinstated')
  return turn === undefined ? status === 'cancelled' : turn.action === 'session.reinstated'
}
