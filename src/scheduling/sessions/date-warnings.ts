import type { Db } from '../../database/schema.ts'
import type { Notice } from '../../web/session.ts'
import { sharedLinkWarning } from '../planning/shared-links.ts'
import { findWarnings } from '../planning/trainer-warnings.ts'
import { listSessions } from '../queries.ts'
import { listGiving } from '../trainers/covers/queries.ts'
import { askFirst } from '../trainers/suitability/ask-first.ts'
import { closedDayWarning } from './closed-day.ts'
import { lateOpeningWarning } from './late-opening.ts'
import { alsoSaying } from './notices.ts'
import { outsideTermWarning } from './outside-term.ts'
import { smallRoomWarning } from './small-room.ts'

/**
 * Whoever gives a date may be away then, the college closed, its room too small, others have its link, or its term be
 * over: the date stands, and the office sees to it. With what else is said of it; as it is where the date is gone.
 */
export async function warningOfDate(
  db: Db,
  { runId, sessionId }: { runId: string; sessionId: string },
  notice: Notice,
  { timeZone, country }: { timeZone: string; country: string },
): Promise<Notice> {
  const session = (await listSessions(db, [runId])).find(({ id }) => id === sessionId)
  if (session === undefined) return notice
  const trainerIds = (await listGiving(db, runId, sessionId)).map(({ person_id }) => person_id)
  const times = [{ row: 0, startsAt: session.starts_at, endsAt: session.ends_at }]
  const warnings = await findWarnings(db, trainerIds, times, timeZone)
  const asking = askFirst(
    notice,
    warnings.map(({ text }) => text),
  )
  const closed = alsoSaying(asking, await closedDayWarning(db, session.starts_at, { timeZone, country }))
  const small = alsoSaying(closed, await smallRoomWarning(db, { runId, sessionId }))
  const shared = alsoSaying(small, await sharedLinkWarning(db, { runId, sessionId }, timeZone))
  const late = alsoSaying(shared, await lateOpeningWarning(db, runId, timeZone))
  return alsoSaying(late, await outsideTermWarning(db, { runId, sessionId }, timeZone))
}
