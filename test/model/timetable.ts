import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { cancelRun } from '../../src/scheduling/cancel-run.ts'
import { cancelSession, reinstateSession } from '../../src/scheduling/sessions/cancel.ts'
import { addDateTo, changeDate, placeInForm, timesInForm } from '../support/moving.ts'
import type { OnTimetable } from './actions.ts'
import { pick, type World } from './world.ts'

/** What administrators do to sessions and runs. Whether it was done; undefined when it was not even tried. */
export async function changeTimetable(world: World, action: OnTimetable): Promise<boolean | undefined> {
  return (await change(world, action))?.ok
}

async function change(world: World, action: OnTimetable): Promise<{ ok: boolean } | undefined> {
  const { db, clock } = world
  const doing = { now: clock.now, actorId: null, allTheSame: true }
  switch (action.do) {
    case 'cancel-run':
      // Once in a while: a college that calls everything off has no more to show.
      return action.unlikely === 0
        ? inTransaction(db, (tx) => cancelRun(tx, pick(world.runIds, action.run)!, 'Too few of us', doing))
        : undefined
    case 'add-session': {
      const startsAt = addMinutes(wholeMinute(clock.now), 60 * (24 + action.hours))
      const times = { startsAt, endsAt: addMinutes(startsAt, 90) }
      const words = { ...timesInForm(times), ...placeOf(world, action.hours) }
      return addDateTo(db, pick(world.runIds, action.run)!, words, doing)
    }
    default:
      return changeOne(world, action)
  }
}

type OnSession = Extract<OnTimetable, { which: number }>

async function changeOne(world: World, action: OnSession): Promise<{ ok: boolean }> {
  const { db, clock } = world
  const doing = { now: clock.now, actorId: null, allTheSame: true }
  const sessions = await db.selectFrom('session').selectAll().orderBy('starts_at').orderBy('id').execute()
  const session = pick(sessions, action.which)!
  const moved = (at: Date, hours: number) => addMinutes(at, hours * 60)
  switch (action.do) {
    case 'cancel-session':
      return inTransaction(db, (tx) => cancelSession(tx, session.id, doing))
    case 'reinstate-session':
      return inTransaction(db, (tx) => reinstateSession(tx, session.id, doing))
    case 'move-to-venue':
      return changeDate(db, session.id, placeOf(world, action.which), doing)
    case 'move-session': {
      const { starts_at: startsAt, ends_at: endsAt } = session
      const times = { startsAt: moved(startsAt, action.hours), endsAt: moved(endsAt, action.hours) }
      return changeDate(db, session.id, timesInForm(times), doing)
    }
  }
}

function placeOf({ venues }: World, which: number) {
  return placeInForm({ venueId: pick(venues, which)!, roomId: null, joinLink: null })
}

/** A form has no words for seconds. */
function wholeMinute(instant: Date): Date {
  return new Date(Math.floor(instant.getTime() / 60_000) * 60_000)
}
