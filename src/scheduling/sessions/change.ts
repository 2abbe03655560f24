import { type Doing, recordInAuditTrail } from '../../database/audit-trail.ts'
import type { Tx } from '../../database/schema.ts'
import { changesOf } from '../../editing/merge-edits.ts'
import { RefusedField } from '../../editing/refused-field.ts'
import { type Edits, type Saved, saveEdits } from '../../editing/save-edits.ts'
import { placeIn } from '../planning/choices.ts'
import { clashErrors } from '../planning/clash-words.ts'
import { listPlaces } from '../planning/queries.ts'
import { withCourseHeld } from '../course-queries.ts'
import {
  insertSession,
  lockRun,
  type Run,
  type SessionDetails,
  updateModes,
  updateSession,
} from '../queries.ts'
import { decideSessionTimes } from '../rules.ts'
import { sayAnew } from '../say-anew.ts'
import { tellCalendars } from '../tell-calendars.ts'
import { findClashes } from './clashes.ts'
import { endWanted } from './forms.ts'
import { holdDate } from './hold-date.ts'
import { placeOf, sessionWords, type SessionWords, staysThen, timesOf } from './details.ts'
import { listStudentClashes, lockPlaceInUse } from './queries.ts'
import { studentsElsewhere } from './students-elsewhere.ts'

interface Wish {
  timeZone: string
  /** People of the run who are somewhere else then were shown, and it is wanted all the same. */
  allTheSame: boolean
  /** An end that is known becomes unknown: only for whoever undoes that it was entered. */
  endMayGo?: true
}

/**
 * Saves what was typed of one date. Everybody with a place is told, by the job this promises. Throws `RefusedField` for
 * what stands in the way, and what the database refuses when somebody else was quicker.
 */
export async function changeSession(
  tx: Tx,
  id: string,
  edits: Edits<SessionWords>,
  wish: Wish,
  doing: Doing,
): Promise<Saved<SessionWords>> {
  const held = await holdDate(tx, id)
  if (held === undefined) return { ok: false, reason: 'not-found' }
  const { run, session } = held
  if (session.starts_at <= doing.now) throw new RefusedField('day', 'This date has begun. It stays as it was')
  if (session.status === 'cancelled')
    throw new RefusedField('day', 'This date is cancelled. Put it back on first')
  const current = sessionWords(session, wish.timeZone)
  const thing = { subject: { kind: 'session' as const, id }, action: 'session.changed' as const, current }
  const update = (merged: SessionWords) => move(tx, run, session, merged, wish, doing)
  const saved = await saveEdits(tx, thing, edits, update, doing)
  if (saved.ok && saved.changes.length > 0) await tellCalendars(tx, run.id)
  return saved
}

async function move(
  tx: Tx,
  run: Run,
  session: SessionDetails,
  words: SessionWords,
  wish: Wish,
  doing: Doing,
) {
  const becomes = await checked(tx, run, { session, words, wish }, doing.now)
  await updateSession(tx, session.id, { ...becomes, end_assumed: words.until === '' }, doing.now)
  const moved = { sessionId: session.id, from: session.starts_at, to: becomes.starts_at }
  await sayAnew(tx, [moved], wish.timeZone, doing)
  await updateModes(tx, [run.id])
}

/** One date more. Throws as `changeSession` does. Undefined when there is no such run. */
export async function addDate(
  tx: Tx,
  runId: string,
  words: SessionWords,
  wish: Wish,
  doing: Doing,
): Promise<string | undefined> {
  const held = await lockRun(tx, runId)
  if (held === undefined) return undefined
  const run = await withCourseHeld(tx, held)
  const becomes = await checked(tx, run, { words, wish }, doing.now)
  const id = await insertSession(tx, { run_id: runId, ...becomes, updated_at: doing.now })
  const { now: at, actorId } = doing
  const changes = changesOf({}, words).filter(({ after }) => after !== '')
  const detail = { at: becomes.starts_at, changes }
  await recordInAuditTrail(tx, {
    at,
    actorId,
    action: 'session.added',
    subject: { kind: 'session', id },
    detail,
  })
  await tellCalendars(tx, runId)
  await updateModes(tx, [runId])
  return id
}

/** What these words make of the date, if nothing stands in the way. */
async function checked(
  tx: Tx,
  run: Run,
  { session, words, wish }: { session?: SessionDetails; words: SessionWords; wish: Wish },
  now: Date,
) {
  const sameTimes = session !== undefined && staysThen(session, words, wish.timeZone)
  const times = sameTimes
    ? { startsAt: session.starts_at, endsAt: session.ends_at }
    : newTimes(session, words, wish)
  const decided = decideSessionTimes(times, run, now)
  if (!decided.ok) throw new RefusedField('day', refusals[decided.reason] ?? 'This date cannot be')
  const place = await placeFor(tx, session, words)
  const date = { id: session?.id ?? null, times, roomId: place.roomId }
  const clashes = await findClashes(tx, run.id, date)
  const [clash] = clashErrors(clashes, [{ row: 0, ...times }], wish.timeZone)
  if (clash !== undefined) throw new RefusedField('day', clash.message)
  // Who is somewhere else then was asked when it got this time. Another note or room changes nothing of that.
  const asked = wish.allTheSame || sameTimes
  const others = asked ? [] : await listStudentClashes(tx, { runId: run.id, ...times })
  if (others.length > 0)
    throw new RefusedField(
      'all_the_same',
      `${studentsElsewhere(others)}. Tick the box if it is to be then all the same`,
    )
  return {
    starts_at: times.startsAt,
    ends_at: times.endsAt,
    venue_id: place.venueId,
    room_id: place.roomId,
    join_link: words.join_link === '' ? null : words.join_link,
    note: words.note,
  }
}

/** An end that is not known yet comes as long after the beginning as it was guessed to. */
function newTimes(session: SessionDetails | undefined, words: SessionWords, wish: Wish) {
  if (words.until === '' && session?.end_assumed === false && wish.endMayGo !== true)
    throw new RefusedField('until', endWanted)
  return timesOf(words, wish.timeZone, session && session.ends_at.getTime() - session.starts_at.getTime())
}

/** A date keeps the place it has, also one that is in use no more. */
async function placeFor(tx: Tx, session: SessionDetails | undefined, words: SessionWords) {
  if (session !== undefined && words.place === placeOf(session))
    return { venueId: session.venue_id, roomId: session.room_id }
  const place = placeIn(words.place, { places: await listPlaces(tx) })
  if (place === undefined || !(await lockPlaceInUse(tx, place)))
    throw new RefusedField('place', 'Choose where it meets: that is in use no more')
  return place
}

const refusals: Partial<Record<string, string>> = {
  'in-the-past': 'Enter a time that is still to come',
  'run-over': 'This run is over. Its dates stay as they were',
  'course-gone': 'Its course has left the prospectus. Bring it back and put it into the prospectus first',
}
