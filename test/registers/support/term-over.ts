// A run that is given, marked and over, through the functions of the features.
import type { Db, Mark, Tx } from '../../../src/database/schema.ts'
import { inTransaction } from '../../../src/database/transaction.ts'
import { sweepEnrolments } from '../../../src/enrolment/sweep.ts'
import { addMinutes } from '../../../src/lib/time.ts'
import { sweepCompletion } from '../../../src/registers/completion/settle.ts'
import { markRegister } from '../../../src/registers/marking/mark-register.ts'
import { findRegister } from '../../../src/registers/marking/queries.ts'
import type { TestApp } from '../../support/app.ts'
import { addPerson, addRun, type NewRun, today } from '../../support/college.ts'
import { deedsIn } from '../../support/deeds.ts'

export const inDays = (days: number) => addMinutes(today, days * 24 * 60)

export interface Place {
  personId: string
  enrolmentId: string
}

/** A run of so many weekly classes from tomorrow on, with these people on it. */
export async function enrolled(college: TestApp, names: string[], classes: number, run: NewRun = {}) {
  const { db, config, clock } = college
  const sessions = Array.from({ length: classes }, (_, week) => ({ startsAt: inDays(1 + week * 7) }))
  const added = await addRun(db, { sessions, ...run })
  const deeds = deedsIn(db, { config, clock: () => clock.now })
  const places: Record<string, Place> = {}
  for (const name of names) {
    const personId = await addPerson(db, { name, email: `${name.toLowerCase()}@example.org` })
    const enrolled = await deeds.enrol(added.runId, personId)
    if (!enrolled.ok) throw new Error(enrolled.reason)
    places[name] = { personId, enrolmentId: enrolled.enrolmentId }
  }
  return { ...added, places, deeds }
}

/** Says of somebody what is said of them now; nothing is left as it was. */
export function say(
  college: TestApp,
  sessionId: string,
  actorId: string,
  marks: Record<string, Mark | null>,
) {
  return inTransaction(college.db, (tx) => sayIn(tx, college, sessionId, actorId, marks))
}

/** The same in a transaction that is not over yet. */
export async function sayIn(
  tx: Tx,
  { config, clock }: TestApp,
  sessionId: string,
  actorId: string,
  marks: Record<string, Mark | null>,
) {
  const register = await findRegister(tx, sessionId)
  if (register === undefined) throw new Error('No such register')
  const said = new Map<string, { was: Mark | null; chosen: Mark | null }>()
  for (const [enrolmentId, chosen] of Object.entries(marks))
    said.set(enrolmentId, { was: await markOf(tx, sessionId, enrolmentId), chosen })
  const marking = { now: clock.now, timeZone: config.timeZone, actorId, means: 'page' as const }
  return markRegister(tx, register, { said, everyoneCame: false }, marking)
}

async function markOf(db: Db, session_id: string, enrolment_id: string): Promise<Mark | null> {
  const row = await db
    .selectFrom('attendance')
    .where('session_id', '=', session_id)
    .where('enrolment_id', '=', enrolment_id)
    .select('mark')
    .executeTakeFirst()
  return row?.mark ?? null
}

/** What the worker's sweeps do by themselves, and all that follows from it. */
export async function night({ db, clock, runJobs }: TestApp): Promise<void> {
  await sweepEnrolments(db, clock.now)
  await runJobs()
  await sweepCompletion(db, clock.now)
  await runJobs()
}

export async function statusOf(db: Db, { enrolmentId }: Place): Promise<string> {
  const row = await db
    .selectFrom('enrolment')
    .where('id', '=', enrolmentId)
    .select('status')
    .executeTakeFirstOrThrow()
  return row.status
}
