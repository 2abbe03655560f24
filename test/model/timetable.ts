import type { Tx } from '../../src/database/schema.ts'
import { inTransaction } from '../../src/database/transaction.ts'
import { addMinutes } from '../../src/lib/time.ts'
import { cancelRun } from '../../src/scheduling/cancel-run.ts'
import {
  addSession,
  cancelSession,
  moveSession,
  moveSessionToPlace,
  reinstateSession,
} from '../../src/scheduling/change-session.ts'
import type { OnTimetable } from './actions.ts'
import { pick, type World } from './world.ts'

/** What administrators do to sessions and runs. Whether it was done; undefined when it was not even tried. */
export async function changeTimetable(world: World, action: OnTimetable): Promise<boolean | undefined> {
  const result = await inTransaction(world.db, (tx) => change(tx, world, action))
  return result?.ok
}

async function change(tx: Tx, world: World, action: OnTimetable): Promise<{ ok: boolean } | undefined> {
  const doing = { now: world.clock.now, actorId: null }
  switch (action.do) {
    case 'cancel-run':
      // Once in a while: a college that calls everything off has no more to show.
      return action.unlikely === 0
        ? cancelRun(tx, pick(world.runIds, action.run)!, 'Too few of us', doing)
        : undefined
    case 'add-session': {
      const startsAt = addMinutes(world.clock.now, 60 * (24 + action.hours))
      const times = { startsAt, endsAt: addMinutes(startsAt, 90) }
      return addSession(
        tx,
        pick(world.runIds, action.run)!,
        { ...times, ...placeOf(world, action.hours) },
        doing,
      )
    }
    default:
      return changeSession(tx, world, action)
  }
}

type OnSession = Extract<OnTimetable, { which: number }>

async function changeSession(tx: Tx, world: World, action: OnSession): Promise<{ ok: boolean }> {
  const doing = { now: world.clock.now, actorId: null }
  const sessions = await tx.selectFrom('session').selectAll().orderBy('starts_at').orderBy('id').execute()
  const session = pick(sessions, action.which)!
  const moved = (at: Date, hours: number) => addMinutes(at, hours * 60)
  switch (action.do) {
    case 'cancel-session':
      return cancelSession(tx, session.id, doing)
    case 'reinstate-session':
      return reinstateSession(tx, session.id, doing)
    case 'move-to-venue':
      return moveSessionToPlace(tx, session.id, placeOf(world, action.which), doing)
    case 'move-session': {
      const { starts_at: startsAt, ends_at: endsAt } = session
      const times = { startsAt: moved(startsAt, action.hours), endsAt: moved(endsAt, action.hours) }
      return moveSession(tx, session.id, times, { ...doing, timeZone: 'Europe/London' })
    }
  }
}

function placeOf({ venues }: World, which: number) {
  return { venueId: pick(venues, which)!, roomId: null, joinLink: null }
}
