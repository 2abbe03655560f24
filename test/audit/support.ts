import { sql } from 'kysely'
import { audit, type Broken } from '../../src/audit/audit.ts'
import { addMinutes } from '../../src/lib/time.ts'
import type { TestApp } from '../support/app.ts'
import { addPerson, addRun, today } from '../support/college.ts'
import { deedsIn, openOfferOf } from '../support/deeds.ts'
import { changeDate, timesInForm } from '../support/moving.ts'

const day = 24 * 60

export interface Lived {
  runId: string
  /** Has a place. */
  confirmed: { enrolmentId: string; personId: string }
  /** Gave a place back. */
  withdrawn: { enrolmentId: string; personId: string }
  offered: { enrolmentId: string; offerId: string }
  /** In the order of the line. */
  waiting: { enrolmentId: string; personId: string }[]
  sessionIds: string[]
  trainerId: string
}

/** A rule, how to break it by rows, and what its fault must name. */
export interface Breaking {
  holds: string
  how: (lived: Lived) => string
  /** What the fault must name. */
  names: (lived: Lived) => string[]
}

/** A run of two places with a past: one place given back and offered on, two people waiting, a session moved. */
export async function liveThrough({ db, config, clock, runJobs }: TestApp): Promise<Lived> {
  const deeds = deedsIn(db, { config, clock: () => clock.now })
  const sessions = [20, 27, 34].map((days) => ({ startsAt: addMinutes(today, days * day) }))
  const { runId, sessionIds, peerId } = await addRun(db, { capacity: 2, sessions, waitingListMode: 'offer' })
  const people: { enrolmentId: string; personId: string }[] = []
  for (let number = 0; number < 5; number++) {
    clock.now = addMinutes(clock.now, 5)
    const personId = await addPerson(db)
    const enrolled = await deeds.enrol(runId, personId)
    if (!enrolled.ok) throw new Error(enrolled.reason)
    people.push({ enrolmentId: enrolled.enrolmentId, personId })
  }
  const [confirmed, withdrawn, next, ...waiting] = people
  if (confirmed === undefined || withdrawn === undefined || next === undefined) throw new Error('Too few')
  clock.now = addMinutes(clock.now, 5)
  await deeds.withdraw(withdrawn.enrolmentId)
  await runJobs()
  clock.now = addMinutes(clock.now, 5)
  const startsAt = addMinutes(today, 28 * day)
  const times = { startsAt, endsAt: addMinutes(startsAt, 120) }
  const moved = await changeDate(db, sessionIds[1]!, timesInForm(times), { now: clock.now, actorId: null })
  if (!moved.ok) throw new Error(JSON.stringify(moved))
  await runJobs()
  const offered = { enrolmentId: next.enrolmentId, offerId: await openOfferOf(db, next.enrolmentId) }
  return { runId, confirmed, withdrawn, offered, waiting, sessionIds, trainerId: peerId }
}

export function auditOf({ db, config, clock }: TestApp): Promise<Broken[]> {
  return audit(db, { clock: () => clock.now, config })
}

/** Changes rows as no program of ours could: with the triggers that guard history and references switched off. */
export async function tamper({ db }: TestApp, statement: string): Promise<void> {
  await db.connection().execute(async (one) => {
    await sql
      .raw(`set session_replication_role = replica; ${statement}; reset session_replication_role`)
      .execute(one)
  })
}
