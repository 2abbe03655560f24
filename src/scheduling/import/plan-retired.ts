import type { College } from './college.ts'
import { longDate } from './dates.ts'
import { grouped } from './grouped.ts'
import type { PlacePlan } from './plan-places.ts'
import type { PlannedRun } from './plan-runs.ts'
import { errorAt, type Problem } from './problems.ts'

/**
 * Nothing new is planned where the office has said that a venue or room is used no more. What is there already may stay,
 * and so may a date that is past: an old term can be brought in as it was.
 */
export function outOfUse(
  planned: readonly PlannedRun[],
  college: College,
  places: Pick<PlacePlan, 'retiredAt'>,
  now: Date,
): Problem[] {
  const had = new Map(college.sessions.map((session) => [session.id, session]))
  const written = planned.filter(({ outcome }) => outcome === 'created' || outcome === 'updated')
  const problems = written.flatMap(({ file, sessions }) =>
    sessions.flatMap((session) => {
      const old = had.get(session.id)
      const stays = old?.venue_id === session.venue_id && old.room_id === session.room_id
      const comes = session.status === 'planned' && session.ends_at > now
      if (stays || !comes || places.retiredAt(session) === null) return []
      const said = file.sessions.find(({ startsAt }) => startsAt.getTime() === session.starts_at.getTime())
      return said === undefined ? [] : [{ said, isVenue: places.retiredAt({ ...session, room_id: null }) }]
    }),
  )
  // A place on a line is said once, whatever the number of its dates.
  const perLine = grouped(problems, ({ said }) => `${said.place.file}\n${said.place.line ?? ''}`)
  return [...perLine.values()].flatMap(([first]) => {
    if (first === undefined) return []
    const { said, isVenue } = first
    const [column, name] =
      isVenue === null ? ['room', `${said.room ?? 'The room'} at ${said.venue}`] : ['venue', said.venue]
    const message = `${name} is used no more, so nothing can be planned there on ${longDate(said.date)}. Name another place, or bring it back into use under "Venues and rooms".`
    return [errorAt(said.place, column, message)]
  })
}
