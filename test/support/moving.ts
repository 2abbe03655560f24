// What the office's form does with one date: it shows it, some of its words are typed anew, and they are saved.
import type { Temporal } from 'temporal-polyfill'
import type { Doing } from '../../src/database/audit-trail.ts'
import type { Db, Tx } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { RefusedField } from '../../src/editing/refused-field.ts'
import type { Saved } from '../../src/editing/save-edits.ts'
import { onTheClock } from '../../src/lib/time.ts'
import { findSessionRunId, listSessions } from '../../src/scheduling/queries.ts'
import { addDate, changeSession } from '../../src/scheduling/sessions/change.ts'
import { placeOf, sessionWords, type SessionWords } from '../../src/scheduling/sessions/details.ts'

/** Beside a field of the form; or what was not to be found, or was changed by somebody else since it was shown. */
type NotChanged =
  | { ok: false; field: string; message: string }
  | { ok: false; reason: Extract<Saved<SessionWords>, { ok: false }>['reason'] }
export type DateChanged = { ok: true; sessionId: string } | NotChanged

/** What is typed anew; the rest stays as it is shown. */
export type TypedWords = { [Word in 'day' | 'from' | 'until' | 'place' | 'join_link' | 'note']?: string }

const timeZone = 'Europe/London'
const blank: SessionWords = { day: '', from: '', until: '', place: '', join_link: '', note: '' }

/** Whether the box is ticked that it is to be then, whoever has another course at that time. */
type DoingOfForm = Doing & { allTheSame?: boolean }

/** Inside a transaction of the caller's: throws `RefusedField`, as it does to the form. */
export async function changeDateIn(
  tx: Tx,
  sessionId: string,
  typed: TypedWords,
  { allTheSame = false, ...doing }: DoingOfForm,
): Promise<Saved<SessionWords>> {
  const shown = await wordsOf(tx, sessionId)
  const edits = { typed: { ...shown, ...typed }, base: shown }
  return changeSession(tx, sessionId, edits, { timeZone, allTheSame }, doing)
}

export async function changeDate(
  db: Db,
  sessionId: string,
  typed: TypedWords,
  doing: DoingOfForm,
): Promise<DateChanged> {
  return orRefused(async () => {
    const saved = await inTransaction(db, (tx) => changeDateIn(tx, sessionId, typed, doing))
    return saved.ok ? { ok: true, sessionId } : { ok: false, reason: saved.reason }
  })
}

/** One date more, inside a transaction of the caller's: throws as `changeDateIn` does. */
export async function addDateIn(
  tx: Tx,
  runId: string,
  typed: TypedWords,
  { allTheSame = false, ...doing }: DoingOfForm,
): Promise<string | undefined> {
  return addDate(tx, runId, { ...blank, ...typed }, { timeZone, allTheSame }, doing)
}

/** One date more, as the form for that adds it. */
export async function addDateTo(
  db: Db,
  runId: string,
  typed: TypedWords,
  doing: DoingOfForm,
): Promise<DateChanged> {
  return orRefused(async () => {
    const sessionId = await inTransaction(db, (tx) => addDateIn(tx, runId, typed, doing))
    return sessionId === undefined ? { ok: false, reason: 'not-found' } : { ok: true, sessionId }
  })
}

/** As the form shows it; empty where there is no such date. */
async function wordsOf(db: Db, id: string): Promise<SessionWords> {
  const runId = await findSessionRunId(db, id)
  const sessions = runId === undefined ? [] : await listSessions(db, [runId])
  const session = sessions.find((one) => one.id === id)
  return session === undefined ? blank : sessionWords(session, timeZone)
}

async function orRefused(work: () => Promise<DateChanged>): Promise<DateChanged> {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof RefusedField)) throw error
    return { ok: false, field: error.field, message: error.message }
  }
}

/** What is typed for these times: a form has no words for seconds. */
export function timesInForm(times: {
  startsAt: Date
  endsAt: Date
}): Pick<SessionWords, 'day' | 'from' | 'until'> {
  const [starts, ends] = [times.startsAt, times.endsAt].map((instant) => onTheClock(instant, timeZone))
  const time = (at: Temporal.ZonedDateTime | undefined) => {
    if (at === undefined || !at.round('minute').equals(at)) throw new Error('Not on a whole minute')
    return at.toPlainTime().toString({ smallestUnit: 'minute' })
  }
  return { day: starts?.toPlainDate().toString() ?? '', from: time(starts), until: time(ends) }
}

export interface Place {
  venueId: string
  roomId: string | null
  joinLink: string | null
}

export function placeInForm({ venueId, roomId, joinLink }: Place): Pick<SessionWords, 'place' | 'join_link'> {
  return { place: placeOf({ venue_id: venueId, room_id: roomId }), join_link: joinLink ?? '' }
}
