// Two things in one place at once. Pure sweeps over sessions in order of time.
import { longDate } from './dates.ts'
import { grouped } from './grouped.ts'
import { folded } from './identity.ts'
import { errorAt, type Problem } from './problems.ts'
import type { FileRun, FileSession } from './schedule.ts'

export interface Span {
  startsAt: Date
  endsAt: Date
}

/** Each span that begins before an earlier one has ended, with that earlier one. Half-open, as in the database. */
export function overlaps<Item extends Span>(items: readonly Item[]): { earlier: Item; later: Item }[] {
  const found: { earlier: Item; later: Item }[] = []
  let longest: Item | undefined
  for (const item of [...items].sort((a, b) => a.startsAt.getTime() - b.startsAt.getTime())) {
    if (longest !== undefined && item.startsAt < longest.endsAt) found.push({ earlier: longest, later: item })
    if (longest === undefined || item.endsAt > longest.endsAt) longest = item
  }
  return found
}

export interface Booking extends Span {
  run: FileRun
  session: FileSession
}

function bookings(runs: readonly FileRun[]): Booking[] {
  return runs.flatMap((run) =>
    run.sessions.map((session) => ({ run, session, startsAt: session.startsAt, endsAt: session.endsAt })),
  )
}

/** One key a named room of a venue. A venue with no room named holds any number of sessions. */
export function roomKey(venue: string, room: string | null): string | null {
  return room === null ? null : `${folded(venue)}\n${folded(room)}`
}

export function roomClashes(runs: readonly FileRun[]): Problem[] {
  const inRooms = bookings(runs).filter(({ session }) => session.room !== null)
  const byRoom = grouped(inRooms, ({ session }) => roomKey(session.venue, session.room))
  return [...byRoom.values()].flatMap((uses) =>
    betweenRuns(overlaps(uses)).map(({ earlier, later }) => {
      const room = `${later.session.room ?? ''} at ${later.session.venue}`
      return errorAt(later.session.place, 'room', `${room} is already used ${whoElse(earlier, later)}.`)
    }),
  )
}

export function trainerClashes(runs: readonly FileRun[]): Problem[] {
  const taught = bookings(runs).flatMap((booking) =>
    booking.run.row.trainers.map(({ email, column }) => ({ ...booking, email, column })),
  )
  const byTrainer = grouped(taught, ({ email }) => email)
  return [...byTrainer].flatMap(([email, uses]) =>
    betweenRuns(overlaps(uses)).map(({ earlier, later }) =>
      errorAt(later.session.place, later.column, `${email} is already teaching ${whoElse(earlier, later)}.`),
    ),
  )
}

/** A run that meets twice at once. */
export function selfClashes(runs: readonly FileRun[]): Problem[] {
  return runs.flatMap((run) =>
    overlaps(bookings([run])).map(({ earlier, later }) => {
      const message = `The run meets twice at once on ${longDate(later.session.date)}: see also line ${earlier.session.place.line ?? '?'}.`
      return errorAt(later.session.place, 'date', message)
    }),
  )
}

function betweenRuns<Item extends Booking>(pairs: { earlier: Item; later: Item }[]) {
  return pairs.filter(({ earlier, later }) => earlier.run !== later.run)
}

function whoElse(earlier: Booking, later: Booking): string {
  const { place, endAssumed } = earlier.session
  const file = place.file === later.session.place.file ? '' : ` of ${place.file}`
  const who = `"${earlier.run.row.title}" (line ${place.line ?? '?'}${file})`
  const hint = endAssumed ? ', whose end is only assumed: give it an end time' : ''
  return `on ${longDate(later.session.date)} at that time by ${who}${hint}`
}
