// What the file would do to what the college has planned already: the database would refuse it without words.
import { closedDays } from '../planning/closed-days.ts'
import { overlaps } from './clashes.ts'
import type { College } from './college.ts'
import { longDate } from './dates.ts'
import { grouped } from './grouped.ts'
import type { PlannedRun } from './plan-runs.ts'
import { errorAt, type Place, type Problem, warningAt } from './problems.ts'
import type { FileRun } from './schedule.ts'

interface Use {
  key: string
  startsAt: Date
  endsAt: Date
  title: string
  /** Where the file says it; nothing for what the college has already. */
  said: { place: Place; column: string; name: string; date: string } | null
}

/** Rooms and trainers that are taken by sessions which the file does not speak of. */
export function collegeClashes(planned: readonly PlannedRun[], college: College): Problem[] {
  const written = planned.filter(({ outcome }) => outcome === 'created' || outcome === 'updated')
  const rewritten = new Set(written.map(({ run }) => run.id))
  const emails = new Map(college.people.map(({ id, email }) => [id, email]))
  const isOther = ({ run_id }: { run_id: string }) => !rewritten.has(run_id)
  const rooms = [
    ...written.flatMap(roomUses),
    ...college.roomBookings.filter(isOther).map((booking) => taken(booking, booking.room_id ?? '')),
  ]
  const trainers = [
    ...written.flatMap((run) => trainerUses(run, emails)),
    ...college.trainerBookings.filter(isOther).map((booking) => taken(booking, booking.person_id)),
  ]
  return [...clashes(rooms, 'is already used'), ...clashes(trainers, 'is already teaching')]
}

function taken(booking: { starts_at: Date; ends_at: Date; title: string }, key: string): Use {
  return { key, startsAt: booking.starts_at, endsAt: booking.ends_at, title: booking.title, said: null }
}

function clashes(uses: readonly Use[], words: string): Problem[] {
  return [...grouped(uses, ({ key }) => key).values()].flatMap((its) =>
    overlaps(its).flatMap(({ earlier, later }) => {
      // Two sessions of the file against each other are told by their lines, in check.ts.
      if ((earlier.said === null) === (later.said === null)) return []
      const [said, other] = later.said === null ? [earlier.said, later] : [later.said, earlier]
      if (said === null) return []
      const message = `${said.name} ${words} on ${longDate(said.date)} at that time: "${other.title}" is planned there already.`
      return [errorAt(said.place, said.column, message)]
    }),
  )
}

function roomUses({ file, sessions }: PlannedRun): Use[] {
  return plannedOnly(sessions).flatMap((session) => {
    if (session.room_id === null) return []
    const said = saidOf(file, session.starts_at)
    const name = said.room === null ? 'The room' : `${said.room} at ${said.venue}`
    return [use(file, session, session.room_id, { ...said, column: 'room', name })]
  })
}

function trainerUses({ file, sessions, trainers }: PlannedRun, emails: ReadonlyMap<string, string>): Use[] {
  return trainers.flatMap(({ person_id }) => {
    const email = emails.get(person_id)
    const column =
      file.row.trainers.find((trainer) => trainer.email === email)?.column ?? 'peer_trainer_email'
    return plannedOnly(sessions).map((session) => {
      const said = saidOf(file, session.starts_at)
      return use(file, session, person_id, { ...said, column, name: email ?? 'A trainer of the course' })
    })
  })
}

function plannedOnly(sessions: PlannedRun['sessions']): PlannedRun['sessions'] {
  return sessions.filter(({ status }) => status === 'planned')
}

/** What the file says of the session that begins then. */
export function saidOf(file: FileRun, startsAt: Date) {
  const session =
    file.sessions.find((said) => said.startsAt.getTime() === startsAt.getTime()) ?? file.sessions[0]
  return {
    place: session?.place ?? file,
    date: session?.date ?? '',
    room: session?.room ?? null,
    venue: session?.venue ?? '',
  }
}

function use(
  { row }: FileRun,
  { starts_at, ends_at }: PlannedRun['sessions'][number],
  key: string,
  { place, column, name, date }: { place: Place; column: string; name: string; date: string },
): Use {
  return { key, startsAt: starts_at, endsAt: ends_at, title: row.title, said: { place, column, name, date } }
}

/** A run code is unique within its term, whoever gave it. */
export function codesInUse(planned: readonly PlannedRun[], college: College): Problem[] {
  const byCode = grouped(college.runCodes, ({ code, term_id }) => JSON.stringify([code, term_id]))
  const ours = new Set(planned.map(({ run }) => run.id))
  return planned.flatMap(({ file, run, outcome }) => {
    if (run.code === null || outcome === 'left' || outcome === 'unchanged') return []
    const others = byCode.get(JSON.stringify([run.code, run.term_id])) ?? []
    const other = others.find(({ id }) => id !== run.id && !ours.has(id))
    if (other === undefined) return []
    const message = `The code ${run.code} is already used in this term by "${other.title}". Give this run another code, or none.`
    return [errorAt(file, 'run_code', message)]
  })
}

/** Bank holidays too: a term that is moved by some weeks meets them where nobody looked. */
export function onClosedDays(
  runs: readonly FileRun[],
  { closures }: Pick<College, 'closures'>,
  country: string,
): Problem[] {
  const closedOn = closedDays(closures, country)
  return runs.flatMap((run) =>
    run.sessions.flatMap(({ date, place }) => {
      const why = closedOn(date)
      const column = place.file === run.file ? 'first_date' : 'date'
      return why === undefined
        ? []
        : [warningAt(place, column, `The college is closed on ${longDate(date)} (${why}).`)]
    }),
  )
}
