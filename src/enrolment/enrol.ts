import type { LiveStatus, Tx } from '../database/schema.ts'
import { later } from '../lib/time.ts'
import { listSessions, lockRun, type Run, type SessionDetails } from '../scheduling/queries.ts'
import type { Actor, Context } from './context.ts'
import { getStanding, insertEnrolment, listOverlaps, lockPerson } from './queries.ts'
import { decideEnrol, type EnrolRefusal, type RunFacts } from './rules.ts'
import { tell } from './tell.ts'
import type { MailName } from './states.ts'

export interface Enrolling {
  runId: string
  personId: string
  /** The person was told that another course is at the same time, and wants both. */
  overlapAccepted: boolean
}

export type Enrolled =
  | { ok: true; enrolmentId: string; status: LiveStatus; run: Run }
  | ({ ok: false; run: Run } & EnrolRefusal)
  | { ok: false; reason: 'not-found' }

const firstMail: Partial<Record<LiveStatus, MailName>> = {
  confirmed: 'place-confirmed',
  waiting: 'on-waiting-list',
}

/**
 * Gives the person a place, a place in line, or notes that they ask for one. Locks the run, then reads in a later
 * statement, then decides: one statement that locks and counts sees the count from before its wait, and overbooks.
 */
export async function enrol(tx: Tx, enrolling: Enrolling, by: Actor, context: Context): Promise<Enrolled> {
  const run = await lockRun(tx, enrolling.runId)
  const person = run && (await lockPerson(tx, enrolling.personId))
  if (run === undefined || person === undefined) return { ok: false, reason: 'not-found' }
  const now = context.clock()
  const sessions = await listSessions(tx, [run.id])
  const standing = await getStanding(tx, run.id, person.id, now)
  const overlaps = await listOverlaps(tx, run.id, person.id)
  const decided = decideEnrol(
    {
      run: runFacts(run, sessions),
      places: standing,
      live: standing.live ?? undefined,
      overlaps,
      overlapAccepted: enrolling.overlapAccepted,
    },
    now,
  )
  if (!decided.ok) return { ...decided, run }
  // Several web processes have several clocks: nobody who came later may seem to have come first.
  const joinedAt = later(now, standing.last_joined_at ?? now)
  const enrolment = await insertEnrolment(tx, {
    runId: run.id,
    personId: person.id,
    status: decided.to,
    joinedAt,
    actor: by.kind,
    actorId: by.id,
  })
  const mail = firstMail[decided.to]
  if (mail !== undefined) {
    const calendar = decided.to === 'confirmed' ? 'book' : 'leave'
    await tell(tx, { run, sessions, person, mail, calendar, now: joinedAt }, context.config)
  }
  return { ok: true, enrolmentId: enrolment.id, status: decided.to, run }
}

/** A run as the rules see it. */
export function runFacts(run: Run, sessions: SessionDetails[]): RunFacts {
  return {
    status: run.status,
    needsApproval: run.needs_approval,
    opensAt: run.enrolment_opens_at,
    closesAt: run.enrolment_closes_at,
    sessions: sessions
      .filter(({ status }) => status === 'planned')
      .map(({ starts_at: startsAt, ends_at: endsAt }) => ({ startsAt, endsAt })),
  }
}
