import { placeIsFree, type Places } from '../catalogue/places.ts'
import type { LiveStatus, Tx } from '../database/schema.ts'
import { later } from '../lib/time.ts'
import { listSessions, lockRun, type Run, type SessionDetails } from '../scheduling/queries.ts'
import { getPersonFacts } from './booking-rules/queries.ts'
import { brokenRules } from './booking-rules/rules.ts'
import type { Actor, Context } from './context.ts'
import {
  type EnrollingPerson,
  type Enrolment,
  getStanding,
  insertEnrolment,
  lockLapsed,
  lockPerson,
  updateSaid,
} from './queries.ts'
import { listOverlaps } from './overlap-queries.ts'
import { decideEnrol, type EnrolRefusal, runFacts } from './rules.ts'
import { isLive, liveStatuses, type MailName } from './states.ts'
import { tell } from './tell.ts'
import { transition } from './transition.ts'

export interface Enrolling {
  runId: string
  personId: string
  /** The person was told that another course is at the same time, and wants both. */
  overlapAccepted: boolean
  /** They said that they are whom the run is for. */
  audienceConfirmed?: boolean
  /** Why staff go past a rule that speaks against it. */
  rulesWaivedReason?: string | undefined
}

interface Begun {
  ok: true
  enrolmentId: string
  status: LiveStatus
  run: Run
}

export type Enrolled = Begun | ({ ok: false; run: Run } & EnrolRefusal) | { ok: false; reason: 'not-found' }

type FirstStatus = Exclude<LiveStatus, 'offered'>

const firstMail: Record<FirstStatus, MailName> = {
  confirmed: 'place-confirmed',
  waiting: 'on-waiting-list',
  requested: 'place-requested',
}

/**
 * Gives the person a place, a place in line, or notes that they ask for one. Locks the run, then reads in a later
 * statement, then decides: one statement that locks and counts sees the count from before its wait, and overbooks.
 */
export async function enrol(tx: Tx, enrolling: Enrolling, by: Actor, context: Context): Promise<Enrolled> {
  const run = await lockRun(tx, enrolling.runId)
  const lapsed = run && (await lockLapsed(tx, run.id, enrolling.personId))
  const person = run && (await lockPerson(tx, enrolling.personId))
  if (run === undefined || person === undefined) return { ok: false, reason: 'not-found' }
  const now = context.clock()
  const sessions = await listSessions(tx, [run.id])
  const standing = await getStanding(tx, run.id, person.id, now)
  const overlaps = await listOverlaps(tx, { runId: run.id, personId: person.id, now }, liveStatuses)
  const asked = { run: runFacts(run, sessions), person: await getPersonFacts(tx, enrolling) }
  const decided = decideEnrol(
    {
      ...{ ...asked, places: standing, live: standing.live ?? undefined },
      ...{ overlaps, overlapAccepted: enrolling.overlapAccepted },
      rulesWaived: enrolling.rulesWaivedReason !== undefined,
      audienceUnconfirmed: run.audience_confirmed && enrolling.audienceConfirmed !== true,
    },
    now,
  )
  if (!decided.ok) return { ...decided, run }
  const isException = brokenRules(asked.run, asked.person, now).length > 0
  if (lapsed !== undefined) {
    const back = await comeBack(tx, { run, enrolment: lapsed }, standing, { by, now }, context)
    return back.ok ? noteSaid(tx, back, { ...enrolling, isException }, now) : back
  }
  // Several web processes have several clocks: nobody who came later may seem to have come first.
  const joinedAt = later(now, standing.last_joined_at ?? now)
  const begun = await begin(tx, { run, sessions, person, status: decided.to, joinedAt, by }, context)
  return noteSaid(tx, begun, { ...enrolling, isException }, joinedAt)
}

/**
 * Keeps what was said of the rules: that they are whom it is for, or why staff went past them. A reason for what no rule
 * speaks against by now is none.
 */
async function noteSaid(
  tx: Tx,
  enrolled: Begun,
  { audienceConfirmed, rulesWaivedReason, isException }: Enrolling & { isException: boolean },
  now: Date,
): Promise<Begun> {
  const said = {
    ...(enrolled.run.audience_confirmed && audienceConfirmed === true ? { audience_confirmed_at: now } : {}),
    ...(isException && rulesWaivedReason !== undefined
      ? { rules_waived_at: now, rules_waived_reason: rulesWaivedReason }
      : {}),
  }
  if (Object.keys(said).length > 0) await updateSaid(tx, enrolled.enrolmentId, said)
  return enrolled
}

interface Beginning {
  run: Run
  sessions: SessionDetails[]
  person: EnrollingPerson
  status: FirstStatus
  joinedAt: Date
  by: Actor
}

async function begin(tx: Tx, beginning: Beginning, context: Context): Promise<Begun> {
  const { run, sessions, person, status, joinedAt, by } = beginning
  const enrolment = await insertEnrolment(tx, {
    runId: run.id,
    personId: person.id,
    status,
    joinedAt,
    actor: by.kind,
    actorId: by.id,
  })
  const mail = firstMail[status]
  const calendar = status === 'confirmed' ? 'book' : 'leave'
  await tell(tx, { run, sessions, person, mail, calendar, ownDoing: true, now: joinedAt }, context.config)
  return { ok: true, enrolmentId: enrolment.id, status, run }
}

/**
 * Someone whose offer ran out presses "Enrol" or "Join the waiting list": a late yes, or their old place in line. A new
 * enrolment would put them behind people who came after them.
 */
async function comeBack(
  tx: Tx,
  held: { run: Run; enrolment: Enrolment },
  places: Places,
  step: { by: Actor; now: Date },
  context: Context,
): Promise<Begun | { ok: false; reason: 'not-found' }> {
  const action = placeIsFree(places) ? 'accept' : 'return'
  const moved = await transition(tx, held, { action, ...step }, context)
  // Their account has closed meanwhile.
  if (!moved.ok) return { ok: false, reason: 'not-found' }
  if (!isLive(moved.status)) throw new Error(`An enrolment that lapsed could not ${action}`)
  return { ok: true, enrolmentId: held.enrolment.id, status: moved.status, run: held.run }
}
